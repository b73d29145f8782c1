/**
 * @file What a job says while it is run and when it is done, and the files that it leaves behind.
 */

import { AkariError } from "../../error.js";
import { countParameters } from "../../model/model.js";
import { classLabels } from "../../model/outputs.js";
import type { CheckpointInterval } from "../../training/checkpoint.js";
import { historyRow } from "../../training/history.js";
import type { EarlyStopping } from "../../training/option-values.js";
import type { DivergedError, EpochEvent, StartEvent, TrainingResult } from "../../training/run.js";
import { confusionLines, writeConfusion } from "../evaluate/confusion.js";
import { summaryJson, summaryLines } from "../evaluate/scores.js";
import type { Io } from "../io.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine, writeIfRead } from "../terminal/output.js";
import { compact, count, countOf, percent } from "../terminal/text.js";
import { type FoldScores, foldsLine } from "./folds.js";
import type { TrainJob } from "./job.js";
import { type Checkpoints, save } from "./output.js";
import type { Progress } from "./progress.js";
import type { JobEvent, TestedEvent } from "./run.js";
import { describeSchedule } from "./training-words.js";

/** What goes on beside the events. */
interface Beside {
  /** Where the progress is shown. */
  readonly shown: Progress;
  readonly checkpoints: Checkpoints | undefined;
  /** What cross-validation came to, where there was one. */
  readonly folds: FoldScores | undefined;
}

/**
 * Tells what happens to a job, and saves what comes of it.
 *
 * @returns with `unsaid`, the lines for which standard output had no reader
 * @throws AkariError `diverged` once the last good weights are saved, naming where; or where the model could not be
 * saved where it was to be
 */
export async function present(
  job: TrainJob,
  events: AsyncIterable<JobEvent>,
  beside: Beside,
  io: Io,
): Promise<{ result: TrainingResult; unsaid: number }> {
  const { shown, checkpoints } = beside;
  let begun: StartEvent | undefined;
  let unsaid = 0;
  try {
    for await (const event of events) {
      if (event.type === "tested") {
        await presentModel(job, event, begun, beside, io);
        return { result: event.result, unsaid };
      }
      if (event.type === "diverged") throw await saveDiverged(job, event.error, begun);
      if (event.type === "trained") shown.end();
      else {
        if (event.type === "start") {
          begun = event;
          io.stderr.write(opening(job, event, checkpoints));
        }
        shown.show(event);
        const isLine = event.type === "epoch" && job.output.json;
        if (isLine && !writeIfRead(io.stdout, `${epochJson(event)}\n`)) unsaid++;
      }
    }
  } catch (error) {
    shown.end();
    throw error;
  }
  throw new Error("A run without an end.");
}

/** Saves a model, and tells how good it is and where. */
async function presentModel(
  job: TrainJob,
  event: TestedEvent,
  begun: StartEvent | undefined,
  beside: Beside,
  io: Io,
): Promise<void> {
  const evaluation = event.scores?.evaluation;
  const { path, problem } = await save(job, event.result, begun, evaluation);
  await report(job, event, beside, path, io);
  // Last, for the model is there and told of even where this fails.
  if (evaluation !== undefined) {
    await writeConfusion(job.output.confusion, evaluation, classLabels(job.model.definition));
  }
  if (problem !== undefined) {
    throw new AkariError(problem.code, `${problem.message} The model is saved in ${path} instead.`, {
      cause: problem,
    });
  }
}

/** Saves the last good weights. @returns what to tell of it */
async function saveDiverged(
  job: TrainJob,
  error: DivergedError,
  begun: StartEvent | undefined,
): Promise<AkariError> {
  const { path, problem } = await save(job, error.result, begun);
  const kept = weightsKept(error.result, "before that step");
  const diverged = `${error.message} ${kept[0].toUpperCase()}${kept.slice(1)} are saved in ${path}.`;
  const message = problem === undefined ? diverged : `${diverged} ${problem.message}`;
  return new AkariError(error.code, message, { cause: error });
}

/** What is about to happen. */
export function opening(
  { data, model: { definition, assumed }, fit, preset, output: { log } }: TrainJob,
  begun: Pick<StartEvent, "trainingExamples" | "validationExamples" | "step" | "steps" | "choice">,
  checkpoints: Checkpoints | undefined,
): string {
  const sizes = [definition.inputs, ...definition.layers.map(({ units }) => units)].join(" → ");
  const { trainingExamples, validationExamples, choice } = begun;
  const held = validationExamples === 0 ? "" : `, ${count(validationExamples)} more to validate on`;
  return (
    (preset === undefined ? "" : `The preset chose ${preset}\n`) +
    assumed +
    data.notes.map((note) => `${oneLine(note)}\n`).join("") +
    `${oneLine(data.train.name)}: ${countOf(trainingExamples, "example")} to learn from${held}\n` +
    `${sizes}: ${countOf(countParameters(definition), "parameter")}\n` +
    plannedText(fit) +
    (choice === undefined ? "" : `Computes in ${choice.engine}. ${oneLine(choice.reason)}\n`) +
    (fit.resume === undefined
      ? ""
      : `Going on after ${count(begun.step)} of ${countOf(begun.steps, "step")}\n`) +
    (checkpoints === undefined
      ? ""
      : `A checkpoint ${intervalText(checkpoints.every)}, in ${oneLine(checkpoints.path)}\n`) +
    (log === undefined ? "" : `A row for every epoch, in ${oneLine(log.path)}\n`)
  );
}

/** `every 500 steps`, `every epoch`. */
function intervalText(every: CheckpointInterval): string {
  const [count, noun] = "steps" in every ? [every.steps, "step"] : [every.epochs, "epoch"];
  return count === 1 ? `every ${noun}` : `every ${countOf(count, noun)}`;
}

/** How the learning rate goes, and when the run ends early; a line each. */
function plannedText({ schedule, earlyStopping }: TrainJob["fit"]): string {
  const patience = earlyStopping === undefined ? "" : `Ends after ${patienceText(earlyStopping)}\n`;
  return `${schedule === undefined ? "" : `Learning rate: ${describeSchedule(schedule)}\n`}${patience}`;
}

/** `10 epochs without a lower validation loss`. */
function patienceText({ patience, monitor = "loss" }: EarlyStopping): string {
  return `${countOf(patience, "epoch")} without a ${monitor === "loss" ? "lower" : "higher"} validation ${monitor}`;
}

/** An epoch as a line of JSON. */
const epochJson = (event: EpochEvent): string => JSON.stringify({ event: "epoch", ...historyRow(event) });

/** Whose weights are kept: those of the best epoch, or else the last. @param which which the last ones are */
export function weightsKept({ best }: TrainingResult, which: string): string {
  return best === undefined ? `the weights ${which}` : `the weights of epoch ${best.epoch}, the best`;
}

/** What came of a job, on standard output. @param out where the model is */
async function report(
  { data, model, fit, output }: TrainJob,
  { result, scores }: TestedEvent,
  { checkpoints, folds }: Beside,
  out: string,
  io: Io,
): Promise<void> {
  const { earlyStopping } = fit;
  const { hashParameters } = await import("../../formats/bytes/hashes.js");
  const sha256 = await hashParameters(result.model.parameters);
  const { steps, seconds, samplesPerSecond, stopped, best, remark } = result;
  const checkpoint = checkpoints?.stands ? checkpoints.path : undefined;
  if (output.json) {
    const figures = {
      ...(scores === undefined ? {} : summaryJson(scores)),
      folds,
      steps,
      bestEpoch: best?.epoch,
      seconds,
      samplesPerSecond,
    };
    const done = { event: "done", ...figures, sha256, out, checkpoint, remark };
    io.stdout.write(`${JSON.stringify(stopped === "finished" ? done : { ...done, stopped })}\n`);
    return;
  }
  const lines = [
    ...(scores === undefined || data.test === undefined
      ? []
      : [
          ...summaryLines(scores, data.test.name, streamStyle(io.stdout, io.env)),
          ...confusionLines(scores.evaluation, classLabels(model.definition), io),
          "",
        ]),
    ...(folds === undefined ? [] : [foldsLine(folds), ""]),
    ...(best === undefined
      ? []
      : [`The weights are those of epoch ${best.epoch}, the best: ${figuresOf(best, earlyStopping)}`]),
    ...(stopped === "early" && earlyStopping !== undefined
      ? [`Ended early, after epoch ${result.history.length}: ${patienceText(earlyStopping)}`]
      : []),
    ...ending(result),
    `Saved ${oneLine(out)}`,
    ...(checkpoint === undefined ? [] : [`Checkpoint ${oneLine(checkpoint)}, for --resume`]),
    `sha256 of its parameters: ${sha256}`,
  ];
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

/** How lbfgs came to its end. */
function ending({ stopped, steps, remark }: TrainingResult): string[] {
  const how =
    stopped === "solved"
      ? ["Solved directly, as a least-squares problem"]
      : stopped === "converged"
        ? [`Converged after ${countOf(steps, "iteration")}`]
        : [];
  return remark === undefined ? how : [...how, remark];
}

function figuresOf(
  { validationAccuracy: accuracy, validationLoss: loss = Number.NaN }: EpochEvent,
  earlyStopping: EarlyStopping | undefined,
): string {
  return accuracy === undefined || earlyStopping?.monitor === "loss"
    ? `validation loss ${compact(loss)}`
    : `validation ${percent(accuracy)}`;
}
