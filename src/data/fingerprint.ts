/**
 * @file Tells at little cost whether two data sets are the same: for a run that goes on where another one stopped.
 */

import type { Dataset, Targets } from "./dataset.js";

/** What is remembered of a data set. */
export interface Fingerprint {
  /** What the data set was called, for messages. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Of all targets and weights and of the first and the last row's inputs, as 8 hexadecimal digits. */
  readonly hash: string;
}

/** The fingerprint of a data set; one in chunks has its own. It does not depend on the types of the arrays that hold its numbers. */
export function fingerprint(dataset: Dataset | { readonly fingerprint: Fingerprint }): Fingerprint {
  if ("fingerprint" in dataset) return dataset.fingerprint;
  const { name, features, targets, weights = new Float32Array() } = dataset;
  const { data, rows, columns } = features;
  const lastRow = data.subarray(Math.max(0, rows - 1) * columns);
  const hash = new NumberHash();
  for (const numbers of [targetNumbers(targets), data.subarray(0, columns), lastRow, weights])
    hash.add(numbers);
  return { name, rows, columns, hash: hash.digest() };
}

/** Whether they are of the same data, whatever these are called. */
export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return a.rows === b.rows && a.columns === b.columns && a.hash === b.hash;
}

const targetNumbers = (targets: Targets): ArrayLike<number> =>
  targets.kind === "classes" ? targets.classes : targets.data;

/** FNV-1a with 32 bits (Fowler, Noll and Vo; RFC 9923) over numbers as little-endian float64. */
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
