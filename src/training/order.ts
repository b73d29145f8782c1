/**
 * @file Which rows are learned from, and in which order. All of it is a function of the seed and the epoch's
 * number, so that any step of a run can be found again without the steps before it.
 */

import { permutation, randomGenerator, shuffle } from "../model/random.js";

/** Rows to learn from and rows to validate on, each in the data set's order. */
export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Holds out some of `0 … count − 1` for validation.
 *
 * @param held how many
 * @param draw whether the seed draws them; otherwise they are the last ones
 */
export function splitRows(count: number, held: number, seed: number, draw: boolean): Split {
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  if (held === 0 || !draw) {
    return { training: rows.subarray(0, count - held), validation: rows.subarray(count - held) };
  }
  const drawn = permutation(count, randomGenerator(seed, "validation"));
  return { training: drawn.slice(held).sort(), validation: drawn.slice(0, held).sort() };
}

/**
 * The order in which an epoch learns from its rows.
 *
 * @param rows the rows to learn from
 * @param epoch counted from 1
 * @param into where to write it, `[rows.length]`: a run has one order at a time, and no need of a new array for each
 */
export function shuffleRows(rows: Uint32Array, seed: number, epoch: number, into: Uint32Array): void {
  into.set(rows);
  shuffle(into, randomGenerator(seed, `shuffle/${epoch}`));
}
