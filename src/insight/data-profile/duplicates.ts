/**
 * @file Examples that occur twice: the same inputs with the same target, or, worse, with another one. Inputs are compared
 * by 64-bit hashes, so that millions of rows need little memory; of a million different rows two are taken for the same
 * with a probability of one in 30 million.
 */

import { mix } from "../../model/random.js";

export interface Duplicates {
  /** How many examples have the same inputs and target as one before them. */
  readonly same: number;
  /** The first such example, after the one that it repeats. */
  readonly firstSame?: readonly [number, number];
  /** How many examples have the same inputs as one before them, but another target. */
  readonly contradicting: number;
  readonly firstContradicting?: readonly [number, number];
}

/**
 * @param rows how many examples there are
 * @param inputsOf an example's inputs; the list may be the same object each time
 * @param sameTarget whether two examples have the same target
 */
export function findDuplicates(
  rows: number,
  inputsOf: (row: number) => ArrayLike<number>,
  sameTarget: (a: number, b: number) => boolean,
): Duplicates {
  const [high, low] = [new Int32Array(rows), new Int32Array(rows)];
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 1.5)));
  /** By their hashes the rows that were met first, counted from 1; 0 where there is none. */
  const table = new Uint32Array(size);
  const hash = new RowHash();
  let [same, contradicting] = [0, 0];
  let firstSame: readonly [number, number] | undefined;
  let firstContradicting: readonly [number, number] | undefined;
  for (let row = 0; row < rows; row++) {
    hash.of(inputsOf(row));
    high[row] = hash.high;
    low[row] = hash.low;
    let place = hash.low & (size - 1);
    while (
      table[place] !== 0 &&
      !(high[table[place] - 1] === hash.high && low[table[place] - 1] === hash.low)
    ) {
      place = (place + 1) & (size - 1);
    }
    const first = table[place] - 1;
    if (first < 0) {
      table[place] = row + 1;
    } else if (sameTarget(first, row)) {
      same++;
      firstSame ??= [first, row];
    } else {
      contradicting++;
      firstContradicting ??= [first, row];
    }
  }
  return {
    same,
    ...(firstSame === undefined ? {} : { firstSame }),
    contradicting,
    ...(firstContradicting === undefined ? {} : { firstContradicting }),
  };
}

/** 64 bits of a list of numbers: two words, each mixed by murmur3's finaliser in a way of its own. */
class RowHash {
  high = 0;
  low = 0;
  readonly #number = new Float64Array(1);
  readonly #words = new Uint32Array(this.#number.buffer);

  of(numbers: ArrayLike<number>): void {
    let [high, low] = [0x9e3779b9, 0x85ebca6b];
    for (let i = 0; i < numbers.length; i++) {
      // −0 is 0.
      this.#number[0] = numbers[i] + 0;
      const [first, second] = this.#words;
      high = mix(high ^ first) + Math.imul(second, 0xcc9e2d51);
      low = Math.imul(mix(low + second) ^ first, 0x1b873593) + (low << 7);
    }
    this.high = mix(high);
    this.low = mix(low ^ (high >>> 16));
  }
}
