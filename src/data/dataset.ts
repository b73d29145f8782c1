/**
 * @file What every source of data turns into: rows of raw inputs with a target each.
 */

import type { Preprocessing } from "../model/preprocessing.js";
import type { UnseenCategories } from "./table/unseen.js";

/** The inputs of a data set, in the unit in which their source stores them. */
export interface Features {
  /** `[rows, columns]`, row by row. */
  readonly data: Uint8Array | Float32Array | Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** A class for every row. */
export interface ClassTargets {
  readonly kind: "classes";
  /** `[rows]`, each an index into `names`. */
  readonly classes: Uint8Array | Uint16Array | Uint32Array;
  readonly names: readonly string[];
}

/** One or more numbers for every row. */
export interface ValueTargets {
  readonly kind: "values";
  /** `[rows, columns]`, row by row. */
  readonly data: Float32Array | Float64Array;
  readonly columns: number;
}

export type Targets = ClassTargets | ValueTargets;

/** What a data set is without its numbers. */
export interface DatasetShape {
  readonly name: string;
  readonly features: Pick<Features, "rows" | "columns">;
  readonly targets: Pick<ClassTargets, "kind" | "names"> | Pick<ValueTargets, "kind" | "columns">;
  readonly preprocessing: Preprocessing;
  /** What the columns of a table hold that training never saw, where there is any. */
  readonly unseen?: readonly UnseenCategories[];
}

/** Examples to learn from or to be judged by. */
export interface Dataset {
  /** What to call it in messages, such as "MNIST, test part". */
  readonly name: string;
  readonly features: Features;
  readonly targets: Targets;
  /** How much each row counts in the loss, `[rows]`, 0 or more; all alike where absent. */
  readonly weights?: Float32Array | Float64Array;
  /** How its raw values become activations; a model trained on it takes this over. */
  readonly preprocessing: Preprocessing;
  /** What the columns of a table hold that training never saw, where there is any. */
  readonly unseen?: readonly UnseenCategories[];
}
