// @ts-check
/**
 * @file `npm test`: sets up what is missing, then type check, lint, size and tests, stopping at the first that fails.
 * Arguments after `--` go to Vitest. The last line of a run that comes to its tests is `N passed, N failed`.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provideBrowser } from "./browsers.mjs";
import { runNode } from "./run-node.mjs";
import { ROOT, SetUpError, setUp } from "./setup.mjs";

try {
  await setUp();
  provideBrowser("chromium");
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exit(1);
}

// Each takes one core.
await Promise.all([
  pass("Type check", "node_modules/typescript/bin/tsc", "-p", "tsconfig.json"),
  pass(
    "Type check of the Studio",
    "node_modules/svelte-check/bin/svelte-check",
    "--tsconfig",
    "studio/tsconfig.json",
  ),
]);
await pass(
  "Type check of its service worker",
  "node_modules/typescript/bin/tsc",
  "-p",
  "studio/sw/tsconfig.json",
);
await pass("Lint", "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings");
await pass("Imports", "scripts/check-imports.mjs");
await pass("Size", "scripts/check-size.mjs");
await pass("Size of the Studio", "scripts/check-studio-size.mjs");

const temporary = mkdtempSync(join(tmpdir(), "akari-test-"));
process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));
const counts = join(temporary, "counts");
process.env.AKARI_TEST_COUNTS = counts;
// Vitest takes a CI for a terminal with colours, and its log is a plain file.
const colors = process.stdout.isTTY ? [] : ["--no-color"];
const reporters = ["--reporter=default", `--reporter=${join(ROOT, "scripts/count-reporter.mjs")}`];
const vitest = ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...colors];
const status = await run("Tests", ...vitest, ...process.argv.slice(2));
// There are none when Vitest did not start, for instance because of an option that it does not know.
if (existsSync(counts)) console.log(readFileSync(counts, "utf8"));
process.exit(status);

/**
 * Runs a part that has to pass for the next to make sense.
 *
 * @param {string} title
 * @param {readonly string[]} args a script, relative to the root, and its arguments
 */
async function pass(title, ...args) {
  const status = await run(title, ...args);
  if (status !== 0) process.exit(status);
}

/**
 * Runs a part, with a line before it and one after it that says how long it took.
 *
 * @param {string} title
 * @param {readonly string[]} args a script, relative to the root, and its arguments
 */
async function run(title, ...args) {
  console.log(`${title} …`);
  const start = performance.now();
  const status = await runNode(args, { cwd: ROOT });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${title}: ${status === 0 ? "passed" : "failed"} in ${seconds} s`);
  return status;
}
