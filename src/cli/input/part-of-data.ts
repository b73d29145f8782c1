/**
 * @file Of the examples that a model learned from, the part that is asked for: as a rule that which it has not seen.
 */

import type { Dataset, Fingerprint } from "../../data/dataset.js";
import type { Examples } from "../../data/examples.js";
import { isOlder, sameFingerprint } from "../../data/fingerprint.js";
import { splitExamples } from "../../data/split.js";
import { AkariError } from "../../error.js";
import type { SplitRecord } from "../../formats/description/training-record.js";
import type { StoredModel } from "../../formats/stored-model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { allRows, encodeAll, olderFingerprint, wholeFingerprint } from "../train/data.js";

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

const whole = (examples: Examples, preprocessing: Preprocessing, seen: Seen): PartOfExamples => ({
  data: encodeAll(examples, preprocessing),
  rows: allRows(examples),
  seen,
});

/** The part that is asked for; where none is, the test part, or all where nothing was held out to test on. */
export const wantedPart = (part: Part | undefined, { test }: SplitRecord): Part =>
  part ?? (test > 0 ? "test" : "all");

/** @throws AkariError `invalid-argument` where a part is asked for of data that were not divided */
export function requireNoPart(part: Part | undefined, operand: string): void {
  if (part === undefined || part === "all") return;
  throw new AkariError(
    "invalid-argument",
    `--part ${part} is for the data that a model learned from, and ${operand} is not what this one learned from.`,
  );
}

/** The error for a part that has no examples. */
export const emptyPart = (part: Part): AkariError =>
  new AkariError("invalid-argument", `--part ${part} is empty: nothing was held out for it.`);
