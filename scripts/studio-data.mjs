// @ts-check
/**
 * @file MNIST beside the Studio: its images in the pieces of src/server/mnist-pieces.ts, under dist/studio/mnist/. What is there
 * and complete is left as it is.
 */

import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Changes whenever what is written does. */
const FORMAT = 1;

/**
 * Writes the pieces and, last, `index.json`, which tells how many images a piece has.
 *
 * @param {string} folder where to, made if need be
 * @returns {Promise<boolean>} false where all was there
 */
export async function writeStudioData(folder) {
  if (isComplete(folder)) return false;
  const library = new URL("../dist/server/mnist-pieces.js", import.meta.url).href;
  /** @type {typeof import("../src/server/mnist-pieces.js")} */
  const { mnistPieces, PIECES_INDEX } = await import(library);
  const { index, pieces } = await mnistPieces();
  mkdirSync(folder, { recursive: true });
  /** @type {Record<string, number>} each file's length, zipped */
  const files = {};
  for (const [name, make] of pieces) {
    const bytes = await make();
    writeAtomically(join(folder, name), bytes);
    files[name] = bytes.length;
  }
  const described = { format: FORMAT, ...index, files };
  writeAtomically(join(folder, PIECES_INDEX), `${JSON.stringify(described, undefined, 2)}\n`);
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
