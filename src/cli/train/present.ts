/**
 * @file What a run of training leaves behind: the model's file, and what is said of it.
 */

import { randomUUID } from "node:crypto";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { AkariError } from "../../error.js";
import type { TrainingRecord } from "../../formats/description/training-record.js";
import { countParameters } from "../../model/model.js";
import { classLabels } from "../../model/outputs.js";
import { completeOptional, type EarlyStopping } from "../../training/options.js";
import type { EpochEvent, StartEvent, TrainingResult } from "../../training/run.js";
import { confusionLines } from "../evaluate/confusion.js";
import { type ModelScores, scoreModel } from "../evaluate/score-model.js";
import { summaryJson, summaryLines } from "../evaluate/scores.js";
import type { Io } from "../io.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine } from "../terminal/output.js";
import { compact, count, countOf, percent } from "../terminal/text.js";
import { splitRecord } from "./data.js";
import { type FoldScores, foldsLine } from "./folds.js";
import type { Run } from "./job.js";
import { type Checkpoints, intervalText } from "./output.js";
import { describeSchedule } from "./training-words.js";

/** What is about to happen. */
export function opening(
  { definition, assumed, data, plan, chosen }: Run,
  begun: StartEvent,
  checkpoints: Checkpoints | undefined,
): string {
  const sizes = [definition.inputs, ...definition.layers.map(({ units }) => units)].join(" → ");
  const { trainingExamples, validationExamples } = begun;
  const held = validationExamples === 0 ? "" : `, ${count(validationExamples)} more to validate on`;
  return (
    (chosen === undefined ? "" : `The preset chose ${chosen}\n`) +
    assumed +
    data.notes.map((note) => `${oneLine(note)}\n`).join("") +
    `${oneLine(data.train.name)}: ${countOf(trainingExamples, "example")} to learn from${held}\n` +
    `${sizes}: ${countOf(countParameters(definition), "parameter")}\n` +
    plannedText(plan) +
    (plan.resume === undefined
      ? ""
      : `Going on after ${count(begun.step)} of ${countOf(begun.steps, "step")}\n`) +
    (checkpoints === undefined
      ? ""
      : `A checkpoint ${intervalText(checkpoints.every)}, in ${oneLine(checkpoints.path)}\n`)
  );
}

/** How the learning rate goes, and when the run ends early; a line each. */
function plannedText({ schedule, earlyStopping }: Run["plan"]): string {
  const patience = earlyStopping === undefined ? "" : `Ends after ${patienceText(earlyStopping)}\n`;
  return `${schedule === undefined ? "" : `Learning rate: ${describeSchedule(schedule)}\n`}${patience}`;
}

/** `10 epochs without a lower validation loss`. */
function patienceText({ patience, monitor = "loss" }: EarlyStopping): string {
  return `${countOf(patience, "epoch")} without a ${monitor === "loss" ? "lower" : "higher"} validation ${monitor}`;
}

/** An epoch as a line of JSON. */
export function epochJson(event: EpochEvent): string {
  const { epoch, step, loss, learningRate, validationLoss, validationAccuracy, seconds, samplesPerSecond } =
    event;
  return JSON.stringify({
    event: "epoch",
    epoch,
    step,
    loss,
    learningRate,
    validationLoss,
    validationAccuracy,
    seconds,
    samplesPerSecond,
  });
}

/** How good the model is on the test part, where there is one. */
export async function judge(
  { data, plan }: Run,
  { model }: TrainingResult,
): Promise<ModelScores | undefined> {
  return data.test === undefined ? undefined : scoreModel(model, data.test, plan.engine);
}

/** Whose weights are kept: those of the best epoch, or else the last. @param which which the last ones are */
export function weightsKept({ best }: TrainingResult, which: string): string {
  return best === undefined ? `the weights ${which}` : `the weights of epoch ${best.epoch}, the best`;
}

/** Where a model is, and what kept it from where it was to be. */
export interface Saved {
  readonly path: string;
  readonly problem: AkariError | undefined;
}

/**
 * Writes the model's file. A run that diverged is not judged: its record says nothing of the test part. Where the file
 * cannot be written after all, the model is saved elsewhere rather than lost: in the
 * working folder, that for temporary files or the user's own.
 *
 * @throws AkariError where it can be saved nowhere
 */
export async function save(
  { names, data, dataName, plan, validation, reading, out }: Run,
  { model, steps, history, best, stopped }: TrainingResult,
  begun: StartEvent | undefined,
  judged?: ModelScores["evaluation"],
): Promise<Saved> {
  const { save: saveModel } = await import("../../formats/load-save.packages.js");
  const { trainingHistory } = await import("../../formats/description/training-record.js");
  const split = await splitRecord(data, model.definition, reading);
  const { validationAccuracy } = best ?? history.at(-1) ?? {};
  const trainingExamples = begun?.trainingExamples ?? 0;
  const curves = trainingHistory(history);
  const record: TrainingRecord = {
    data: dataName,
    seed: plan.seed,
    epochs: begun?.epochs ?? 0,
    steps,
    batch: plan.batch ?? Math.max(1, trainingExamples),
    shuffle: plan.shuffle,
    validation,
    ...(split === undefined ? {} : { split }),
    optimizer: plan.optimizer,
    ...completeOptional(plan, ["augmentation", "regularization", "run"]),
    engine: plan.engine.name,
    trainingExamples,
    ...(stopped === "converged" || stopped === "solved" ? { ended: stopped } : {}),
    // JSON has no infinity, which the loss on unseen examples can reach where that on seen ones is finite.
    ...(judged !== undefined && Number.isFinite(judged.loss) ? { loss: judged.loss } : {}),
    ...(judged?.task === "classes" ? { accuracy: judged.accuracy } : {}),
    ...(best === undefined ? {} : { bestEpoch: best.epoch }),
    ...(validationAccuracy === undefined ? {} : { validationAccuracy }),
    ...(curves === undefined ? {} : { history: curves }),
  };
  const trySaving = async (path: string): Promise<AkariError | undefined> => {
    try {
      await saveModel(model, path, { format: "safetensors", record, names });
      return undefined;
    } catch (error) {
      if (error instanceof AkariError) return error;
      throw error;
    }
  };
  const problem = await trySaving(out);
  if (problem === undefined) return { path: out, problem };
  for (const folder of [process.cwd(), tmpdir(), homedir()]) {
    const path = join(folder, `akari-${randomUUID()}.safetensors`);
    if ((await trySaving(path)) === undefined) return { path, problem };
  }
  throw problem;
}

/** The run's result on standard output. */
export async function report(
  run: Run,
  result: TrainingResult,
  judged: ModelScores | undefined,
  scores: FoldScores | undefined,
  checkpoints: Checkpoints | undefined,
  out: string,
  io: Io,
): Promise<void> {
  const { definition, data, json } = run;
  const { earlyStopping } = run.plan;
  const { hashParameters } = await import("../../formats/bytes/hashes.js");
  const sha256 = await hashParameters(result.model.parameters);
  const { steps, seconds, samplesPerSecond, stopped, best, remark } = result;
  const checkpoint = checkpoints?.stands ? checkpoints.path : undefined;
  if (json) {
    const figures = {
      ...(judged === undefined ? {} : summaryJson(judged)),
      folds: scores,
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
    ...(judged === undefined || data.test === undefined
      ? []
      : [
          ...summaryLines(judged, data.test.name, streamStyle(io.stdout, io.env)),
          ...confusionLines(judged.evaluation, classLabels(definition), io),
          "",
        ]),
    ...(scores === undefined ? [] : [foldsLine(scores), ""]),
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
