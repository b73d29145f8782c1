/**
 * @file `akari summary`: what a model is, and how it came to be.
 */

import type { TrainingRecord } from "../../formats/description/training-record.js";
import { modelSummary } from "../../formats/stored-model.js";
import { summarize } from "../../model/summary.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import { augmentationText } from "../options/values.js";
import type { Arguments } from "../parse.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine } from "../terminal/output.js";
import { compact, countOf, percent, safeText } from "../terminal/text.js";
import { describeSchedule, lossText, optimizerText, regularizationText } from "../train/training-words.js";
import { givenRows, type Row, row, takenRows } from "./preprocessing-text.js";

/** @returns the exit code */
export async function summary({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path] = operands;
  const { hashParameters } = await import("../../formats/bytes/hashes.js");
  const stored = await openModel(path, options, io);
  const { model, record, verified } = stored;
  const sha256 = await hashParameters(model.parameters);
  if (options.json) {
    io.stdout.write(`${JSON.stringify(modelSummary(stored, path, sha256))}\n`);
    return EXIT.done;
  }
  const { text } = streamStyle(io.stdout, io.env);
  const rows: Row[] = [
    ...takenRows(stored),
    ...givenRows(stored),
    ...row("Labels", model.definition.labels?.map((label) => safeText(label)).join(", ")),
    ["sha256", sha256],
    ["Integrity", integrityText(verified)],
    ...(record === undefined ? row("Trained", "the file does not say how") : history(record)),
  ];
  const lines = [
    text.bold(oneLine(path)),
    "",
    summarize(model.definition),
    ...rows.map(([name, value]) => name.padEnd(12) + value),
  ];
  io.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return EXIT.done;
}

const integrityText = (verified: boolean | undefined): string =>
  verified ? "verified: the file is as Akari wrote it" : "unverified: the file carries no hash of Akari's";

/** How a model was trained, a fact a row. */
function history(record: TrainingRecord): Row[] {
  const { data, trainingExamples, steps, batch, engine, seed, shuffle, validation } = record;
  const { schedule, augmentation, earlyStopping, bestEpoch, validationAccuracy, accuracy, loss } = record;
  const regularized = regularizationText(record);
  const reached = [
    ...(accuracy === undefined ? [] : [`accuracy ${percent(accuracy)}`]),
    ...(loss === undefined ? [] : [`loss ${compact(loss)}`]),
  ];
  return [
    ["Trained on", `${safeText(data)}: ${countOf(trainingExamples, "example")}`],
    ["Length", `${countOf(steps, "step")} of ${countOf(batch, "example")}, ${epochsDone(record)}`],
    ["Optimizer", optimizerText(record.optimizer)],
    ...row("Schedule", schedule && describeSchedule(schedule)),
    ...row("Learned by", lossText(record)),
    ...row("Augmented", augmentation && augmentationText(augmentation)),
    ...row("Regularised", regularized && `by ${regularized}`),
    ...row("Early stop", earlyStopping && stoppingText(earlyStopping)),
    ...row("Weights", bestEpoch === undefined ? undefined : `of epoch ${bestEpoch}, the best`),
    ["Engine", engine],
    ["Seed", `${seed}${shuffle ? "" : ", not shuffled"}`],
    ...row(
      "Validation",
      validationAccuracy === undefined
        ? undefined
        : `${percent(validationAccuracy)} of the ${percent(validation, 0)} held out`,
    ),
    ...row("Test part", reached.join(", ")),
  ];
}

const stoppingText = ({ monitor, patience }: NonNullable<TrainingRecord["earlyStopping"]>): string =>
  `by validation ${monitor}, patience ${countOf(patience, "epoch")}`;

/** `10 epochs`, or `3.2 of 10 epochs` of a run that ended early. */
function epochsDone({ epochs, steps, batch, trainingExamples, ended }: TrainingRecord): string {
  if (ended === "solved") return "solved directly";
  if (ended === "converged") return "converged";
  const done = steps / Math.ceil(trainingExamples / batch);
  return done === epochs ? countOf(epochs, "epoch") : `${done.toFixed(1)} of ${countOf(epochs, "epoch")}`;
}
