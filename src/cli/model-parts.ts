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

/** Examples as a model takes them, and where they come from. */
export interface ExamplesPart {
  readonly data: Dataset;
  /** Whether the model has learned from some of them, as far as its record tells. */
  readonly learned: boolean;
  /** All that DATA names, and which of them the rows of `data` are. */
  readonly origin: { readonly examples: Examples; readonly rows: Uint32Array };
}

const PART_NAMES = { train: "training", validation: "validation", test: "test" } as const;

/** Whether these are the examples that a model learned from. */
export function isLearned(examples: Examples, { model, record }: StoredModel): boolean {
  const split = record?.split;
  return (
    split !== undefined &&
    sameFingerprint(split.examples, wholeFingerprint(examples, model.definition.preprocessing))
  );
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
): ExamplesPart {
  const { preprocessing } = stored.model.definition;
  const split = stored.record?.split;
  const all = Uint32Array.from({ length: examples.rows }, (_, row) => row);
  if (split === undefined || !isLearned(examples, stored)) {
    requireNoPart(part, operand);
    return { data: wholly(examples, preprocessing), learned: false, origin: { examples, rows: all } };
  }
  const wanted = wantedPart(part, split);
  if (wanted === "all") {
    return { data: wholly(examples, preprocessing), learned: true, origin: { examples, rows: all } };
  }
  const parts = splitExamples(examples, split);
  const rows = wanted === "train" ? parts.training : parts[wanted];
  if (rows.length === 0) throw emptyPart(wanted);
  const data = examples.encode(rows, preprocessing, `${examples.name}, ${PART_NAMES[wanted]} part`);
  return { data, learned: wanted === "train", origin: { examples, rows } };
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
