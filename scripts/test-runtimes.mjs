// @ts-check
/**
 * @file `npm run test:runtimes`: the fixed run of test/runtimes/ in every runtime and browser that Akari is for, each
 * with one, two and four threads where it has them. Compares the hashes with golden.json and writes what came out,
 * with versions, to test/runtimes/RESULTS.md. The last line is `N passed, N failed`.
 */

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, type } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { commandPrograms, libraryPrograms, runAll, testPrograms, withTables } from "../test/ends/sweep.mjs";
import { provideBrowser } from "./browsers.mjs";
import { installPackages, ROOT, SetUpError, setUp } from "./setup.mjs";

const FOLDER = join(ROOT, "test/runtimes");
const THREADS = [1, 2, 4];

/** The platform whose Node, Bun and Deno test/runtimes/package.json pins. */
const PLATFORM = "linux-x64";

try {
  await setUp();
  installPackages(FOLDER);
  provideBrowser("chromium");
  provideBrowser("firefox");
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exit(1);
}
// Only now are the packages there that these import.
const { runInBrowser } = await import("../test/runtimes/browser-run.mjs");
const { launchChromium } = await import("../test/runtimes/chromium.mjs");
const { launchFirefox } = await import("../test/runtimes/firefox.mjs");
const { FLAGS } = await import("../dist/cli/train/wide.js");

const goldenText = readFileSync(join(FOLDER, "golden.json"), "utf8");
/** @type {Record<string, string>} */
const golden = JSON.parse(goldenText);

/** @typedef {import("../test/runtimes/fixed-run.mjs").Outcome} Outcome */

/**
 * A runtime, or a place in one, and what came of the runs there, by the number of threads at work.
 *
 * @typedef {{ title: string, version: string, results: Map<number, string> }} Row
 */

/** @type {Row[]} */
const rows = [];
/** Short programs in each version of Node: how many were started, and how many ended by themselves. */
const endings = /** @type {{ version: string, started: number, ended: number }[]} */ ([]);
let passed = 0;
let failed = 0;

await tryCommandLines();
const chromium = await launchChromium();
await tryBrowser("Chromium", chromium);
await chromium.close();
await tryBrowser("Firefox", launchFirefox());
writeFileSync(join(FOLDER, "RESULTS.md"), report());
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function tryCommandLines() {
  if (`${process.platform}-${process.arch}` !== PLATFORM) {
    console.log(`Node, Bun and Deno are left out: they are pinned for ${PLATFORM} alone.`);
    return;
  }
  const program = (/** @type {string} */ path) => join(FOLDER, "node_modules", path);
  for (const major of [20, 22, 24, 26]) {
    const node = program(`node-${major}/bin/node`);
    await tryEndings(node, await tryCommandLine("Node", node));
    // Those that know the flags.
    if (major >= 24) await tryCommandLine("Node as with --wide", node, ...FLAGS);
  }
  await tryCommandLine("Bun", program("@oven/bun-linux-x64-baseline/bin/bun"));
  await tryCommandLine("Deno", program("@deno/linux-x64-glibc/deno"), "run", "--no-config");
}

/**
 * Starts short programs, some at a time, each of which has to end by itself.
 *
 * @param {string} node
 * @param {string} version
 */
async function tryEndings(node, version) {
  const {
    started,
    hung,
    failed: wrong,
  } = await withTables((folder) =>
    runAll([...libraryPrograms(28), ...testPrograms(4), ...commandPrograms(12, folder)], {
      node,
      atOnce: 4,
      seconds: 60,
    }),
  );
  const ended = started - hung.length - wrong.length;
  endings.push({ version, started, ended });
  if (ended === started) passed++;
  else failed++;
  console.log(`Node ${version}, short programs: ${ended} of ${started} end`);
  for (const problem of [...hung, ...wrong]) console.log(`  ${problem}`);
}

/**
 * @param {string} title
 * @param {string} program
 * @param {string[]} args before the script's name
 * @returns {Promise<string>} its version
 */
async function tryCommandLine(title, program, ...args) {
  const run = async (/** @type {string[]} */ ...rest) =>
    (await promisify(execFile)(program, rest, { timeout: 120_000 })).stdout;
  const answer = await run("--version").catch(() => "");
  const [version] = /\d+\.\d+\.\d+/.exec(answer) ?? ["?"];
  const row = addRow(title, version);
  for (const threads of THREADS) {
    await attempt(row, threads, async () =>
      JSON.parse(await run(...args, join(FOLDER, "run.mjs"), String(threads))),
    );
  }
  return version;
}

/**
 * @param {string} title
 * @param {{ version: string, open: import("../test/runtimes/browser-run.mjs").Open }} browser
 */
async function tryBrowser(title, { version, open }) {
  const inWorker = addRow(`${title}, Worker of an isolated page`, version);
  for (const threads of THREADS) {
    await attempt(inWorker, threads, () => runInBrowser(open, { isolated: true, place: "worker", threads }));
  }
  const elsewhere = /** @type {const} */ ([
    ["page, isolated", { isolated: true, place: "page" }],
    ["page, not isolated", { isolated: false, place: "page" }],
    ["Worker of a page that is not isolated", { isolated: false, place: "worker" }],
  ]);
  for (const [where, settings] of elsewhere) {
    // Asked for more, it must make do with one.
    await attempt(addRow(`${title}, ${where}`, version), 1, () =>
      runInBrowser(open, { ...settings, threads: 2 }),
    );
  }
}

/**
 * @param {string} title
 * @param {string} version
 */
function addRow(title, version) {
  const row = { title, version, results: new Map() };
  rows.push(row);
  return row;
}

/**
 * Makes a run and notes whether it did what it should.
 *
 * @param {Row} row
 * @param {number} threads how many should have worked
 * @param {() => Promise<Outcome>} run
 */
async function attempt(row, threads, run) {
  const result = await run().then(
    (outcome) => judge(outcome, threads),
    (error) => `failed: ${String(error.message).split("\n")[0].replaceAll(ROOT, "")}`,
  );
  row.results.set(threads, result);
  if (result === "same") passed++;
  else failed++;
  console.log(`${row.title} ${row.version}, ${threads} thread${threads === 1 ? "" : "s"}: ${result}`);
}

/**
 * @param {Outcome} outcome
 * @param {number} threads
 */
function judge({ threads: worked, hashes }, threads) {
  if (worked !== threads) return `${worked} worked`;
  const different = Object.keys(golden).filter((name) => hashes[name] !== golden[name]);
  return different.length === 0 ? "same" : `differs: ${different.join("; ")}`;
}

function report() {
  const digest = createHash("sha256").update(goldenText).digest("hex");
  const lines = rows.map(({ title, version, results }) => {
    const cells = THREADS.map((threads) => results.get(threads) ?? "–");
    return `| ${[title, version, ...cells].join(" | ")} |`;
  });
  return `# The same bits everywhere

Written by \`npm run test:runtimes\` on ${new Date().toISOString().slice(0, 10)}: ${type()} on ${process.arch}, ${cpus()[0].model}.

"same" means that every hash of the fixed run is that of [golden.json](golden.json) (SHA-256 \`${digest}\`),
and that as many threads were at work as the column says. A page's main thread may not wait for other threads, and a
page that is not cross-origin isolated may not share memory; there one thread works, whatever was asked for ("–").

| Where | Version | ${THREADS.map((n) => `${n} thread${n === 1 ? "" : "s"}`).join(" | ")} |
| --- | --- | ${THREADS.map(() => "---").join(" | ")} |
${lines.join("\n")}

## Every program ends

Short programs that train with the library, under \`node --test\` and by the command: all have to end by themselves.

| Where | Version | Started | Ended |
| --- | --- | --- | --- |
${endings.map(({ version, started, ended }) => `| Node | ${version} | ${started} | ${ended} |`).join("\n")}
`;
}
