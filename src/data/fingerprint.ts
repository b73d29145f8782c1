/**
 * @file Tells whether two data sets are the same, number by number: for a run that goes on where another one stopped.
 */

import { mix } from "../model/random.js";
import type { Dataset, DatasetShape, Targets } from "./dataset.js";

/** What is remembered of a data set. */
export interface Fingerprint {
  /** What the data set was called, for messages. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /**
   * Of all inputs, of all targets with the classes' names, of all weights, and of the rows in whatever order: 8
   * hexadecimal digits each. Files of Akari before 0.2 have {@link NumberHash}'s 8 digits.
   */
  readonly hash: string;
}

/** The fingerprint of a data set; one in chunks has its own. It does not depend on the types of the arrays that hold its numbers. */
export function fingerprint(dataset: Dataset | { readonly fingerprint: Fingerprint }): Fingerprint {
  if ("fingerprint" in dataset) return dataset.fingerprint;
  const { name, features, targets } = dataset;
  const { rows, columns } = features;
  const hash = new DataHash();
  hash.add(dataset);
  return { name, rows, columns, hash: hash.digest(targets) };
}

/** Whether they are of the same data, whatever these are called. */
export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return a.rows === b.rows && a.columns === b.columns && a.hash === b.hash;
}

/** Whether it was made by Akari before 0.2, from less. */
export const isOlder = ({ hash }: Fingerprint): boolean => hash.length === OLDER_DIGITS;

const OLDER_DIGITS = 8;

/**
 * Hashes rows that come one after the other, all at once or in pieces. Not cryptographic: it finds what was changed, by
 * whomever, but not what was made to look the same. One changed number always changes it, several do but once in 2³².
 */
export class DataHash {
  /** Of inputs, of targets, of weights, and of rows in whatever order. */
  readonly #sums = new Int32Array(4);

  /** Takes the next rows. @param each takes a hash of each row's inputs and targets, 32 bits */
  add(
    { features, targets, weights }: Pick<Dataset, "features" | "targets" | "weights">,
    each?: (hash: number) => void,
  ): void {
    const { data, rows, columns } = features;
    const numbers = targetNumbers(targets);
    const width = numbers.length / rows;
    const sums = this.#sums;
    for (let row = 0; row < rows; row++) {
      const input = hashOf(data, row * columns, columns);
      const target = hashOf(numbers, row * width, width);
      const weight = weights === undefined ? 0 : hashOf(weights, row, 1) ^ WEIGHT_1;
      sums[0] = mix(sums[0] + input);
      sums[1] = mix(sums[1] + target);
      sums[2] = mix(sums[2] + weight);
      const whole = mix(input + mix(target));
      sums[3] += mix(whole + weight);
      each?.(whole);
    }
  }

  /** As hexadecimal digits. @param targets of all rows, for the names of the classes */
  digest(targets: DatasetShape["targets"]): string {
    const names = targets.kind === "classes" ? JSON.stringify(targets.names) : "";
    const text = new TextEncoder().encode(names);
    return Array.from(this.#sums, (sum, i) =>
      ((i === 1 ? mix(sum + hashOf(text, 0, text.length)) : sum) >>> 0).toString(16).padStart(8, "0"),
    ).join("");
  }
}

const BITS = new DataView(new ArrayBuffer(8));

/** Of some numbers, as they are in float64: of whole ones in a single word, which is what most are. */
function hashOf(numbers: ArrayLike<number>, from: number, count: number): number {
  let hash = count;
  for (let i = from; i < from + count; i++) {
    const number = numbers[i];
    let word = number | 0;
    if (number !== word) {
      BITS.setFloat64(0, number);
      hash = mix(hash ^ BITS.getInt32(0));
      word = BITS.getInt32(4);
    }
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return mix(hash);
}

/** Who has no weight has the weight 1. */
const WEIGHT_1 = hashOf([1], 0, 1);

const targetNumbers = (targets: Targets): ArrayLike<number> =>
  targets.kind === "classes" ? targets.classes : targets.data;

/**
 * FNV-1a with 32 bits (Fowler, Noll and Vo; RFC 9923) over numbers as little-endian float64: of all targets and of the
 * first and the last row's inputs, this was the hash before 0.2.
 */
export class NumberHash {
  readonly #bytes = new DataView(new ArrayBuffer(8));
  #hash = 0x811c9dc5;

  add(numbers: ArrayLike<number>): void {
    const bytes = this.#bytes;
    let hash = this.#hash;
    for (let i = 0; i < numbers.length; i++) {
      bytes.setFloat64(0, numbers[i], true);
      for (let j = 0; j < 8; j++) hash = Math.imul(hash ^ bytes.getUint8(j), 0x01000193);
    }
    this.#hash = hash;
  }

  /** As 8 hexadecimal digits. */
  digest(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, "0");
  }
}
