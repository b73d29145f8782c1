// @ts-check
/**
 * @file The library as files of the site, for its live examples and its home page: a module for each entry point, and what
 * they share in modules beside them.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../scripts/setup.mjs";

/** Needs files, which a page has none of. */
const NODE_ONLY = "node";

/** The entry points of the package: `index`, `model` … */
export const ENTRIES = Object.keys(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).exports)
  .filter((path) => /^\.(\/\w+)?$/.test(path))
  .map((path) => (path === "." ? "index" : path.replace("./", "")));

/** What a program imports an entry point by. */
export const specifierOf = (/** @type {string} */ entry) => (entry === "index" ? "akari" : `akari/${entry}`);

/** The entry points that run in a page. */
export const PAGE_ENTRIES = ENTRIES.filter((entry) => entry !== NODE_ONLY);

/** What a live example is run with, beside the library. */
const CONSOLE = "site/live/console.ts";

/**
 * @param {string} folder where to
 */
export async function buildLibrary(folder) {
  const { rolldown } = await import("rolldown");
  const build = await rolldown({
    cwd: ROOT,
    input: {
      ...Object.fromEntries(PAGE_ENTRIES.map((entry) => [entry, join(ROOT, `dist/${entry}.js`)])),
      console: join(ROOT, CONSOLE),
    },
    platform: "browser",
  });
  try {
    await build.write({ dir: folder, format: "esm", minify: true, chunkFileNames: "[name]-[hash].js" });
  } finally {
    await build.close();
  }
}
