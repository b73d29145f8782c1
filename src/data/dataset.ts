/**
 * @file What every source of data turns into: rows of raw inputs with a target each, in memory, or, where that has no room for
 * them, in chunks.
 */

import { AkariError, unawaited } from "../error.js";
import type { Preprocessing } from "../model/preprocessing.js";
import type { TableScaling } from "./table/options.js";
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

/** Examples to learn from or to be tested on. */
export interface Dataset {
  /** What to call it in messages, such as "MNIST, test part". */
  readonly name: string;
  readonly features: Features;
  readonly targets: Targets;
  /** How much each row counts in the loss, `[rows]`, 0 or more; all alike where absent. */
  readonly weights?: Float32Array | Float64Array;
  /** How its raw values become activations; a model trained on it takes this over. */
  readonly preprocessing: Preprocessing;
  /** By what rule its preprocessing was learned from its rows; a split learns it anew from its training part. */
  readonly scaling?: InputScale;
  /** What the columns of a table hold that training never saw, where there is any. */
  readonly unseen?: readonly UnseenCategories[];
}

/** How columns of numbers are brought to one scale. */
export type InputScale = Exclude<TableScaling, "none">;

/** Numbers as one writes them by hand: in a list, or in a list with a list a row. */
export type NumberList = ArrayLike<number> | readonly ArrayLike<number>[];

/** The targets of some rows as one writes them by hand; `dataset` says how each is read. */
export type TargetList = NumberList | readonly string[] | readonly boolean[];

/**
 * Checks that a data set has its numbers where everything that computes looks for them.
 *
 * @throws AkariError `invalid-data` where they are not in typed arrays
 */
export function requireTypedArrays(data: Dataset): void {
  const { features, targets, weights = new Float32Array() } = (data ?? {}) as Partial<Dataset>;
  const numbers = targets?.kind === "values" ? targets.data : targets?.classes;
  if ([features?.data, numbers, weights].every(ArrayBuffer.isView)) return;
  const todo =
    "prepare" in Object(data)
      ? "split makes parts that are, or prepareParts of akari/data."
      : `dataset(inputs, targets) makes one from plain arrays.${unawaited(data)}`;
  throw new AkariError("invalid-data", `This is no data set: ${todo}`);
}

/** What is remembered of a data set. */
export interface Fingerprint {
  /** What the data set was called, for messages. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /**
   * Of all inputs, of all targets with the classes' names, of all weights, and of the rows in whatever order: 8
   * hexadecimal digits each. Files of Akari before 0.2 have `NumberHash`'s 8 digits.
   */
  readonly hash: string;
}

export interface ChunkedDataset extends DatasetShape {
  /** How many rows each chunk has. */
  readonly chunks: readonly number[];
  /** Of the whole. */
  readonly fingerprint: Fingerprint;
  /** Of each class, or of all rows together where the targets are values. */
  readonly totals: readonly ChunkedTotal[];
  /**
   * Reads a chunk. It stands until the next one is read, which takes its memory.
   *
   * @param chunk counted from 0
   * @throws AkariError `invalid-file` where it cannot be read
   */
  load(chunk: number): Promise<Dataset>;
}

/** Of some rows. */
export interface ChunkedTotal {
  readonly rows: number;
  /** The sum of their weights. */
  readonly weight: number;
}

export const isChunked = (data: object): data is ChunkedDataset =>
  typeof data === "object" && data !== null && "chunks" in data;

/** All rows, chunk after chunk; of data in memory all at once. */
export async function* eachChunk(data: Dataset | ChunkedDataset): AsyncGenerator<Dataset, void, void> {
  if (!isChunked(data)) yield data;
  else for (const chunk of data.chunks.keys()) yield await data.load(chunk);
}

/** All targets, chunk after chunk. */
export async function chunkedTargets(data: ChunkedDataset): Promise<Targets> {
  const { rows } = data.features;
  const { targets } = data;
  const all = targets.kind === "classes" ? new Uint32Array(rows) : new Float64Array(rows * targets.columns);
  let at = 0;
  for (const chunk of data.chunks.keys()) {
    const { targets: read } = await data.load(chunk);
    const numbers = read.kind === "classes" ? read.classes : read.data;
    all.set(numbers, at);
    at += numbers.length;
  }
  if (targets.kind === "classes") return { ...targets, classes: Uint32Array.from(all) };
  return { ...targets, data: Float64Array.from(all) };
}
