/**
 * @file What a run of training leaves behind: the model's file, and what is said of it.
 */

import { completeRegularization } from "../engine/regularization.js";
import type { TrainingRecord } from "../formats/training-record.js";
import { countParameters } from "../model/model.js";
import type { EpochEvent, StartEvent, TrainingResult } from "../training/events.js";
import type { Evaluation } from "../training/score.js";
import { classLabels } from "./answer.js";
import { type Checkpoints, intervalText } from "./checkpoints.js";
import { resultLines } from "./evaluate.js";
import { compact, count, countOf, percent } from "./format.js";
import type { Io } from "./io.js";
import type { Run } from "./train-run.js";

/** What is about to happen. */
export function opening(
  { definition, data, plan }: Run,
  begun: StartEvent,
  checkpoints: Checkpoints | undefined,
): string {
  const sizes = [definition.inputs, ...definition.layers.map(({ units }) => units)].join(" → ");
  const { trainingExamples, validationExamples } = begun;
  const held = validationExamples === 0 ? "" : `, ${count(validationExamples)} more to validate on`;
  return (
    `${data.train.name}: ${countOf(trainingExamples, "example")} to learn from${held}\n` +
    `${sizes}: ${countOf(countParameters(definition), "parameter")}\n` +
    (plan.resume === undefined
      ? ""
      : `Going on after ${count(begun.step)} of ${countOf(begun.steps, "step")}\n`) +
    (checkpoints === undefined
      ? ""
      : `A checkpoint ${intervalText(checkpoints.every)}, in ${checkpoints.path}\n`)
  );
}

/** An epoch as a line of JSON. */
export function epochJson(event: EpochEvent): string {
  const { epoch, step, loss, validationLoss, validationAccuracy, seconds, samplesPerSecond } = event;
  return JSON.stringify({
    event: "epoch",
    epoch,
    step,
    loss,
    validationLoss,
    validationAccuracy,
    seconds,
    samplesPerSecond,
  });
}

/** How good the model is on the test part. */
export async function judge({ data, plan }: Run, { model }: TrainingResult): Promise<Evaluation> {
  const { evaluate } = await import("../training/evaluate.js");
  return evaluate(model, data.test, { engine: plan.engine });
}

/** Whose weights are kept: those of the best epoch, or else the last. @param which which the last ones are */
export function weightsKept({ best }: TrainingResult, which: string): string {
  return best === undefined ? `the weights ${which}` : `the weights of epoch ${best.epoch}, the best`;
}

/** Writes the model's file. A run that diverged is not judged: its record says nothing of the test part. */
export async function save(
  { names, dataName, plan, out }: Run,
  { model, steps, history, best }: TrainingResult,
  begun: StartEvent | undefined,
  judged?: Evaluation,
): Promise<void> {
  const { saveModel } = await import("../formats/model-file.node.js");
  const { validationAccuracy } = best ?? history.at(-1) ?? {};
  const record: TrainingRecord = {
    data: dataName,
    seed: plan.seed,
    epochs: begun?.epochs ?? 0,
    steps,
    batch: plan.batch,
    shuffle: plan.shuffle,
    validation: plan.validation,
    optimizer: plan.optimizer,
    ...completeRegularization(plan),
    engine: plan.engine,
    trainingExamples: begun?.trainingExamples ?? 0,
    // JSON has no infinity, which the loss on unseen examples can reach where that on seen ones is finite.
    ...(judged !== undefined && Number.isFinite(judged.loss) ? { loss: judged.loss } : {}),
    ...(judged?.accuracy === undefined ? {} : { accuracy: judged.accuracy }),
    ...(best === undefined ? {} : { bestEpoch: best.epoch }),
    ...(validationAccuracy === undefined ? {} : { validationAccuracy }),
  };
  await saveModel(out, model, record, { names });
}

/** The run's result on standard output. */
export async function report(
  run: Run,
  result: TrainingResult,
  judged: Evaluation,
  checkpoints: Checkpoints | undefined,
  io: Io,
): Promise<void> {
  const { definition, data, out, json } = run;
  const { hashParameters } = await import("../formats/parameter-bytes.js");
  const sha256 = await hashParameters(result.model.parameters);
  const { loss, accuracy } = judged;
  const { steps, seconds, samplesPerSecond, stopped, best } = result;
  const checkpoint = checkpoints?.stands ? checkpoints.path : undefined;
  if (json) {
    const figures = { loss, accuracy, steps, bestEpoch: best?.epoch, seconds, samplesPerSecond };
    const done = { event: "done", ...figures, sha256, out, checkpoint };
    io.stdout.write(`${JSON.stringify(stopped === "aborted" ? { ...done, stopped } : done)}\n`);
    return;
  }
  const lines = [
    ...resultLines(judged, data.test.name, classLabels(definition), io),
    "",
    ...(best === undefined
      ? []
      : [`The weights are those of epoch ${best.epoch}, the best: ${figuresOf(best)}`]),
    `Saved ${out}`,
    ...(checkpoint === undefined ? [] : [`Checkpoint ${checkpoint}, for --resume`]),
    `sha256 of its parameters: ${sha256}`,
  ];
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

function figuresOf({ validationAccuracy: accuracy, validationLoss: loss = Number.NaN }: EpochEvent): string {
  return accuracy === undefined ? `validation loss ${compact(loss)}` : `validation ${percent(accuracy)}`;
}
