/**
 * @file What a run of training leaves behind: the model's file, and what is said of it.
 */

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Dataset } from "../data/dataset.js";
import type { EngineName } from "../engine/engine.js";
import { AkariError } from "../error.js";
import type { TrainingRecord } from "../formats/training-record.js";
import { countParameters, type ModelDefinition } from "../model/model.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import type { EpochEvent, FitOptions, StartEvent, TrainingResult } from "../training/events.js";
import type { Evaluation } from "../training/score.js";
import { classLabels } from "./answer.js";
import type { Start } from "./design.js";
import { resultLines } from "./evaluate.js";
import { count, countOf } from "./format.js";
import type { Io } from "./io.js";

/** How to train, with the command's own defaults filled in. */
export interface Plan extends FitOptions {
  readonly optimizer: OptimizerDefinition;
  readonly batch: number;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly validation: number;
  readonly engine: EngineName;
}

/** A run of training, all decided. */
export interface Run {
  readonly definition: ModelDefinition;
  /** Weights to start from, if not from fresh ones. */
  readonly start: Start | undefined;
  readonly data: { readonly train: Dataset; readonly test: Dataset };
  readonly plan: Plan;
  /** Where the model will be saved. */
  readonly out: string;
  readonly json: boolean;
}

/** Training is not begun when its result could not be kept. */
export async function requireWritable(out: string): Promise<void> {
  const folder = dirname(out);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new AkariError("not-found", `There is no folder ${folder} to save ${out} in.`);
  }
  if ((await stat(out).catch(() => undefined))?.isDirectory() === true) {
    throw new AkariError("invalid-argument", `--out ${out} is a folder; name a file in it.`);
  }
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    const message = `${out} cannot be saved: you may not write in the folder ${folder}.`;
    throw new AkariError("invalid-argument", message, { cause });
  }
}

/** What is about to happen. */
export function opening(definition: ModelDefinition, begun: StartEvent, data: Dataset): string {
  const sizes = [definition.inputs, ...definition.layers.map(({ units }) => units)].join(" → ");
  const { trainingExamples, validationExamples } = begun;
  const held = validationExamples === 0 ? "" : `, ${count(validationExamples)} more to validate on`;
  return (
    `${data.name}: ${countOf(trainingExamples, "example")} to learn from${held}\n` +
    `${sizes}: ${countOf(countParameters(definition), "parameter")}\n`
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

/** Writes the model's file. A run that diverged is not judged: its record says nothing of the test part. */
export async function save(
  { start, data, plan, out }: Run,
  { model, steps, history }: TrainingResult,
  begun: StartEvent | undefined,
  judged?: Evaluation,
): Promise<void> {
  const { saveModel } = await import("../formats/model-file.node.js");
  const validationAccuracy = history.at(-1)?.validationAccuracy;
  const record: TrainingRecord = {
    data: data.train.name,
    seed: plan.seed,
    epochs: begun?.epochs ?? 0,
    steps,
    batch: plan.batch,
    shuffle: plan.shuffle,
    validation: plan.validation,
    optimizer: plan.optimizer,
    engine: plan.engine,
    trainingExamples: begun?.trainingExamples ?? 0,
    // JSON has no infinity, which the loss on unseen examples can reach where that on seen ones is finite.
    ...(judged !== undefined && Number.isFinite(judged.loss) ? { loss: judged.loss } : {}),
    ...(judged?.accuracy === undefined ? {} : { accuracy: judged.accuracy }),
    ...(validationAccuracy === undefined ? {} : { validationAccuracy }),
  };
  await saveModel(out, model, record, { names: start?.names });
}

/** The run's result on standard output. */
export async function report(run: Run, result: TrainingResult, judged: Evaluation, io: Io): Promise<void> {
  const { definition, data, out, json } = run;
  const { hashParameters } = await import("../formats/parameter-bytes.js");
  const sha256 = await hashParameters(result.model.parameters);
  const { loss, accuracy } = judged;
  const { steps, seconds, samplesPerSecond, stopped } = result;
  if (json) {
    const done = { event: "done", loss, accuracy, steps, seconds, samplesPerSecond, sha256, out };
    io.stdout.write(`${JSON.stringify(stopped === "aborted" ? { ...done, stopped } : done)}\n`);
    return;
  }
  const lines = [
    ...resultLines(judged, data.test.name, classLabels(definition), io),
    "",
    `Saved ${out}`,
    `sha256 of its parameters: ${sha256}`,
  ];
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
