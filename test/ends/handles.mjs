// @ts-check
/**
 * @file Does what starts things, and looks what is left of them: prints as JSON, for each thing done, what keeps the
 * process alive, threads that live on, files that stay open and listeners on a signal. Nothing should be.
 * `node handles.mjs DIST`, with the built library's folder as an address.
 */

import { getEventListeners } from "node:events";
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import threads from "node:worker_threads";
import { gzipSync } from "node:zlib";

/** What ends takes a moment: so long, in milliseconds, is looked for it. */
const PATIENCE = 10_000;

const dist = process.argv[2];
/** @type {typeof import("../../src/index.js")} */
const { compile, defineModel, evaluate, fit, predict, save, trace } = await import(
  new URL("index.js", dist).href
);
/** @type {typeof import("../../src/training.js")} */
const { crossValidate } = await import(new URL("training.js", dist).href);
/** @type {typeof import("../../src/model.js")} */
const { initializeParameters } = await import(new URL("model.js", dist).href);
/** @type {typeof import("../../src/node.js")} */
const { loadCheckpoint, readTable, saveCheckpoint } = await import(new URL("node.js", dist).href);
/** @type {typeof import("../../src/data/table/read-table.node.js")} */
const { readTableOfAnySize } = await import(new URL("data/table/read-table.node.js", dist).href);

/** Threads that were started and have not ended. */
let living = 0;
/** What a thread does when it is to be started; nothing for what it should. @type {"refuse second" | "break" | undefined} */
let trouble;
const { Worker } = threads;
threads.Worker = class extends Worker {
  /** @param {any[]} args */
  constructor(...args) {
    if (trouble === "refuse second" && living > 0) throw new Error("There are no more threads.");
    super(trouble === "break" ? "throw new Error('a thread that breaks')" : args[0], ...args.slice(1));
    living++;
    this.once("exit", () => living--);
  }
};

const network = defineModel({
  inputs: 8,
  layers: [
    { units: 64, activation: "tanh" },
    { units: 1, activation: "linear" },
  ],
});
const model = { definition: network, parameters: initializeParameters(network, 1) };
/** @returns {import("../../src/index.js").Dataset} */
const dataOf = (/** @type {number} */ rows) => ({
  name: "numbers",
  features: { rows, columns: 8, data: Float32Array.from({ length: 8 * rows }, (_, i) => Math.sin(i)) },
  targets: { kind: "values", columns: 1, data: Float32Array.from({ length: rows }, (_, i) => Math.cos(i)) },
  preprocessing: { divideBy: 1 },
});
const few = dataOf(1);
const many = dataOf(4000);
/** Steps that take long enough for other threads to be called. */
const large = { batchSize: 4000, steps: 40, stepsPerEvent: 1 };
const signals = [new AbortController(), new AbortController(), new AbortController()];
const [first, second, third] = signals;
first.abort();

const folder = mkdtempSync(join(tmpdir(), "akari-handles-"));
const file = (/** @type {string} */ name) => join(folder, name);
const table = `a,b\n${Array.from({ length: 30_000 }, (_, i) => `${i},${i % 13}`).join("\n")}\n`;
writeFileSync(file("whole.csv"), table);
writeFileSync(file("packed.csv.gz"), gzipSync(table));
writeFileSync(file("cut.csv.gz"), gzipSync(table).subarray(0, 20_000));
writeFileSync(file("ragged.csv"), `${table}1,2,3,4\n`);
writeFileSync(file("broken.safetensors"), "this is no model");

const failing = async (/** @type {() => PromiseLike<unknown>} */ work) => {
  const error = await work().then(
    () => undefined,
    (reason) => reason,
  );
  if (error === undefined) throw new Error("It should have failed.");
};
const leaving = async (/** @type {import("../../src/index.js").FitOptions} */ options) => {
  for await (const event of fit(network, many, options)) if (event.type === "progress") break;
};

/** @type {Record<string, () => Promise<unknown>>} */
const work = {
  "one row, one step": async () => fit(network, few, { steps: 1 }),
  "one row, with other threads at once": async () => fit(network, few, { steps: 1, threads: 3 }),
  "many rows": async () => fit(network, many, large),
  "many rows, with other threads at once": async () => fit(network, many, { ...large, threads: 2 }),
  "aborted before it began": async () => fit(network, many, { ...large, signal: first.signal }),
  async "aborted while threads start"() {
    for await (const { type } of fit(network, many, { ...large, signal: second.signal })) {
      if (type === "progress") second.abort();
    }
  },
  async "aborted while threads work"() {
    for await (const { type } of fit(network, many, { ...large, threads: 2, signal: third.signal })) {
      if (type === "progress") third.abort();
    }
  },
  "left while threads start": () => leaving(large),
  "left while threads work": () => leaving({ ...large, threads: 2 }),
  diverged: () =>
    failing(async () => fit(network, many, { ...large, optimizer: { name: "sgd", learningRate: 1e30 } })),
  "diverged, with other threads": () =>
    failing(async () =>
      fit(network, many, { ...large, threads: 2, optimizer: { name: "sgd", learningRate: 1e30 } }),
    ),
  "a checkpoint that cannot be saved": () =>
    failing(async () =>
      fit(network, many, {
        ...large,
        checkpoint: {
          every: { steps: 1 },
          save: (saved) => saveCheckpoint(file("no/folder.safetensors"), saved),
        },
      }),
    ),
  "a thread that is refused": async () => {
    trouble = "refuse second";
    await fit(network, many, { ...large, threads: 3 });
  },
  "threads that break": async () => {
    trouble = "break";
    await fit(network, many, { ...large, threads: 3 });
  },
  async "cross-validation that is left"() {
    const examples = await readTable(file("whole.csv"));
    const design = (/** @type {import("../../src/index.js").Dataset} */ { features }) =>
      defineModel({ inputs: features.columns, layers: [{ units: 13, activation: "softmax" }] });
    for await (const _ of crossValidate(examples, design, { folds: 3, steps: 1, batchSize: 20_000 })) break;
  },
  evaluate: () => evaluate(model, many),
  "evaluate, of other columns": () =>
    failing(() => evaluate(model, { ...few, features: { ...few.features, columns: 4, rows: 2 } })),
  predict: () => predict(model, many.features.data),
  "predict, of half an example": () => failing(() => predict(model, [1, 2, 3])),
  trace: () => trace(model, few.features.data),
  async "compile and dispose"() {
    const compiled = await compile(model);
    compiled.predict(many.features.data);
    compiled.dispose();
  },
  "a packed table": () => readTable(file("packed.csv.gz")),
  "a packed table that is cut short": () => failing(() => readTable(file("cut.csv.gz"))),
  "a table with a row too long": () => failing(() => readTable(file("ragged.csv"))),
  "a table that is not there": () => failing(() => readTable(file("none.csv"))),
  "a file that is no checkpoint": () => failing(() => loadCheckpoint(file("broken.safetensors"))),
  "a model saved": () => save(model, file("saved.safetensors")),
  "a model that cannot be saved": () => failing(() => save(model, file("no/folder.safetensors"))),
  async "a table in temporary files, left while it is learned from"() {
    const large = await readTableOfAnySize(file("whole.csv"), {}, 0);
    if (!("splitAndPrepare" in large)) throw new Error("It should be too large for no memory at all.");
    const { training } = await large.splitAndPrepare({ test: 0.2, validation: 0, seed: 1 });
    if (training === undefined) throw new Error("It has rows to learn from.");
    const design = defineModel({
      inputs: training.features.columns,
      layers: [{ units: 13, activation: "softmax" }],
    });
    for await (const event of fit(design, training, { batchSize: 64 })) if (event.type === "progress") break;
    await large.close();
  },
};

/** @type {Record<string, string[]>} */
const left = {};
// Threads have the process open its own outputs.
void [process.stdout, process.stderr];
try {
  // What is loaded and compiled once is there before anybody counts.
  await fit(network, few, { steps: 1, threads: 1 });
  for (const [name, start] of Object.entries(work)) {
    const before = state();
    try {
      await start();
      const end = performance.now() + PATIENCE;
      while (difference(before).length > 0 && performance.now() < end) await delay(20);
      left[name] = difference(before);
    } catch (error) {
      left[name] = [`It failed: ${error instanceof Error ? error.message : error}`];
    }
    trouble = undefined;
  }
  console.log(JSON.stringify(left));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns {string[]} what is alive now */
function state() {
  const listeners = signals.reduce((sum, { signal }) => sum + getEventListeners(signal, "abort").length, 0);
  return [
    ...process.getActiveResourcesInfo().map((name) => `alive: ${name}`),
    ...Array.from({ length: living }, () => "a thread"),
    ...Array.from({ length: listeners }, () => "a listener"),
    ...openFiles().map((name) => `open: ${name}`),
  ];
}

/** @param {readonly string[]} before @returns {string[]} what there is more of now */
function difference(before) {
  const rest = [...before];
  return state().filter((thing) => {
    const at = rest.indexOf(thing);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** @returns {string[]} the files that are open, where the system tells */
function openFiles() {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc/self/fd").flatMap((descriptor) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`);
      return path.startsWith(tmpdir()) ? [path] : [];
    } catch {
      // The folder itself was open while it was read.
      return [];
    }
  });
}
