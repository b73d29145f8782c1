// @ts-check
/**
 * @file MNIST beside the Studio: its images in gzipped pieces under dist/studio/mnist/, so that the page fetches only
 * what somebody looks at. What is there and complete is left as it is.
 */

import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Changes whenever what is written below does. */
const FORMAT = 1;

/** Test images are browsed page by page, training images are wanted all at once. */
const PIECE = { test: 1000, train: 5000 };

const LICENCE = {
  work: "MNIST",
  authors: "Yann LeCun, Corinna Cortes, Christopher Burges",
  licence: "CC BY-SA 3.0",
  url: "https://creativecommons.org/licenses/by-sa/3.0/",
};

/**
 * Writes the pieces and, last, `index.json`, which tells how many images a piece has.
 *
 * @param {string} folder where to, made if need be
 * @returns {Promise<boolean>} false where all was there
 */
export async function writeStudioData(folder) {
  if (isComplete(folder)) return false;
  const library = new URL("../dist/node.js", import.meta.url).href;
  /** @type {typeof import("../src/node.js")} */
  const { mnist } = await import(library);
  const parts = await mnist();
  mkdirSync(folder, { recursive: true });
  /** @type {Record<string, number>} each file's length, zipped */
  const files = {};
  /** @param {string} name @param {Uint8Array} bytes */
  const write = (name, bytes) => {
    const zipped = gzipSync(bytes);
    // The tenth byte names the system that zipped it; "unknown" makes it the same on all of them.
    zipped[9] = 255;
    writeAtomically(join(folder, name), zipped);
    files[name] = zipped.length;
  };
  for (const part of /** @type {const} */ (["test", "train"])) {
    const { features, targets } = parts[part];
    if (targets.kind !== "classes") throw new Error("MNIST's targets are classes.");
    const { data, rows, columns } = features;
    for (let from = 0; from < rows; from += PIECE[part]) {
      const number = String(from / PIECE[part]).padStart(2, "0");
      const pixels = data.subarray(from * columns, (from + PIECE[part]) * columns);
      write(`${part}-${number}.bin.gz`, Uint8Array.from(pixels));
    }
    write(`${part}-labels.bin.gz`, Uint8Array.from(targets.classes));
  }
  const index = {
    format: FORMAT,
    ...LICENCE,
    pixels: parts.test.features.columns,
    test: { count: parts.test.features.rows, piece: PIECE.test },
    train: { count: parts.train.features.rows, piece: PIECE.train },
    files,
  };
  writeAtomically(join(folder, "index.json"), `${JSON.stringify(index, undefined, 2)}\n`);
  return true;
}

/**
 * Whether the index is of this format and every file that it names is there in its length.
 *
 * @param {string} folder
 */
function isComplete(folder) {
  try {
    const { format, files } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
    return (
      format === FORMAT &&
      Object.entries(files).every(([name, bytes]) => statSync(join(folder, name)).size === bytes)
    );
  } catch {
    return false;
  }
}

/**
 * Writes a file so that nobody ever reads half of it.
 *
 * @param {string} path
 * @param {string | Uint8Array} contents
 */
function writeAtomically(path, contents) {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}
