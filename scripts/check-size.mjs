// @ts-check
/**
 * @file Holds the core library (model, engine, training) to its size: bundled for a browser and compressed. What other
 * rooms offer counts where the core needs it, and what is loaded only by those who use it does not. Prints it, and the
 * size of all that `akari` exports for comparison; where the core is too large, also what it consists of.
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { bundle } from "./bundle.mjs";
import { ROOT } from "./setup.mjs";

/** In bytes: 30 KB. */
const LIMIT = 30_000;

const LIBRARY = "dist/index.js";
/** Rooms whose own offers are not the core. */
const OTHER_ROOMS = ["dist/data", "dist/formats", "dist/insight"];

/** @param {string} text @returns {number} its bytes, compressed as servers do */
const compress = (text) => gzipSync(text, { level: 9 }).length;
const inKilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;

/** @param {string} module @returns {Promise<string[]>} what it exports */
const exportsOf = async (module) => Object.keys(await import(pathToFileURL(join(ROOT, module)).href));

/** @param {string} room @returns {string[]} its modules that run in browsers */
const modulesOf = (room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.node)\.js$/.test(file))
    .map((file) => `${room}/${file}`);

const others = (await Promise.all(OTHER_ROOMS.flatMap(modulesOf).map(exportsOf))).flat();
const core = await bundle(
  LIBRARY,
  (await exportsOf(LIBRARY)).filter((name) => !others.includes(name)),
);
const size = compress(core.code);
const whole = compress((await bundle(LIBRARY)).code);
const later = compress(core.later);
console.log(
  `The core library is ${inKilobytes(size)} gzipped, of at most ${inKilobytes(LIMIT)}; all that akari ` +
    `exports is ${inKilobytes(whole)}. What it loads only when it is asked for, ${inKilobytes(later)}, is not counted.`,
);
if (size > LIMIT) {
  console.error("Its modules, each compressed by itself and before minification:");
  const sizes = [...core.modules].map(([path, text]) => ({ path, bytes: compress(text) }));
  for (const { path, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) {
    console.error(`${inKilobytes(bytes).padStart(9)}  ${path}`);
  }
  process.exitCode = 1;
}
