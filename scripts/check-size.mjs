// @ts-check
/**
 * @file Holds what a user's page loads to its size, measured as a user would: a program of a few lines, bundled by
 * esbuild into one file for browsers, minified and compressed, with everything in it that can run. Prints each size and
 * the rooms it consists of; where a program is too large, its modules too.
 */

import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { ROOT } from "./setup.mjs";

/** The programs: what each uses of `akari`, and how many bytes it may have. */
const PROGRAMS = [
  { names: ["defineModel", "fit", "predict"], limit: 45_000 },
  { names: ["load", "predict"], limit: 40_000 },
];

const inKilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;

for (const { names, limit } of PROGRAMS) {
  const { size, modules } = await measure(names);
  const what = names.join(" + ");
  console.log(`${what}: ${inKilobytes(size)} gzipped, of at most ${inKilobytes(limit)}.`);
  /** @type {Map<string, number>} */
  const rooms = new Map();
  for (const { path, bytes } of modules) rooms.set(roomOf(path), (rooms.get(roomOf(path)) ?? 0) + bytes);
  const parts = [...rooms]
    .sort(([, a], [, b]) => b - a)
    .map(([room, bytes]) => `${room} ${inKilobytes(bytes)}`);
  console.log(`  ${parts.join(", ")}`);
  if (size <= limit) continue;
  console.error(`${what} is too large. Its modules:`);
  for (const { path, bytes } of modules.sort((a, b) => b.bytes - a.bytes)) {
    console.error(`${inKilobytes(bytes).padStart(9)}  ${path}`);
  }
  process.exitCode = 1;
}

/**
 * @param {readonly string[]} names what the program uses of `akari`
 * @returns {Promise<{ size: number, modules: { path: string, bytes: number }[] }>} in bytes, compressed; of each module
 * its share of that, by what is left of it in the minified file
 */
async function measure(names) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${names.join(", ")} } from "./dist/index.js";`, resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    metafile: true,
    absWorkingDir: ROOT,
    // A user does not have ours, which leads from the sources to what they need in Node.
    tsconfigRaw: {},
  });
  const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
  const [{ inputs }] = Object.values(metafile.outputs);
  const modules = Object.entries(inputs).map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }));
  const total = modules.reduce((sum, { bytes }) => sum + bytes, 0);
  return { size, modules: modules.map(({ path, bytes }) => ({ path, bytes: (bytes * size) / total })) };
}

/** @param {string} path of a module, from the root @returns {string} its room: `engine/wasm`, `training`, … */
function roomOf(path) {
  const [, room, below, ...rest] = path.split("/");
  if (below === undefined) return "akari";
  return rest.length > 0 ? `${room}/${below}` : room;
}
