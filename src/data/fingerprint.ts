/**
 * @file Tells whether two data sets are the same, number by number, for a run that goes on where another one stopped; and which
 * of a table's rows a model has learned from.
 *
 * Of rows, 750 hashes at most of 4 bytes each are kept. Of more rows those with the smallest hashes stand for all (a
 * bottom-k sketch; Broder, 1997).
 */

import { AkariError } from "../error.js";
import { mix } from "../model/random.js";
import type { Dataset, DatasetShape, Fingerprint, Targets } from "./dataset.js";

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
 * whomever, but not what was made to look the same. One changed whole number always changes it; other changes do but once
 * in 2³².
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
      // Zero stays zero in `mix`: a number that begins with it would be taken for a whole one.
      hash = mix(hash ^ BITS.getInt32(0) || 1);
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

/** At most so many hashes are kept. */
const MOST = 750;
const BYTES = 4;
const ALL = 2 ** 32;

/** As it stands in a model's file. */
export interface RowSketch {
  /** How many rows there were. */
  readonly rows: number;
  /** The smallest hashes in ascending order, 4 bytes each with the highest first, as base64. */
  readonly hashes: string;
}

/** Takes the hashes of rows one by one. */
export class RowSketcher {
  readonly #kept = new Set<number>();
  #rows = 0;
  /** No hash from here on is kept any more. */
  #end = ALL;

  /** @param hash of a row, 32 bits */
  add(hash: number): void {
    this.#rows++;
    if (hash >>> 0 >= this.#end) return;
    this.#kept.add(hash >>> 0);
    if (this.#kept.size >= 2 * MOST) this.#shrink();
  }

  finish(): RowSketch {
    this.#shrink();
    const bytes = Array.from(this.#kept, (hash) =>
      String.fromCharCode(...[24, 16, 8, 0].map((shift) => (hash >>> shift) & 255)),
    );
    return { rows: this.#rows, hashes: btoa(bytes.join("")) };
  }

  #shrink(): void {
    const sorted = Uint32Array.from(this.#kept).sort();
    this.#kept.clear();
    for (const hash of sorted.subarray(0, MOST)) this.#kept.add(hash);
    if (sorted.length > MOST) this.#end = sorted[MOST];
  }
}

/** How many of some rows a model has learned from. */
export interface KnownRows {
  /** Rows that were asked about. */
  readonly asked: number;
  /** Of them, those that were learned from: the number, or where only a sample is known the best guess. */
  readonly known: number;
  /** How many of the rows that guess is made from; absent where it is no guess. */
  readonly comparedRows?: number;
}

/** Counts the rows that a model has learned from. Of a million other rows, and as many learned from, some 200 are taken
 * for those. */
export class KnownRowCounter {
  readonly #kept: ReadonlySet<number>;
  /** Of hashes below this it is known whether their row was learned from. */
  readonly #end: number;
  #asked = 0;
  #compared = 0;
  #known = 0;

  constructor({ hashes }: RowSketch) {
    const kept = readHashes(hashes);
    this.#kept = new Set(kept);
    this.#end = kept.length < MOST ? ALL : kept[kept.length - 1] + 1;
  }

  /** @param hash of a row, 32 bits */
  add(hash: number): void {
    this.#asked++;
    if (hash >>> 0 >= this.#end) return;
    this.#compared++;
    if (this.#kept.has(hash >>> 0)) this.#known++;
  }

  finish(): KnownRows {
    const [asked, compared, known] = [this.#asked, this.#compared, this.#known];
    return compared === asked
      ? { asked, known }
      : { asked, known: compared === 0 ? 0 : Math.round((asked * known) / compared), comparedRows: compared };
  }
}

/** @throws AkariError `invalid-model` where they cannot be hashes */
export function requireSketch({ hashes }: RowSketch): void {
  readHashes(hashes);
}

function readHashes(text: string): number[] {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    bytes = "?";
  }
  const hashes = Array.from({ length: Math.floor(bytes.length / BYTES) }, (_, i) =>
    Array.from({ length: BYTES }, (__, b) => bytes.charCodeAt(i * BYTES + b)).reduce(
      (all, byte) => all * 256 + byte,
      0,
    ),
  );
  const sound = bytes.length === hashes.length * BYTES && hashes.length <= MOST;
  if (sound && hashes.every((hash, i) => i === 0 || hash > hashes[i - 1])) return hashes;
  throw new AkariError(
    "invalid-model",
    "The hashes of the rows that a model learned from must be base64, in ascending order.",
  );
}
