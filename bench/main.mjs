// @ts-check
/**
 * @file Akari side by side with its peers, in one run on one machine. See `--help`.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { choose, whole } from "./choose.mjs";
import { compare } from "./compare.mjs";
import { ContenderProcess, NotHereError } from "./contender-process.mjs";
import { CONTENDERS, startContenders } from "./contenders.mjs";
import { DATA, writeWeights } from "./data.mjs";
import { measureExchange } from "./exchange.mjs";
import { NETWORKS } from "./networks.mjs";
import { table } from "./report.mjs";

const MEASURED = /** @type {const} */ (["training", "batches", "latency"]);

const HELP = `Usage: npm run bench -- [options]

  --networks A,B,C,D    which networks (all)
  --data mnist,dense    which inputs: MNIST as it is, or random ones without zeros (both)
  --measure ${MEASURED.join(",")}   what (all; each network has what is of interest of it)
  --contenders ${Object.keys(CONTENDERS).join(",")}   who (all)
  --python PATH         a Python whose PyTorch takes part; give it once for each (the first found of python3,
                        /usr/bin/python3 and python)
  --compile             PyTorch with torch.compile, too: needs PyTorch 2 and a C++ compiler, and minutes more
  --processor-time      one thread each, and seconds of a processor instead of the clock's: for a busy machine (Linux)
  --rounds N            turns that each contender gets (5)
  --quick               a short run, for a first impression
  --json                one JSON object instead of tables
  --help

Every contender has a process of its own and is given the same inputs, labels and first weights. Before it is
measured, its loss after some steps (its outputs, where it only answers) must agree with the others'; the run fails
where it does not.

PyTorch's BLAS, which multiplies its matrices, is told in its title. It is no contender with the reference BLAS. It is
measured as it is, with kernels for AVX2 and for AVX-512 where the processor has both and the BLAS lets one choose
(OPENBLAS_CORETYPE, MKL_ENABLE_INSTRUCTIONS).

Of several settings and numbers of threads the tables show each contender's best. GFLOP/s are what dense arithmetic
would have to do for these samples; who skips zeros does less. The peak is that of strict SIMD on as many cores, taken
in the same rounds; native code has wider vectors and may pass it. ± is half the way from the slowest round to the
fastest.

Threads wait for each other through memory, so the time in which two of them exchange a word and its answer is
measured before and after.`;

const options = readOptions();
const folder = mkdtempSync(join(tmpdir(), "akari-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => process.exit(1));

const load = loadavg()[0];
const { entrants, missing, notes, pytorch } = await startAll();
const say = options.json ? () => {} : console.log;
const machine = {
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: availableParallelism(),
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
  /** Programs that wanted a core before the run began, on average over a minute. */
  load,
  /** Nanoseconds for a word from core to core and its answer, before the run and after. */
  exchange: [await exchange()],
};
say(`${machine.processor}, ${machine.cores} cores, Node ${machine.node}, ${machine.platform}`);
if (machine.load > 0.5) {
  say(`Other programs are keeping ${machine.load.toFixed(1)} cores busy: the figures will be unsteady.`);
  if (!options.limits.processorTime) say("--processor-time takes one thread each and suffers less from it.");
}

for (const note of notes) say(note);
const titles = [...new Set(entrants.map(({ title }) => title))];
for (const { name, reason } of missing) say(`${CONTENDERS[name].title} is not here: ${reason}`);
say("");
const most = Math.max(1, ...entrants.map(({ threads }) => threads));
const peaks = await Promise.all(Array.from({ length: most }, () => ContenderProcess.startWorker("peak", 1)));
for (const peak of peaks) await peak.ask("peak");

/** @type {import("./compare.mjs").Comparison[]} */
const comparisons = [];
for (const data of options.data) {
  const files = await DATA[data](folder);
  for (const name of options.networks) {
    const network = NETWORKS[name];
    const subject = {
      network: name,
      data,
      files: { ...files, weights: writeWeights(folder, name, network) },
    };
    for (const measured of options.measure) {
      if (!network.measured.includes(measured)) continue;
      const comparison = await compare(measured, subject, entrants, peaks, options.limits);
      comparisons.push(comparison);
      say(table(comparison));
    }
  }
}
for (const { process } of [...entrants, ...peaks.map((peak) => ({ process: peak }))]) process.close();
machine.exchange.push(await exchange());
if (machine.cores > 1) {
  const [before, after] = machine.exchange.map((time) => time.toFixed(0));
  say(`Two cores exchanged a word and its answer in ${before} ns before this run, in ${after} ns after it.`);
}

if (options.json) console.log(JSON.stringify({ machine, contenders: titles, pytorch, missing, comparisons }));
const wrong = comparisons.flatMap(({ entries }) => entries.filter((entry) => entry.wrong));
if (wrong.length > 0)
  console.error("A contender failed, or computed something else than the others: see above.");
process.exit(wrong.length > 0 ? 1 : 0);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        networks: { type: "string" },
        data: { type: "string" },
        measure: { type: "string" },
        contenders: { type: "string" },
        "processor-time": { type: "boolean", default: false },
        compile: { type: "boolean", default: false },
        python: { type: "string", multiple: true, default: [] },
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
    const processorTime = values["processor-time"];
    if (processorTime && process.platform !== "linux")
      throw new Error("--processor-time needs Linux, which tells how long each thread had a processor.");
    const contenders = choose("contenders", values.contenders, Object.keys(CONTENDERS));
    if ((values.python.length > 0 || values.compile) && !contenders.includes("pytorch"))
      throw new Error("--python and --compile are about PyTorch, which --contenders leaves out.");
    return {
      json: values.json,
      networks: choose("networks", values.networks, Object.keys(NETWORKS)),
      data: choose("data", values.data, /** @type {(keyof typeof DATA)[]} */ (Object.keys(DATA))),
      measure: choose("measure", values.measure, MEASURED),
      contenders,
      pythons: values.python,
      compile: values.compile,
      mostThreads: processorTime ? 1 : Number.POSITIVE_INFINITY,
      limits: values.quick
        ? { rounds, seconds: 0.1, warmUp: 0.3, budget: 1, processorTime }
        : { rounds, seconds: 0.2, warmUp: 0.5, budget: 3, processorTime },
    };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

async function startAll() {
  try {
    return await startContenders(options.contenders, options.pythons, options.compile, options.mostThreads);
  } catch (error) {
    if (!(error instanceof NotHereError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

/** On a single core there is nothing to measure. */
async function exchange() {
  return availableParallelism() > 1 ? measureExchange() : 0;
}
