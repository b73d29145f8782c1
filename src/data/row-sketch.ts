/**
 * @file Which rows a model learned from, so that a table that holds some of them can be told from one that holds none:
 * 750 hashes at most, of 4 bytes each. Of more rows those with the smallest hashes stand for all (a bottom-k sketch;
 * Broder, 1997).
 */

import { AkariError } from "../error.js";

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
