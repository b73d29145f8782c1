/**
 * @file How much may be made of a file: the limits of every reader, so that a small file cannot ask for much memory.
 * What a file holds is as large as it is; what is made of it may be larger by a factor, and by an amount in any case.
 * docs/security.md names them.
 */

import { AkariError, invalidArgument } from "./error.js";

export const BOUNDS = {
  /** Numbers that the reading of a model may make: so many in any case, and so many more for each byte of its file. */
  numbers: 2 ** 22,
  numbersPerByte: 8,
  /** Bytes that a packed file may become, likewise. */
  unpacked: 2 ** 26,
  unpackedPerByte: 64,
  /** Pixels that a picture's file may claim, likewise; and the most of all. */
  pixels: 16_000_000,
  pixelsPerByte: 1000,
  mostPixels: 100_000_000,
  /** What a recording may last. */
  seconds: 3600,
  /** Columns that a table may have. */
  columns: 100_000,
  /** Characters of one of its rows: a longer one has a quotation mark too many, else a table would be taken for one cell. */
  rowCharacters: 2 ** 23,
  /** Bytes of drawn strokes, which are read whole. */
  strokes: 2 ** 28,
  /** Pen digits that may be added: a checkpoint says a number, and each takes 784 bytes. */
  penDigits: 1_000_000,
} as const;

const count = (n: number): string => n.toLocaleString("en-US");

/** What is left of the numbers that the reading of a file may make. */
export class Allowance {
  readonly #bytes: number;
  readonly #name: string;
  readonly #most: number;
  #made = 0;

  /**
   * @param bytes of the file
   * @param name what to call it in messages
   */
  constructor(bytes: number, name: string) {
    this.#bytes = bytes;
    this.#name = name;
    this.#most = BOUNDS.numbers + BOUNDS.numbersPerByte * bytes;
  }

  /** How many there may be, all together. */
  get most(): number {
    return this.#most;
  }

  /**
   * Is asked before they are made.
   *
   * @throws AkariError `invalid-file` where they are too many, with all that were made before
   */
  take(numbers: number): void {
    this.#made += numbers;
    if (this.#made <= this.#most) return;
    throw new AkariError(
      "invalid-file",
      `${this.#name} asks for more numbers than its ${count(this.#bytes)} bytes can mean: of a model's file at most ` +
        `${count(BOUNDS.numbers)} are made and ${BOUNDS.numbersPerByte} more for each of its bytes, ${count(this.#most)} here.`,
    );
  }
}

/**
 * How many bytes a packed file may become.
 *
 * @param packed its bytes
 */
export const unpackedLimit = (packed: number): number => BOUNDS.unpacked + BOUNDS.unpackedPerByte * packed;

/** @param packed bytes of a packed file whose contents would be larger than {@link unpackedLimit} */
export const unpackedTooLarge = (packed: number): string =>
  `it holds more than ${count(unpackedLimit(packed))} bytes, the most that ${count(packed)} bytes are unpacked to`;

/**
 * @param bytes of the picture's file
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` where it claims more pixels than are read, or than so small a file can mean
 */
export function requirePixels(width: number, height: number, bytes: number, name: string): void {
  const most = Math.min(BOUNDS.mostPixels, BOUNDS.pixels + BOUNDS.pixelsPerByte * bytes);
  if (width * height <= most) return;
  const why = most === BOUNDS.mostPixels ? "" : ` of a file of ${count(bytes)} bytes`;
  throw new AkariError(
    "invalid-file",
    `${name} claims to be ${width}×${height} pixels. That is too large: at most ${Math.floor(most / 1e6)} million are ` +
      `read${why}.`,
  );
}

/**
 * @param name what to call the recording in messages
 * @param code of the error: samples may come from a program instead of a file
 * @throws AkariError where it lasts too long
 */
export function requireSeconds(
  samples: number,
  rate: number,
  name: string,
  code: "invalid-file" | "invalid-data" = "invalid-file",
): void {
  if (samples <= BOUNDS.seconds * rate) return;
  throw new AkariError(
    code,
    `${name} lasts ${count(Math.round(samples / rate))} seconds. That is too long: at most ${count(BOUNDS.seconds)} are ` +
      "read. Cut it into parts.",
  );
}

/**
 * @param table what to call it in messages
 * @throws AkariError `invalid-data` where a table has too many columns
 */
export function requireFewColumns(columns: number, table: string): void {
  if (columns <= BOUNDS.columns) return;
  throw new AkariError(
    "invalid-data",
    `${table} has ${count(columns)} columns, and at most ${count(BOUNDS.columns)} are read. Leave columns out, or turn ` +
      "the table so that its examples are rows.",
  );
}

/** @throws AkariError `invalid-argument` where more digits are to be drawn than can be meant */
export function requirePenDigits(digits: number): void {
  if (digits <= BOUNDS.penDigits) return;
  throw invalidArgument(
    `${count(digits)} pen digits are too many: at most ${count(BOUNDS.penDigits)} are drawn.`,
  );
}
