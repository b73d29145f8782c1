/**
 * @file The data of a run of training, in their parts.
 */

import type { Dataset } from "../data/dataset.js";
import type { Examples } from "../data/examples.js";
import { fingerprint } from "../data/fingerprint.js";
import { splitAndPrepare } from "../data/prepare.js";
import type { SplitOptions } from "../data/split.js";
import type { SplitRecord } from "../formats/split-record.js";
import type { ModelDefinition } from "../model/model.js";
import type { SourceKind } from "./reading.js";
import type { Source } from "./sources.js";

/** From so many examples on, a tenth of them is enough to test on. */
const MANY_EXAMPLES = 1000;

/** What a run learns from and is judged by. */
export interface RunData {
  readonly kind: SourceKind;
  readonly train: Dataset;
  /** What to validate on; absent where a share of `train` is held out for that. */
  readonly validation?: Dataset;
  /** Absent where nothing was held out to test on. */
  readonly test?: Dataset;
  /** The examples that were divided, where the data did not come in parts, and how. */
  readonly divided?: { readonly examples: Examples; readonly split: SplitOptions };
  /** What was decided for the user, a sentence each. */
  readonly notes: readonly string[];
}

/** The share of some examples that is held out to test on, where nobody chose one. */
export const usualTestShare = (examples: Examples): number => (examples.rows >= MANY_EXAMPLES ? 0.1 : 0.2);

/** Puts data into parts, unless they come so. */
export function inParts(source: Source, split: SplitOptions): RunData {
  if (source.kind === "digits") return { ...source, notes: [] };
  const { kind, examples } = source;
  return { kind, ...splitAndPrepare(examples, split), divided: { examples, split }, notes: examples.notes };
}

/** How a run's examples were divided, for its model's file. */
export function splitRecord(
  { divided }: RunData,
  { preprocessing }: ModelDefinition,
): SplitRecord | undefined {
  if (divided === undefined) return undefined;
  const { examples, split } = divided;
  return { ...split, examples: fingerprint(wholly(examples, preprocessing)) };
}

/** All examples as a model's preprocessing makes them. */
export function wholly(examples: Examples, preprocessing: ModelDefinition["preprocessing"]): Dataset {
  return examples.encode(
    Uint32Array.from({ length: examples.rows }, (_, row) => row),
    preprocessing,
    examples.name,
  );
}
