/**
 * @file Of the examples that a model learned from, the part that is asked for: as a rule that which it has not seen.
 */

import type { Dataset, Fingerprint } from "../../data/dataset.js";
import type { Examples } from "../../data/examples.js";
import { DataHash, isOlder, NumberHash, sameFingerprint } from "../../data/fingerprint.js";

import { splitExamples } from "../../data/split.js";
import { type AkariError, invalidArgument } from "../../error.js";
import type { SplitRecord } from "../../formats/description/training-record.js";
import type { StoredModel } from "../../formats/stored-model.js";
import type { Preprocessing } from "../../model/preprocessing.js";

/** Which of the examples. */
export type Part = "train" | "validation" | "test" | "all";

const PART_NAMES = { train: "training", validation: "validation", test: "test" } as const;

/** Some of the examples, as a model takes them. */
export interface PartOfExamples {
  readonly data: Dataset;
  /** Which of the examples the data's rows are. */
  readonly rows: Uint32Array;
  readonly seen: Seen;
}

/**
 * What a model's record tells of rows: that it has learned from some of them, or from none. `unknown` where they are
 * not those that it describes.
 */
export type Seen = "some" | "none" | "unknown";

/**
 * `part` of the examples that a model learned from; where none is asked for, what it has not seen of them.
 *
 * @returns nothing where these are other examples, or nobody knows
 * @throws AkariError `invalid-argument` where there is no such part
 */
export function learnedPart(
  examples: Examples,
  { model, record }: StoredModel,
  part: Part | undefined,
): PartOfExamples | undefined {
  const { preprocessing } = model.definition;
  const split = record?.split;
  if (split === undefined || !isOf(split.examples, examples, preprocessing)) return undefined;
  const wanted = wantedPart(part, split);
  if (wanted === "all") return whole(examples, preprocessing, "some");
  const parts = splitExamples(examples, split);
  const rows = wanted === "train" ? parts.training : parts[wanted];
  if (rows.length === 0) throw emptyPart(wanted);
  const data = examples.encode(rows, preprocessing, `${examples.name}, ${PART_NAMES[wanted]} part`);
  return { data, rows, seen: wanted === "train" ? "some" : "none" };
}

/** Files of older Akari know all targets, but of inputs the first and the last row alone. */
function isOf(stored: Fingerprint, examples: Examples, preprocessing: Preprocessing): boolean {
  const given = isOlder(stored) ? olderFingerprint : wholeFingerprint;
  return sameFingerprint(stored, given(examples, preprocessing));
}

/**
 * The same; of examples that the model did not learn from, all.
 *
 * @throws AkariError `invalid-argument` where there is no such part
 */
export function partOf(
  examples: Examples,
  stored: StoredModel,
  part: Part | undefined,
  operand: string,
): PartOfExamples {
  const found = learnedPart(examples, stored, part);
  if (found !== undefined) return found;
  requireNoPart(part, operand);
  return whole(examples, stored.model.definition.preprocessing, "unknown");
}

function whole(examples: Examples, preprocessing: Preprocessing, seen: Seen): PartOfExamples {
  const rows = Uint32Array.from({ length: examples.rows }, (_, row) => row);
  return { data: examples.encode(rows, preprocessing, examples.name), rows, seen };
}

/** The part that is asked for; where none is, the test part, or all where nothing was held out to test on. */
export const wantedPart = (part: Part | undefined, { test }: SplitRecord): Part =>
  part ?? (test > 0 ? "test" : "all");

/** @throws AkariError `invalid-argument` where a part is asked for of data that were not divided */
export function requireNoPart(part: Part | undefined, operand: string): void {
  if (part === undefined || part === "all") return;
  throw invalidArgument(
    `--part ${part} is for the data that a model learned from, and ${operand} is not what this one learned from.`,
  );
}

/** The error for a part that has no examples. */
export const emptyPart = (part: Part): AkariError =>
  invalidArgument(`--part ${part} is empty: nothing was held out for it.`);

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
function olderFingerprint(examples: Examples, preprocessing: Preprocessing): Fingerprint {
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
