/**
 * @file Which rows are learned from, and in which order. All of it is a function of the seed and the epoch's
 * number, so that any step of a run can be found again without the steps before it.
 */

import { permutation, randomGenerator } from "../model/random.js";

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
 */
export function shuffledRows(rows: Uint32Array, seed: number, epoch: number): Uint32Array {
  return permutation(rows.length, randomGenerator(seed, `shuffle/${epoch}`)).map((place) => rows[place]);
}
