/**
 * @file Of the examples that a model learned from, the part that is asked for: as a rule that which it has not seen.
 */

import type { Dataset } from "../data/dataset.js";
import type { Examples } from "../data/examples.js";
import { sameFingerprint } from "../data/fingerprint.js";
import { splitExamples } from "../data/split.js";
import { AkariError } from "../error.js";
import type { StoredModel } from "../formats/index.js";
import type { SplitRecord } from "../formats/split-record.js";
import { wholeFingerprint, wholly } from "./run-data.js";

/** Which of the examples. */
export type Part = "train" | "validation" | "test" | "all";

const PART_NAMES = { train: "training", validation: "validation", test: "test" } as const;

/** Whether these are the examples that a model learned from. */
export function isLearned(examples: Examples, { model, record }: StoredModel): boolean {
  const split = record?.split;
  return (
    split !== undefined &&
    sameFingerprint(split.examples, wholeFingerprint(examples, model.definition.preprocessing))
  );
}

export interface PartOfExamples {
  readonly data: Dataset;
  /** Which of the examples the data's rows are. */
  readonly rows: Uint32Array;
  /** Whether the model has learned from some of them, as far as its record tells. */
  readonly learned: boolean;
}

/**
 * `part` of examples; where none is asked for, what the model has not learned from.
 *
 * @throws AkariError `invalid-argument` where there is no such part
 */
export function partOf(
  examples: Examples,
  stored: StoredModel,
  part: Part | undefined,
  operand: string,
): PartOfExamples {
  const { preprocessing } = stored.model.definition;
  const whole = (learned: boolean): PartOfExamples => ({
    data: wholly(examples, preprocessing),
    rows: Uint32Array.from({ length: examples.rows }, (_, row) => row),
    learned,
  });
  const split = stored.record?.split;
  if (split === undefined || !isLearned(examples, stored)) {
    requireNoPart(part, operand);
    return whole(false);
  }
  const wanted = wantedPart(part, split);
  if (wanted === "all") return whole(true);
  const parts = splitExamples(examples, split);
  const rows = wanted === "train" ? parts.training : parts[wanted];
  if (rows.length === 0) throw emptyPart(wanted);
  const data = examples.encode(rows, preprocessing, `${examples.name}, ${PART_NAMES[wanted]} part`);
  return { data, rows, learned: wanted === "train" };
}

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

export const emptyPart = (part: Part): AkariError =>
  new AkariError("invalid-argument", `--part ${part} is empty: nothing was held out for it.`);
