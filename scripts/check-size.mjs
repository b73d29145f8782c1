// @ts-check
/**
 * @file Holds the core library (model, engine, training) to its size: bundled for a browser and compressed. Prints it,
 * and the size with reading and writing of model files for comparison; where the core is too large, also what it
 * consists of.
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { bundle } from "./bundle.mjs";
import { ROOT } from "./setup.mjs";

/** In bytes: 30 KB. */
const LIMIT = 30_000;

const LIBRARY = "dist/index.js";
const FILES = "dist/formats/index.js";
/** Rooms that look at a network or prepare data for one: they are not the core. */
const OTHERS = ["saliency", "maximize", "explain", "calibration", "gradients"].map((name) => `dist/insight/${name}.js`);
const DATA = ["dist/data/split.js", "dist/data/prepare.js", "dist/training/cross-validate.js"];

/** @param {string} text @returns {number} its bytes, compressed as servers do */
const compress = (text) => gzipSync(text, { level: 9 }).length;
const inKilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;

/** @param {string} module @returns {Promise<string[]>} what it exports */
const exportsOf = async (module) => Object.keys(await import(pathToFileURL(join(ROOT, module)).href));

const forFiles = (await Promise.all([FILES, ...OTHERS, ...DATA].map(exportsOf))).flat();
const core = await bundle(
  LIBRARY,
  (await exportsOf(LIBRARY)).filter((name) => !forFiles.includes(name)),
);
const size = compress(core.code);
const whole = compress((await bundle(LIBRARY)).code);
console.log(
  `The core library is ${inKilobytes(size)} gzipped, of at most ${inKilobytes(LIMIT)}; with model files ` +
    `it is ${inKilobytes(whole)}.`,
);
if (size > LIMIT) {
  console.error("Its modules, each compressed by itself and before minification:");
  const sizes = [...core.modules].map(([path, text]) => ({ path, bytes: compress(text) }));
  for (const { path, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) {
    console.error(`${inKilobytes(bytes).padStart(9)}  ${path}`);
  }
  process.exitCode = 1;
}
