/**
 * @file The data of a job: opened, divided into parts, and what a checkpoint remembers of them.
 */

import { basename } from "node:path";
import { type ChunkedDataset, type Dataset, type Fingerprint, isChunked } from "../../data/dataset.js";
import type { Examples } from "../../data/examples.js";
import { fingerprint } from "../../data/fingerprint.js";
import { joinNames } from "../../data/names.js";
import { prepareParts } from "../../data/prepare.js";
import { type Parts, type SplitOptions, splitExamples } from "../../data/split.js";
import type { TimeCut } from "../../data/split-time.js";
import type { TableExamples } from "../../data/table/examples.js";
import { cellText } from "../../data/table/inputs.js";
import type { LargeParts, LargeTable } from "../../data/table/large-table.node.js";
import { AkariError, invalidArgument } from "../../error.js";
import type { ModelDefinition } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { DataKind } from "../../training/recommend.js";
import { wholeFingerprint } from "../input/part-of-data.js";
import type { Reading, ReadingTexts } from "../input/reading.js";
import {
  type LargeSource,
  loadSource,
  loadSourceOfAnySize,
  namesData,
  type Source,
} from "../input/sources.js";
import type { OptionValues } from "../options.js";
import type { ReadingProgress } from "../terminal/progress.js";

/** From so many examples on, a tenth of them is enough to test on. */
const MANY_EXAMPLES = 1000;

/** What there is to learn from, to validate on and to test on. */
interface DataParts {
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

/** The data of a job. */
export interface JobData extends DataParts {
  /** What the training data are called in the record. They may have moved since the run began. */
  readonly name: string;
  /** Where the data come from, and the options by which they are read. */
  readonly source: string;
  readonly reading: ReadingTexts;
  /** The share of the training examples that is held out to validate on. */
  readonly validationShare: number;
  /** Digits of Akari's own pen among the training data; absent for none. */
  readonly penDigits: number | undefined;
  /** Whether inputs are prepared as another model had them. */
  readonly takenOver: boolean;
}

/** How reading goes, and what will free what was opened. */
export interface OpenData {
  readonly progress: ReadingProgress;
  close: () => Promise<void>;
  /** What the operand names, where it has been read before. */
  readonly source?: Source | LargeSource;
}

/** @param options those of training: some need all rows in memory */
export async function openSource(
  operand: string,
  reading: Reading,
  { optimizer, folds }: Pick<OptionValues, "optimizer" | "folds">,
  open: OpenData,
): Promise<Source | LargeSource> {
  const { progress } = open;
  if (open.source !== undefined) return open.source;
  if (optimizer === "lbfgs" || folds !== undefined) return loadSource(operand, reading, { progress });
  const source = await loadSourceOfAnySize(operand, reading, { progress });
  if ("large" in source) open.close = () => source.large.close();
  return source;
}

/**
 * @param source where the run of the checkpoint at `path` had its data
 * @throws AkariError `not-found` where they are no longer there
 */
export async function findData(source: string | undefined, path: string): Promise<string> {
  if (source !== undefined && (await namesData(source))) return source;
  const gone =
    source === undefined
      ? `${path} does not say where its run's data are.`
      : `The run of ${path} learned from ${source}, which is no longer there.`;
  throw new AkariError("not-found", `${gone} Say where they are: akari train DATA --resume ${path}.`);
}

/** Of all parts that will be learned from, or are still to be divided. */
function rowsOf(source: Source | LargeSource): number {
  if ("large" in source) return source.large.rows;
  return "examples" in source ? source.examples.rows : source.train.features.rows;
}

/** The share that is held out to test on. What is trained last after cross-validation learns from all. */
export function testShare({ test, folds }: OptionValues, source: Source | LargeSource): number {
  if (folds !== undefined || source.kind === "digits") return 0;
  return test ?? (rowsOf(source) >= MANY_EXAMPLES ? 0.1 : 0.2);
}

/** Examples to learn from and to validate on. */
export const learnedRows = (options: OptionValues, source: Source | LargeSource): number =>
  Math.max(1, Math.round(rowsOf(source) * (1 - testShare(options, source))));

/**
 * The data in their parts, the training part with `penDigits` digits more.
 *
 * @param progress is told how preparing a large table goes
 * @param inputsOf the preprocessing of a model that inputs are to be prepared for
 * @throws AkariError `invalid-argument` for digits beside a table, and for a table too large for memory beside a model
 */
export async function divide(
  source: Source | LargeSource,
  split: SplitOptions,
  penDigits: number | undefined,
  progress: ReadingProgress,
  inputsOf?: Preprocessing,
): Promise<DataParts> {
  const data = await inParts(source, split, progress, inputsOf);
  if (penDigits === undefined) return data;
  if (isChunked(data.train)) {
    throw invalidArgument(`--pen-digits adds pictures of digits, and ${data.train.name} is a table.`);
  }
  const { addPenDigits } = await import("../../data/digits/pen-digits.js");
  return { ...data, train: addPenDigits(data.train, penDigits, split.seed) };
}

/** The data in parts, unless they come so. */
async function inParts(
  source: Source | LargeSource,
  split: SplitOptions,
  progress: ReadingProgress,
  inputsOf: Preprocessing | undefined,
): Promise<DataParts> {
  if (source.kind === "digits") return { ...source, notes: [] };
  if ("large" in source) {
    if (inputsOf === undefined) return largeParts(source.large, split, progress);
    throw invalidArgument(
      `--init-layers prepares inputs as another model had them, and ${source.large.name} is too large for memory, where its ` +
        "own are prepared row by row. Take a part of it.",
    );
  }
  const { kind, examples } = source;
  const parts = splitExamples(examples, split);
  return {
    kind,
    ...prepareParts(examples, parts, inputsOf),
    divided: { examples, split, fingerprint: (preprocessing) => wholeFingerprint(examples, preprocessing) },
    notes: [
      ...examples.notes,
      ...(source.kind === "table" && inputsOf !== undefined ? unknownColumns(source.examples, inputsOf) : []),
      ...(source.kind === "table" ? timeNotes(source.examples, parts) : []),
    ],
  };
}

/** The columns that a model does not take in. */
function unknownColumns({ name, table }: TableExamples, inputsOf: Preprocessing): string[] {
  const known = new Set(inputsOf.table?.columns.map((column) => column.name));
  const others = table.columns.flatMap(({ column }) => (known.has(column.name) ? [] : [column.name]));
  return others.length === 0
    ? []
    : [`Left out of ${name}: ${joinNames(others)}, which the other model does not take in.`];
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
  progress: ReadingProgress,
): Promise<DataParts> {
  const parts = await large.splitAndPrepare(split, (rows) =>
    progress.show(`Preparing ${basename(large.name)}`, rows, rows / large.rows),
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

/** Of all that a job's data are, test part included, but for what a checkpoint remembers of itself. */
export function examplesFingerprint(
  { divided, test }: DataParts,
  { preprocessing }: ModelDefinition,
): Fingerprint | undefined {
  return divided?.fingerprint(preprocessing) ?? (test && fingerprint(test));
}
