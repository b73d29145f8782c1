/**
 * @file The data of a run of training, in their parts.
 */

import { basename } from "node:path";
import { type ChunkedDataset, type Dataset, eachChunk, type Fingerprint } from "../../data/dataset.js";
import type { Examples } from "../../data/examples.js";
import { DataHash, fingerprint, NumberHash, type RowSketch, RowSketcher } from "../../data/fingerprint.js";
import { prepareParts } from "../../data/prepare.js";
import { type Parts, type SplitOptions, splitExamples } from "../../data/split.js";
import type { TimeCut } from "../../data/split-time.js";
import type { TableExamples } from "../../data/table/examples.js";
import { cellText } from "../../data/table/inputs.js";
import type { LargeParts, LargeTable } from "../../data/table/large-table.node.js";
import type { SplitRecord } from "../../formats/description/training-record.js";
import type { ModelDefinition } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { DataKind } from "../../training/recommend.js";
import type { ReadingTexts } from "../input/reading.js";
import type { LargeSource, Source } from "../input/sources.js";
import type { ReadingProgress } from "../terminal/progress.js";

/** From so many examples on, a tenth of them is enough to test on. */
const MANY_EXAMPLES = 1000;

/** What a run learns from and is judged by. */
export interface RunData {
  readonly kind: DataKind;
  readonly train: Dataset | ChunkedDataset;
  /** What to validate on; absent where a share of `train` is held out for that. */
  readonly validation?: Dataset | ChunkedDataset;
  /** Absent where nothing was held out to test on. */
  readonly test?: Dataset | ChunkedDataset;
  /** How the examples were divided, where the data did not come in parts. */
  readonly divided?: {
    readonly split: SplitOptions;
    /** They, where they are in memory. */
    readonly examples?: Examples;
    /** Of all of them, as a model's preprocessing makes them. */
    fingerprint(preprocessing: Preprocessing): Fingerprint;
  };
  /** What was decided for the user, a sentence each. */
  readonly notes: readonly string[];
}

/** The share of so many examples that is held out to test on, where nobody chose one. */
export const usualTestShare = (rows: number): number => (rows >= MANY_EXAMPLES ? 0.1 : 0.2);

/** Puts data into parts, unless they come so. @param progress is told how preparing a large table goes */
export async function inParts(
  source: Source | LargeSource,
  split: SplitOptions,
  progress?: ReadingProgress,
): Promise<RunData> {
  if (source.kind === "digits") return { ...source, notes: [] };
  if ("large" in source) return largeParts(source.large, split, progress);
  const { kind, examples } = source;
  const parts = splitExamples(examples, split);
  return {
    kind,
    ...prepareParts(examples, parts),
    divided: { examples, split, fingerprint: (preprocessing) => wholeFingerprint(examples, preprocessing) },
    notes: [...examples.notes, ...(source.kind === "table" ? timeNotes(source.examples, parts) : [])],
  };
}

/** From when on rows of a table are validated and tested on, where it is split by time. */
function timeNotes({ times, table }: TableExamples, { validation, test }: Parts): string[] {
  const { time } = table;
  if (times === undefined || time === undefined) return [];
  const first = (rows: Uint32Array): string | undefined =>
    rows.length === 0
      ? undefined
      : cellText(
          time,
          rows.reduce((least, row) => Math.min(least, times[row]), Number.POSITIVE_INFINITY),
        );
  return timeNote(time.name, first(validation), first(test));
}

function timeNote(column: string, validation: string | undefined, test: string | undefined): string[] {
  const parts = [
    ...(validation === undefined ? [] : [`validated on from ${validation} on`]),
    ...(test === undefined ? [] : [`tested on from ${test} on`]),
  ];
  return parts.length === 0 ? [] : [`Split by ${column}: ${parts.join(", ")}.`];
}

async function largeParts(
  large: LargeTable,
  split: SplitOptions,
  progress: ReadingProgress | undefined,
): Promise<RunData> {
  const parts = await large.splitAndPrepare(split, (rows) =>
    progress?.show(`Preparing ${basename(large.name)}`, rows, rows / large.rows),
  );
  const { training, validation, test } = parts;
  if (training === undefined) throw new Error("A table without a training part.");
  return {
    kind: "table",
    train: training,
    ...(validation === undefined ? {} : { validation }),
    ...(test === undefined ? {} : { test }),
    divided: { split, fingerprint: () => parts.fingerprint },
    notes: [...large.notes, large.describe(parts), ...largeTimeNotes(large, parts)],
  };
}

function largeTimeNotes({ time }: LargeTable, { cuts }: LargeParts): string[] {
  if (time === undefined || cuts === undefined) return [];
  const first = (cut: TimeCut | undefined): string | undefined =>
    cut === undefined ? undefined : `${cut.isAfter ? "after " : ""}${cellText(time, cut.time)}`;
  return timeNote(time.name, first(cuts.validation), first(cuts.test));
}

/** How a run's examples were divided, for its model's file. */
export async function splitRecord(
  { divided, train }: RunData,
  { preprocessing }: ModelDefinition,
  reading: ReadingTexts,
): Promise<SplitRecord | undefined> {
  if (divided === undefined) return undefined;
  return {
    ...divided.split,
    examples: divided.fingerprint(preprocessing),
    learned: await sketchOf(train),
    ...(Object.keys(reading).length === 0 ? {} : { reading }),
  };
}

/** Of all that a run's data are, test part included, but for what a checkpoint remembers of itself. */
export function examplesFingerprint(
  { divided, test }: RunData,
  { preprocessing }: ModelDefinition,
): Fingerprint | undefined {
  return divided?.fingerprint(preprocessing) ?? (test && fingerprint(test));
}

/** Which rows are learned from. */
async function sketchOf(train: Dataset | ChunkedDataset): Promise<RowSketch> {
  const rows = new RowSketcher();
  for await (const data of eachChunk(train)) new DataHash().add(data, (hash) => rows.see(hash));
  return rows.finish();
}

/** So many examples are made into numbers at a time. */
const SLICE = 8192;

/** The fingerprint of all examples as a model's preprocessing makes them; what they weigh is left out. */
export function wholeFingerprint(examples: Examples, preprocessing: Preprocessing): Fingerprint {
  const { name, rows, task } = examples;
  const hash = new DataHash();
  let columns = 0;
  for (const { features, targets } of slices(examples, preprocessing)) {
    columns = features.columns;
    hash.add({ features, targets });
  }
  const names = task.kind === "classes" ? task : { ...task, columns: task.names.length };
  return { name, rows, columns, hash: hash.digest(names) };
}

/** The same as files of Akari before 0.2 have it: of all targets, and of the first and the last row. */
export function olderFingerprint(examples: Examples, preprocessing: Preprocessing): Fingerprint {
  const { name, rows } = examples;
  const hash = new NumberHash();
  let first: ArrayLike<number> = [];
  let last: ArrayLike<number> = [];
  let columns = 0;
  for (const { features, targets } of slices(examples, preprocessing)) {
    columns = features.columns;
    hash.add(targets.kind === "classes" ? targets.classes : targets.data);
    if (first.length === 0) first = features.data.slice(0, columns);
    last = features.data.subarray((features.rows - 1) * columns);
  }
  hash.add(first);
  hash.add(last);
  return { name, rows, columns, hash: hash.digest() };
}

/** All examples as a model's preprocessing makes them, some at a time. */
function* slices(examples: Examples, preprocessing: Preprocessing): Generator<Dataset> {
  const { name, rows } = examples;
  for (let from = 0; from < rows; from += SLICE) {
    const slice = Uint32Array.from({ length: Math.min(SLICE, rows - from) }, (_, i) => from + i);
    yield examples.encode(slice, preprocessing, name);
  }
}

/** All examples as a model's preprocessing makes them. */
export const encodeAll = (examples: Examples, preprocessing: Preprocessing): Dataset =>
  examples.encode(allRows(examples), preprocessing, examples.name);

/** Which rows there are, in their order. */
export const allRows = ({ rows }: Examples): Uint32Array =>
  Uint32Array.from({ length: rows }, (_, row) => row);
