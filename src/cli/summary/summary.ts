/**
 * @file `akari summary`: what a model is, and how it came to be; what it takes in and what its outputs mean, in words.
 */

import type { SearchRecord, TrainingRecord } from "../../formats/description/training-record.js";
import { describedKind, modelSummary, type StoredModel } from "../../formats/stored-model.js";
import { outputUnits } from "../../model/model.js";
import { isMultiLabel } from "../../model/outputs.js";
import type { ColumnPreprocessing, OutputScaling, SoundPreprocessing } from "../../model/preprocessing.js";
import { summarize } from "../../model/summary.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import { augmentationText } from "../options/values.js";
import type { Arguments } from "../parse.js";
import { streamStyle } from "../terminal/color.js";
import { oneLine } from "../terminal/output.js";
import { compact, count, countOf, displayWidth, padAfter, percent, safeText } from "../terminal/text.js";
import { describeSchedule, lossText, optimizerText, regularizationText } from "../train/training-words.js";

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
  const { data, trainingExamples, steps, batch, engine, trainedBy, seed, shuffle, validation } = record;
  const { schedule, augmentation, earlyStopping, bestEpoch, validationAccuracy, accuracy, loss, search } =
    record;
  const regularized = regularizationText(record);
  const reached = [
    ...(accuracy === undefined ? [] : [`accuracy ${percent(accuracy)}`]),
    ...(loss === undefined ? [] : [`loss ${compact(loss)}`]),
  ];
  return [
    ["Trained on", `${safeText(data)}: ${countOf(trainingExamples, "example")}`],
    ["Length", `${countOf(steps, "step")} of ${countOf(batch, "example")}, ${epochsDone(record)}`],
    ["Optimizer", optimizerText(record.optimizer, record)],
    ...row("Schedule", schedule && describeSchedule(schedule)),
    ...row("Learned by", lossText(record)),
    ...row("Augmented", augmentation && augmentationText(augmentation)),
    ...row("Regularised", regularized && `by ${regularized}`),
    ...row("Early stop", earlyStopping && stoppingText(earlyStopping)),
    ...row("Weights", bestEpoch === undefined ? undefined : `of epoch ${bestEpoch}, the best`),
    ["Engine", trainedBy ?? engine],
    ["Seed", `${seed}${shuffle ? "" : ", not shuffled"}`],
    ...row(
      "Validation",
      validationAccuracy === undefined
        ? undefined
        : `${percent(validationAccuracy)} of the ${percent(validation, 0)} held out`,
    ),
    ...row("Test part", reached.join(", ")),
    ...(search === undefined ? [] : searchRows(search)),
  ];
}

/** How the options were found, and what trains with them again. */
function searchRows({ over, trials, halving, folds, by, score, command }: SearchRecord): Row[] {
  const how = halving === undefined ? "" : `, successive halving by ${halving}`;
  const on = folds === undefined ? "" : `, the mean over ${countOf(folds, "fold")}`;
  const best = by === "loss" ? compact(score) : percent(score);
  return [
    ["Found by", `${countOf(trials, "trial")} over ${safeText(over)}${how}`],
    ["Chosen by", `the best validation ${by}, ${best}${on}`],
    ["Command", safeText(command)],
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

/** More columns, and more of a column's categories, are counted only. */
const MOST_COLUMNS = 40;
const MOST_VALUES = 8;
const MOST_SCALINGS = 4;

/** Of a digit, where the file says only how many pixels it takes. */
const DIGIT_SIDES = [28, 28] as const;

/** What is said, and of what. */
export type Row = [name: string, value: string];

/** A row, or none where there is nothing to say. */
export const row = (name: string, value: string | undefined): Row[] =>
  value === undefined || value === "" ? [] : [[name, value]];

/** What inputs are made of, a fact a row; nothing where the file does not say. */
export function takenRows(stored: StoredModel): Row[] {
  return [...takenKind(stored), ...scaledRows(stored)];
}

/** What a model of another program's does to its inputs before its layers see them. */
function scaledRows({ model }: StoredModel): Row[] {
  const { scaling } = model.definition.preprocessing;
  if (scaling === undefined) return [];
  const { precision, each } = scaling;
  const shown = each
    .slice(0, MOST_SCALINGS)
    .map(({ shift, scale }) => `(x ${signed(-shift)}) / ${figure(scale)}`);
  const more = each.length > shown.length ? `, and ${count(each.length - shown.length)} more` : "";
  return [["Scales", `${precision} inputs, in float64: ${shown.join(", ")}${more}`]];
}

function takenKind(stored: StoredModel): Row[] {
  const { table, sound, image, channels } = stored.model.definition.preprocessing;
  if (table !== undefined) {
    const { columns, degree = 1 } = table;
    const shown = columns.slice(0, MOST_COLUMNS);
    const names = shown.map(({ name }) => safeText(name));
    const widths = [names, shown.map(({ kind }) => kind)].map((texts) =>
      Math.max(0, ...texts.map(displayWidth)),
    );
    return [
      ["Takes", `rows of a table, by ${countOf(columns.length, "column")}`],
      ...shown.map(
        (column, i): Row => [
          "",
          `${padAfter(names[i], widths[0])}  ${column.kind.padEnd(widths[1])}  ${columnText(column)}`,
        ],
      ),
      ...(columns.length > shown.length
        ? row("", `and ${count(columns.length - shown.length)} more, which --json has`)
        : []),
      ...(degree > 1
        ? row("Degree", `${degree}: products of up to ${degree} numbers are inputs too, scaled`)
        : []),
    ];
  }
  if (sound !== undefined) return [["Takes", `recordings, as ${soundText(sound)}`]];
  const kind = describedKind(stored);
  const sides = image ?? (kind === "digits" ? DIGIT_SIDES : undefined);
  if (sides === undefined) return [];
  const size = `${sides.join("×")} ${channels === 3 ? "pixels in colour" : "grey pixels"}`;
  switch (kind) {
    case "digits":
      return [["Takes", `digits, from pictures or strokes, centred as MNIST's are in ${size}`]];
    case "pictures":
      return [["Takes", `pictures as they are, brought to ${size}`]];
    default:
      return [["Takes", `numbers, as many as ${size}: it does not say that these are bytes`]];
  }
}

/** What the outputs are, a fact a row; nothing where the file does not say. */
export function givenRows({ model }: StoredModel): Row[] {
  const { outputs, table } = model.definition.preprocessing;
  if (outputs !== undefined) {
    return outputs.map((output, k): Row => [k === 0 ? "Predicts" : "", outputText(output)]);
  }
  if (isMultiLabel(model.definition)) {
    return [["Predicts", `whether each of ${countOf(outputUnits(model.definition), "label")} is true`]];
  }
  return table === undefined ? [] : [["Predicts", `a class of ${joined(table.targets)}`]];
}

const outputText = ({ name, shift, scale }: OutputScaling): string =>
  `${safeText(name)}, a number: ${scale === 1 && shift === 0 ? "the output as it is" : `${figure(scale)} × output ${signed(shift)}`}`;

/** What a column's cells become. */
function columnText(column: ColumnPreprocessing): string {
  const { missing, kind } = column;
  const indicator = missing.indicator ? ", and an input says so" : "";
  switch (kind) {
    case "category":
      return `${firstValues(column.values)}, or other; where missing ${safeText(missing.fill) || "other"}${indicator}`;
    case "yes-no":
      return `0 for ${safeText(column.values[0])}, 1 for ${safeText(column.values[1])}; where missing ${figure(missing.fill)}${indicator}`;
    default: {
      const { shift, scale } = column;
      const how = scale === 1 && shift === 0 ? "as it is" : `(x ${signed(-shift)}) / ${figure(scale)}`;
      const unit = kind === "number" && column.unit !== undefined ? `in ${safeText(column.unit)}, ` : "";
      if (Number.isNaN(missing.fill)) return `${unit}${how}; refused where missing`;
      const fill = kind === "date" ? dateText(missing.fill) : figure(missing.fill);
      return `${unit}${how}; where missing ${fill}${indicator}`;
    }
  }
}

const firstValues = (values: readonly string[]): string =>
  values.length > MOST_VALUES
    ? `${joined(values.slice(0, MOST_VALUES))} and ${count(values.length - MOST_VALUES)} more`
    : joined(values);

const joined = (texts: readonly string[]): string => texts.map((text) => safeText(text)).join(", ");

function soundText(sound: SoundPreprocessing): string {
  const rate = `${count(sound.rate)} samples a second`;
  if (sound.form === "waveform") {
    const seconds = (sound.samples / sound.rate).toFixed(2);
    return `waveforms of ${countOf(sound.samples, "sample")} (${seconds} s) at ${rate}, scaled`;
  }
  const { frames, bands, lowest, highest } = sound.mel;
  return (
    `log-mel spectrograms of ${count(frames)} frames × ${count(bands)} bands from ${count(lowest)} to ` +
    `${count(highest)} Hz, at ${rate}, each band scaled`
  );
}

/** With as many digits as tell it apart from others of its kind. */
const figure = (x: number): string => String(Number(x.toPrecision(5)));

const signed = (x: number): string => `${x < 0 ? "−" : "+"} ${figure(Math.abs(x))}`;

/** @param day counted from 1970-01-01 */
function dateText(day: number): string {
  const date = new Date(day * 86_400_000);
  return Number.isNaN(date.getTime()) ? figure(day) : date.toISOString().slice(0, 10);
}
