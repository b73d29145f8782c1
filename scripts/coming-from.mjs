// @ts-check
/**
 * @file `npm run test:coming-from`: installs TensorFlow.js, brain.js, scikit-learn and Keras beside the programs in
 * examples/coming-from, runs each of them, checks that it reaches its score and that Akari's is as short as the shorter one
 * of TensorFlow.js and brain.js, and writes what it found into results.json and the tables of docs/coming-from.md. With names
 * of libraries, those alone are installed and run, and the others' figures stay: `npm run test:coming-from -- akari brain`.
 */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { findBrowser } from "./browsers.mjs";
import {
  COMING_FROM,
  COMING_FROM_PAGES,
  comingFromPage,
  LIBRARIES,
  LIBRARY_NAMES,
  librariesOf,
  linesOf,
  programOf,
  readResults,
  TASKS,
  tooLong,
} from "./coming-from-table.mjs";
import { ROOT, setUpOrExit } from "./setup.mjs";

/** @import { Library, Results } from "./coming-from-table.mjs" */

/** Minutes that a program may take. */
const PATIENCE = 20;
const PYTHON = join(COMING_FROM, ".venv/bin/python");
/** JAX is the backend that installs fastest. */
const env = { ...process.env, KERAS_BACKEND: "jax" };

/** @param {string} program @param {readonly string[]} args @param {string} cwd @returns what it prints */
function run(program, args, cwd) {
  const options = { cwd, env, timeout: PATIENCE * 60_000, maxBuffer: 2 ** 26 };
  const { status, stdout, stderr } = spawnSync(program, args, { ...options, encoding: "utf8" });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(" ")} in ${cwd} ended with ${status}:\n${stdout}\n${stderr}`);
}

/**
 * brain.js brings a package that compiles code for the graphics card; it works without that, on the processor.
 *
 * @param {readonly Library[]} libraries
 */
function installPackages(libraries) {
  for (const library of libraries) {
    const folder = join(COMING_FROM, library);
    if (!existsSync(join(folder, "package.json")) || existsSync(join(folder, "node_modules"))) continue;
    run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], folder);
  }
}

/** @param {Library} library */
const isPython = (library) => LIBRARIES[library].ending === "py";

function installPython() {
  if (existsSync(PYTHON)) return;
  run("python3", ["-m", "venv", ".venv"], COMING_FROM);
  const files = ["sklearn", "keras"].flatMap((library) => ["-r", `${library}/requirements.txt`]);
  run(PYTHON, ["-m", "pip", "install", "--quiet", ...files], COMING_FROM);
}

/** Runs a program in a page of Chromium, in one file. @param {string} program @returns {Promise<string>} what it prints */
async function runInBrowser(program) {
  const { outputFiles } = await build({
    entryPoints: [program],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "error",
    // The sources lead to what they need in Node; a page has other parts.
    tsconfigRaw: {},
    footer: { js: "globalThis.hasEnded = true;" },
  });
  const browser = await chromium.launch({ executablePath: findBrowser("chromium") });
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const printed = [];
    page.on("console", (message) => printed.push(message.text()));
    page.on("pageerror", (error) => printed.push(String(error.stack)));
    // A site of its own, which has a storage; nothing leaves the machine.
    await page.route("http://localhost/**", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>A program</title>" }),
    );
    await page.goto("http://localhost/");
    await page.addScriptTag({ type: "module", content: outputFiles[0].text });
    await page
      .waitForFunction("globalThis.hasEnded", undefined, { timeout: PATIENCE * 60_000 })
      .catch((cause) => {
        throw new Error(`${program} did not end in a page:\n${printed.join("\n")}`, { cause });
      });
    return printed.join("\n");
  } finally {
    await browser.close();
  }
}

/** @param {Library} library @param {string} task */
async function scoreOf(library, task) {
  const program = programOf(library, task);
  const folder = join(COMING_FROM, library);
  const printed =
    task === "browser"
      ? await runInBrowser(program)
      : program.endsWith(".py")
        ? run(PYTHON, [program], folder)
        : run(process.execPath, [program], folder);
  const score = Number(printed.trim().split("\n").at(-1));
  if (score >= TASKS[task].least) return score;
  throw new Error(`${program} should reach ${TASKS[task].least} and prints:\n${printed}`);
}

/** @param {Library} library @param {string} name of the package */
const packageVersion = (library, name) =>
  JSON.parse(readFileSync(join(COMING_FROM, library, "node_modules", name, "package.json"), "utf8")).version;

/** @param {readonly Library[]} libraries @returns what they and what runs them are */
function versions(libraries) {
  /** @type {Record<string, string>} */
  const found = { node: process.versions.node };
  if (libraries.includes("akari")) {
    found.akari = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version;
  }
  if (libraries.includes("tfjs")) found["@tensorflow/tfjs"] = packageVersion("tfjs", "@tensorflow/tfjs");
  if (libraries.includes("brain")) found["brain.js"] = packageVersion("brain", "brain.js");
  if (!libraries.some(isPython)) return found;
  const print =
    "import sys, sklearn, keras, jax; print(sys.version.split()[0], sklearn.__version__, keras.__version__, jax.__version__)";
  const [python, sklearn, keras, jax] = run(PYTHON, ["-c", print], COMING_FROM).trim().split(" ");
  found.python = python;
  if (libraries.includes("sklearn")) found["scikit-learn"] = sklearn;
  if (libraries.includes("keras")) found.keras = `${keras} (jax ${jax})`;
  return found;
}

await setUpOrExit();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !LIBRARY_NAMES.some((library) => library === name));
if (unknown.length > 0) {
  console.error(`There is no folder ${unknown.join(", ")}: take some of ${LIBRARY_NAMES.join(", ")}.`);
  process.exit(2);
}
const before = wanted.length === 0 ? undefined : readResults();
/** @param {string} task @param {Library} library @returns what stays as it was */
const kept = (task, library) => (wanted.includes(library) ? undefined : before?.tasks[task]?.[library]);
const names = Object.keys(TASKS);
const toRun = LIBRARY_NAMES.filter((library) =>
  names.some((task) => librariesOf(task).includes(library) && kept(task, library) === undefined),
);
installPackages(toRun);
if (toRun.some(isPython)) installPython();
/** @type {Record<string, Partial<Record<Library, { lines: number, score: number }>>>} */
const tasks = {};
for (const task of names) {
  tasks[task] = {};
  for (const library of librariesOf(task)) {
    const { lines, score } = kept(task, library) ?? {
      lines: linesOf(programOf(library, task)),
      score: await scoreOf(library, task),
    };
    tasks[task][library] = { lines, score: Number(score.toFixed(4)) };
    console.log(`${task}, ${library}: ${lines} lines, ${score.toFixed(4)}`);
  }
}
/** @type {Results} */
const results = {
  date: new Date().toISOString().slice(0, 10),
  versions: { ...before?.versions, ...versions(toRun) },
  tasks,
};
writeFileSync(join(COMING_FROM, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
for (const page of COMING_FROM_PAGES) {
  const path = join(ROOT, page);
  writeFileSync(path, comingFromPage(page, readFileSync(path, "utf8"), results));
}
const long = tooLong(results);
if (long.length > 0) {
  console.error(
    `Akari needs more lines than the shorter of TensorFlow.js and brain.js in ${long.join(", ")}.`,
  );
  process.exit(1);
}
