/**
 * @file A data set that is too large for memory: it lies somewhere else, in chunks, of which one at a time is read.
 * Each chunk is a random sample of the whole, so that to learn from one chunk after the other, in a new order every
 * epoch, is as good as to learn from all rows in a random order.
 */

import type { Dataset, DatasetShape, Targets } from "./dataset.js";
import type { Fingerprint } from "./fingerprint.js";

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
