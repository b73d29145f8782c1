/**
 * @file Matrices that other programs store the other way round: Akari's are `[units, inputs]`.
 */

import type { Floats } from "../bytes/little-endian.js";

/**
 * A matrix `[rows, columns]` as `[columns, rows]`.
 *
 * @param out takes its numbers, row by row
 */
export function transposed<T extends Floats>(
  numbers: ArrayLike<number>,
  rows: number,
  columns: number,
  out: T,
): T {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = numbers[row * columns + column];
  }
  return out;
}
