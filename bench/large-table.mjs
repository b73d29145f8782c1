// @ts-check
/**
 * @file `node bench/large-table.mjs ROWS FILE`: a table of 30 columns as CSV, for measuring: 25 numbers, 4 categories of 8
 * values, and the number y, which follows from some of them. The same rows at every call. 20 million rows take 3 GB.
 */

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { fileURLToPath } from "node:url";

const NUMBERS = 25;
const CATEGORIES = 4;
const VALUES = 8;
/** Bytes that are written at a time. */
const PIECE = 2 ** 22;
const LONGEST_ROW = 256;

/**
 * Writes the table.
 *
 * @param {string} path
 * @param {number} rows
 */
export async function writeLargeTable(path, rows) {
  const file = createWriteStream(path);
  const names = [
    ...Array.from({ length: NUMBERS }, (_, i) => `x${i + 1}`),
    ...Array.from({ length: CATEGORIES }, (_, i) => `c${i + 1}`),
    "y",
  ];
  file.write(`${names.join(",")}\n`);
  let state = 1;
  let piece = Buffer.allocUnsafe(PIECE);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    let y = 0;
    for (let i = 0; i < NUMBERS; i++) {
      // Numerical Recipes' generator: its upper bits are random enough for a table.
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      const hundredths = (state >>> 8) % 1000;
      at = putHundredths(piece, at, hundredths);
      if (i < 5) y += hundredths * (i + 1);
    }
    for (let i = 0; i < CATEGORIES; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      const value = (state >>> 8) % VALUES;
      piece[at++] = 97 + value;
      piece[at++] = 44;
      if (i === 0) y += value * 500;
    }
    at = putHundredths(piece, at, Math.floor(y / 19)) - 1;
    piece[at++] = 10;
    if (at > PIECE - LONGEST_ROW || row === rows - 1) {
      if (!file.write(piece.subarray(0, at))) await once(file, "drain");
      piece = Buffer.allocUnsafe(PIECE);
      at = 0;
    }
  }
  file.end();
  await once(file, "close");
}

/**
 * `3.07,`
 *
 * @param {Buffer} piece
 * @param {number} at
 * @param {number} hundredths below 1000
 */
function putHundredths(piece, at, hundredths) {
  piece[at] = 48 + Math.floor(hundredths / 100);
  piece[at + 1] = 46;
  piece[at + 2] = 48 + (Math.floor(hundredths / 10) % 10);
  piece[at + 3] = 48 + (hundredths % 10);
  piece[at + 4] = 44;
  return at + 5;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rows, path] = process.argv.slice(2);
  if (!/^[1-9]\d*$/.test(rows ?? "") || path === undefined) {
    console.error("Usage: node bench/large-table.mjs ROWS FILE");
    process.exitCode = 2;
  } else await writeLargeTable(path, Number(rows));
}
