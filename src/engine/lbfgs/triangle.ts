/**
 * @file QR decomposition by Householder reflections, of a matrix that comes in blocks of rows and is never there as a
 * whole: only the triangle `R` is kept, of which `RᵀR = AᵀA`. Golub and Van Loan, Matrix Computations, 4th edition,
 * sections 5.1 and 5.2.
 *
 * Right-hand sides may come along as further columns: they turn into `Qᵀ b`.
 */

import { allocateNumbers } from "../../model/memory.js";

/** Long work, done in pieces: between two of them others may have a turn. What is left before its end has no effect. */
export type Pieces<Result> = Generator<undefined, Result, void>;

/** Rows that are added together. */
const ROWS_IN_BLOCK = 256;

export class Triangle {
  /** Columns of the matrix, without the right-hand sides. */
  readonly size: number;
  /** Right-hand sides. */
  readonly sides: number;
  /** `R` and `Qᵀ b`, column by column: `[size + sides, size]`. */
  readonly columns: Float64Array;
  /** Rows to take in, column by column: `[size + sides, ROWS_IN_BLOCK]`. */
  readonly #block: Float64Array;
  /** Rows of the block that are filled. */
  #filled = 0;

  constructor(size: number, sides: number) {
    this.size = size;
    this.sides = sides;
    this.columns = allocateNumbers((size + sides) * size);
    this.#block = allocateNumbers((size + sides) * ROWS_IN_BLOCK);
  }

  /** Adds a row, `[size + sides]`. */
  *add(row: Float64Array): Pieces<void> {
    for (let j = 0; j < row.length; j++) this.#block[j * ROWS_IN_BLOCK + this.#filled] = row[j];
    this.#filled++;
    if (this.#filled === ROWS_IN_BLOCK) yield* this.finish();
  }

  /** To be called after the last row. Turns `R` over the block into the `R` of both: a reflection for each column. */
  *finish(): Pieces<void> {
    const { size, columns } = this;
    const block = this.#block;
    const height = ROWS_IN_BLOCK;
    const filled = this.#filled;
    const work = { done: 0 };
    for (let j = 0; j < size; j++) {
      // The reflection takes (R[j, j], block[:, j]) to (beta, 0, …); its vector is (1, tail).
      const alpha = columns[j * size + j];
      const tail = block.subarray(j * height, j * height + filled);
      const norm = lengthOf(tail);
      if (norm === 0) continue;
      const length = Math.sqrt(alpha * alpha + norm * norm);
      const beta = alpha > 0 ? -length : length;
      const tau = (beta - alpha) / beta;
      for (let i = 0; i < filled; i++) tail[i] /= alpha - beta;
      columns[j * size + j] = beta;
      for (let c = j + 1; c < size + this.sides; c++) {
        const share = tau * (columns[c * size + j] + productAt(block, j * height, c * height, filled));
        columns[c * size + j] -= share;
        for (let i = 0; i < filled; i++) block[c * height + i] -= share * block[j * height + i];
      }
      yield* pause(work, 2 * filled * (size + this.sides - j));
    }
    this.#filled = 0;
  }
}

/** `(RᵀR)⁻¹ v`, in place: two substitutions. Every entry of `R`'s diagonal must differ from 0. */
export function solveNormal({ size, columns }: Triangle, v: Float64Array): void {
  for (let j = 0; j < size; j++) {
    let sum = v[j];
    for (let i = 0; i < j; i++) sum -= columns[j * size + i] * v[i];
    v[j] = sum / columns[j * size + j];
  }
  for (let j = size - 1; j >= 0; j--) {
    v[j] /= columns[j * size + j];
    for (let i = 0; i < j; i++) v[i] -= columns[j * size + i] * v[j];
  }
}

/**
 * The scalar product of `length` numbers from `a` on with those from `b` on. Four sums side by side: a processor adds
 * to one while another is not ready yet.
 */
function productAt(numbers: Float64Array, a: number, b: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += numbers[a + i] * numbers[b + i];
    s1 += numbers[a + i + 1] * numbers[b + i + 1];
    s2 += numbers[a + i + 2] * numbers[b + i + 2];
    s3 += numbers[a + i + 3] * numbers[b + i + 3];
  }
  for (; i < length; i++) s0 += numbers[a + i] * numbers[b + i];
  return s0 + s1 + (s2 + s3);
}

/** Euclidean length, without overflow on the way for numbers of any size. */
function lengthOf(v: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < v.length; i++) largest = Math.max(largest, Math.abs(v[i]));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += (v[i] / largest) * (v[i] / largest);
  return largest * Math.sqrt(sum);
}

/** About how many multiplications are done without a pause: some milliseconds. */
const PIECE = 2_000_000;

/** Pauses where enough has been done since the last time. @param more multiplications */
export function* pause(work: { done: number }, more: number): Pieces<void> {
  work.done += more;
  if (work.done < PIECE) return;
  work.done = 0;
  yield;
}
