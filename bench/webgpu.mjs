// @ts-check
/**
 * @file `npm run bench:webgpu`: training on the graphics card, side by side on one machine. See `--help`.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { choose, whole } from "./choose.mjs";
import { compare } from "./compare.mjs";
import { ContenderProcess, NotHereError } from "./contender-process.mjs";
import { provideCard } from "./contenders/card.mjs";
import { DATA, writeWeights } from "./data.mjs";
import { NETWORKS } from "./networks.mjs";
import { table } from "./report.mjs";

const HELP = `Usage: npm run bench:webgpu -- [options]

  --networks A,B,C,D    which networks (all)
  --data mnist,dense    which inputs: MNIST as it is, or random ones without zeros (dense)
  --batch N             examples in a step, in place of each network's own: cards need many
  --python PATH         a Python whose PyTorch can use the card (python3, where it can)
  --rounds N            turns that each contender gets (5)
  --quick               a short run, for a first impression
  --json                one JSON object instead of tables
  --help

Akari's engines wasm and webgpu, jax-js and TensorFlow.js on their WebGPU backends, and PyTorch on the same card (CUDA, ROCm or
MPS). All that is WebGPU runs in Node on Dawn, Chromium's own WebGPU, by the package webgpu; no page is needed.

Every contender has a process of its own and is given the same inputs, labels and first weights. Before it is measured, its
loss after some steps must agree with the others'; the run fails where it does not. Shaders are compiled before it is measured.
jax-js and TensorFlow.js wait for the card some ten milliseconds after they gave it work, Akari at its progress events, and
PyTorch at the end of its turn. "Akari is" tells how many times as fast the faster of Akari's engines is.`;

const options = readOptions();
const folder = mkdtempSync(join(tmpdir(), "akari-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => process.exit(1));

const say = options.json ? () => {} : console.log;
const card = await provideCard().catch((error) => stop(error.message));
say(
  `${card.name}; ${cpus()[0]?.model.trim() ?? "unknown"}, Node ${process.versions.node}, ${process.platform}`,
);
if (card.isProgram)
  say("That is no graphics card but a program that stands in for one: its figures say nothing.");

/** @type {import("./contenders.mjs").Entrant[]} */
const entrants = [];
/** @type {string[]} */
const missing = [];
for (const threads of new Set([1, availableParallelism()])) {
  await enter("akari", "Akari", threads, () => ContenderProcess.startWorker("akari", threads));
}
for (const [name, title] of [
  ["akari", "Akari"],
  ["jax-js", "jax-js"],
  ["tfjs", "TensorFlow.js"],
]) {
  await enter(name, title, 0, () => ContenderProcess.startWorker(name, 1, [], "card"));
}
await enter("pytorch", "PyTorch", 0, () =>
  ContenderProcess.start(options.python ?? "python3", ["pytorch.py", "1", "--card"]),
);
for (const sentence of missing) say(sentence);
say("");

/** @type {import("./compare.mjs").Comparison[]} */
const comparisons = [];
for (const data of options.data) {
  const files = await DATA[data](folder);
  for (const name of options.networks) {
    const settings = withBatch(NETWORKS[name], options.batch);
    const weights = writeWeights(folder, name, settings);
    const subject = { network: name, settings, data, files: { ...files, weights } };
    const comparison = await compare("training", subject, entrants, [], options.limits);
    comparisons.push(comparison);
    say(table(comparison));
  }
}
for (const { process } of entrants) process.close();
if (options.json) console.log(JSON.stringify({ card, missing, comparisons }));
const wrong = comparisons.some(({ entries }) => entries.some((entry) => entry.wrong));
if (wrong) console.error("A contender failed, or computed something else than the others: see above.");
process.exit(wrong ? 1 : 0);

/**
 * @param {string} name
 * @param {string} library
 * @param {number} threads 0 for the card
 * @param {() => Promise<ContenderProcess>} start
 */
async function enter(name, library, threads, start) {
  try {
    const process = await start();
    const { version, card: own } = process.hello;
    const device = threads === 0 ? (own ?? "WebGPU") : "WebAssembly";
    const title = `${library} ${version}, ${device}`;
    entrants.push({ name, title, setting: "", threads, trains: true, predicts: false, process });
  } catch (error) {
    if (!(error instanceof NotHereError)) throw error;
    if (name === "pytorch" && options.python !== undefined)
      stop(`--python ${options.python}: ${error.message}`);
    missing.push(`${library} is not here: ${error.message}`);
  }
}

/**
 * @param {import("./networks.mjs").Network} network
 * @param {number | undefined} batch
 * @returns {import("./networks.mjs").Network} with whole batches of that size
 */
function withBatch(network, batch) {
  if (batch === undefined) return network;
  const rows = Math.floor(network.rows / batch) * batch;
  if (rows === 0) stop(`--batch ${batch} is more than the ${network.rows} examples that there are.`);
  return { ...network, batch, rows };
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        networks: { type: "string" },
        data: { type: "string", default: "dense" },
        batch: { type: "string" },
        python: { type: "string" },
        rounds: { type: "string" },
        quick: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit();
    }
    const rounds = whole("rounds", values.rounds ?? (values.quick ? "3" : "5"));
    return {
      networks: choose("networks", values.networks, Object.keys(NETWORKS)),
      data: choose("data", values.data, /** @type {(keyof typeof DATA)[]} */ (Object.keys(DATA))),
      batch: values.batch === undefined ? undefined : whole("batch", values.batch),
      python: values.python,
      json: values.json,
      limits: values.quick
        ? { rounds, seconds: 0.2, warmUp: 0.5, budget: 2, processorTime: false }
        : { rounds, seconds: 0.5, warmUp: 1, budget: 10, processorTime: false },
    };
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}
