// @ts-check
/**
 * @file `npm run bench:memory`: how much memory training on MNIST takes, and whether it grows. See `--help`.
 *
 * Every run is a Node process of its own, started without options, that uses the library as any program does. What
 * an empty Node process takes is subtracted. Needs Akari alone, none of its peers.
 */

import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { defineModel, fit } from "../dist/index.js";
import { mnist } from "../dist/node.js";
import { whole } from "./choose.mjs";
import { median } from "./measure.mjs";

const HELP = `Usage: npm run bench:memory -- [options]

  --steps N       steps over which growth is measured (10000)
  --warm-up N     steps before them: Node compiles what runs often, and the first epoch's arrays come (2000)
  --threads 1,2   runs with as many threads (1,2)
  --cycles N      networks trained for 5 steps each, one after the other, and disposed of (60)
  --runs N        processes for each figure, which is their median (5)
  --help

Figures are resident set sizes in MB (2^20 bytes), after the subtraction of an empty Node process's. A run on MNIST
should keep to 47 MB for the images, the model, and 60 MB; and 10,000 steps should grow it by less than 5 MB.`;

const NETWORK = defineModel({
  inputs: 784,
  layers: [
    { units: 16, activation: "sigmoid" },
    { units: 16, activation: "sigmoid" },
    { units: 10, activation: "softmax" },
  ],
});
/** The shares of the measured steps, or of the cycles, after which memory is looked at. */
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/**
 * What a process does, by its name, with the numbers that follow on its command line.
 *
 * @type {Record<string, (...numbers: number[]) => Promise<number[]>>}
 */
const TASKS = { steps, cycles };

const [task, ...numbers] = process.argv.slice(2);
if (task in TASKS) console.log(JSON.stringify(await TASKS[task](...numbers.map(Number))));
else compare();

/**
 * Trains a network.
 *
 * @param {number} threads
 * @param {number} warmUp
 * @param {number} measured steps after it
 * @returns memory at each of {@link SHARES} of the measured steps
 */
async function steps(threads, warmUp, measured) {
  const { train } = await mnist();
  /** @type {number[]} */
  const sizes = [];
  for await (const event of fit(NETWORK, train, { steps: warmUp + measured, threads })) {
    if (event.type !== "progress") continue;
    while (event.step >= warmUp + SHARES[sizes.length] * measured) sizes.push(resident());
  }
  return sizes;
}

/**
 * Trains one network after another.
 *
 * @param {number} threads
 * @param {number} count
 * @returns memory after the first one, then at each of the other {@link SHARES} of the count
 */
async function cycles(threads, count) {
  const { train } = await mnist();
  /** @type {number[]} */
  const sizes = [];
  for (let i = 1; i <= count; i++) {
    await fit(NETWORK, train, { steps: 5, threads });
    while (i >= SHARES[sizes.length] * count) sizes.push(resident());
  }
  return sizes;
}

function resident() {
  return process.memoryUsage.rss() / 2 ** 20;
}

/** Starts the processes and prints what came of them. */
function compare() {
  const options = readOptions();
  console.log(
    `${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  );
  const repeat = (/** @type {string[]} */ ...args) =>
    Array.from({ length: options.runs }, () =>
      JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })),
    );
  const [empty] = summary(repeat("-p", "process.memoryUsage.rss() / 2 ** 20").map((size) => [size]));
  console.log(`An empty Node process takes ${inMegabytes(empty)}; the figures below are over that.\n`);

  const self = fileURLToPath(import.meta.url);
  const show = (/** @type {string} */ title, /** @type {number[][]} */ runs) => {
    const over = summary(runs.map((sizes) => sizes.map((size) => size - empty.median)));
    const [growth] = summary(runs.map((sizes) => [sizes[sizes.length - 1] - sizes[0]]));
    console.log(title);
    for (const [i, share] of SHARES.entries()) {
      console.log(`  at ${String(share * 100).padStart(3)}%  ${inMegabytes(over[i])}`);
    }
    console.log(`  growth   ${inMegabytes(growth)}\n`);
  };
  for (const threads of options.threads) {
    const { warmUp, steps, cycles } = options;
    const worked = `${threads} thread${threads === 1 ? "" : "s"}`;
    show(
      `MNIST, 784-16-16-10, ${worked}: ${steps} steps after ${warmUp}`,
      repeat(self, "steps", String(threads), String(warmUp), String(steps)),
    );
    show(
      `MNIST, 784-16-16-10, ${worked}: ${cycles} networks one after the other, from the first`,
      repeat(self, "cycles", String(threads), String(cycles)),
    );
  }
}

/**
 * @typedef {{ median: number, lowest: number, highest: number }} Figure
 * @param {readonly number[][]} runs the same figures of each run
 * @returns {Figure[]} one a figure
 */
function summary(runs) {
  return runs[0].map((_, i) => {
    const values = runs.map((run) => run[i]);
    return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) };
  });
}

/** @param {Figure} figure */
function inMegabytes({ median, lowest, highest }) {
  return `${median.toFixed(1).padStart(6)} MB (${lowest.toFixed(1)} to ${highest.toFixed(1)})`;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        steps: { type: "string", default: "10000" },
        "warm-up": { type: "string", default: "2000" },
        threads: { type: "string", default: "1,2" },
        cycles: { type: "string", default: "60" },
        runs: { type: "string", default: "5" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit();
    }
    return {
      steps: whole("steps", values.steps),
      warmUp: whole("warm-up", values["warm-up"]),
      cycles: whole("cycles", values.cycles),
      runs: whole("runs", values.runs),
      threads: values.threads.split(",").map((threads) => whole("threads", threads)),
    };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}
