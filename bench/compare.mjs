// @ts-check
/**
 * @file Compares the contenders on one network and one data set: makes sure that they compute the same, warms them
 * up, measures them by turns.
 */

import { median, takeTurns } from "./measure.mjs";
import { NETWORKS, operationsPerExample } from "./networks.mjs";

/** @typedef {import("./networks.mjs").Measured} Measured */

/** For each thing measured, how to begin it and what to ask for. */
const METHODS = {
  training: { begin: "trainer", run: "train", ability: /** @type {const} */ ("trains") },
  batches: { begin: "predictor", run: "batches", ability: /** @type {const} */ ("predicts") },
  latency: { begin: "predictor", run: "singles", ability: /** @type {const} */ ("predicts") },
};

/**
 * How far results may be from the median of all contenders': losses relatively, outputs (probabilities) absolutely.
 * Float32 sums in another order, and Adam's division by a gradient's size, come to some millionths.
 */
const TOLERANCE = { loss: 1e-3, output: 1e-4 };

/** Examples that are asked for in turn, whole batches of every network. */
const ASKED_ROWS = 8_192;

/**
 * @typedef {object} Entry
 * @property {string} contender its key
 * @property {string} title
 * @property {string} setting
 * @property {number} threads
 * @property {number} [loss] after the network's checked steps
 * @property {number} [deviation] from the median of all: of the loss, relative; of the outputs, the largest
 * @property {boolean} wrong whether that is too much, or the contender failed
 * @property {string} [error] why it failed; what follows is then absent
 * @property {number} [samplesPerSecond] the median of its rounds
 * @property {number} [lowest]
 * @property {number} [highest]
 * @property {number} [rounds]
 * @property {number} [gflops]
 * @property {number} [ofPeak] where the peak is measured, the share of what strict SIMD can do on as many cores, measured in the same rounds
 * @property {number} [akariRatio] how many times as fast Akari's best is
 */

/**
 * @typedef {object} Comparison
 * @property {Measured} measured
 * @property {string} network
 * @property {import("./networks.mjs").Network} settings
 * @property {string} data
 * @property {number} batch examples at a time
 * @property {Record<number, number>} peak GFLOP/s of strict SIMD by the number of cores; empty where it is not measured
 * @property {Entry[]} entries
 */

/**
 * @param {Measured} measured
 * @param {{ network: string, settings?: import("./networks.mjs").Network, data: string, files: Omit<import("./data.mjs").Task, "network" | "rows"> }} subject
 * @param {readonly import("./contenders.mjs").Entrant[]} all
 * @param {readonly import("./contender-process.mjs").ContenderProcess[]} peaks a process for every core to be measured;
 * none where graphics cards are
 * @param {{ rounds: number, seconds: number, warmUp: number, budget: number, processorTime: boolean }} limits
 * @returns {Promise<Comparison>}
 */
export async function compare(measured, { network: name, settings, data, files }, all, peaks, limits) {
  const { begin, run, ability } = METHODS[measured];
  const network = settings ?? NETWORKS[name];
  const task = { ...files, network, rows: measured === "training" ? network.rows : ASKED_ROWS };
  const entrants = all.filter((entrant) => entrant[ability]);
  const batch = measured === "latency" ? 1 : network.batch;
  /** @type {Map<import("./contenders.mjs").Entrant, Entry & { outputs?: number[] }>} */
  const entries = new Map();

  for (const entrant of entrants) {
    const { name: contender, title, setting, threads, process } = entrant;
    /** @type {Entry & { outputs?: number[] }} */
    const entry = { contender, title, setting, threads, wrong: false };
    entries.set(entrant, entry);
    try {
      await process.ask(begin, task);
      const begun = performance.now();
      Object.assign(entry, await process.ask("check"));
      const spent = (performance.now() - begun) / 1000;
      if (spent < limits.warmUp) await process.ask(run, { seconds: limits.warmUp - spent });
    } catch (error) {
      fail(entry, error);
    }
  }
  judge([...entries.values()]);

  /** @type {Map<unknown, (seconds: number) => Promise<import("./contenders/worker.mjs").Spent>>} */
  const runners = new Map();
  for (const [entrant, entry] of entries) {
    if (entry.error !== undefined) continue;
    runners.set(entrant, (seconds) =>
      spend(entrant.process, run, seconds, limits.processorTime).catch((error) => {
        fail(entry, error);
        return { samples: 0, seconds };
      }),
    );
  }
  const coreCounts = peaks.length === 0 ? [] : [...new Set(entrants.map(({ threads }) => threads))];
  for (const cores of coreCounts) {
    runners.set(cores, (seconds) => onCores(peaks.slice(0, cores), seconds, limits.processorTime));
  }
  const rates = await takeTurns(runners, limits);

  /** @type {Record<number, number>} */
  const peak = {};
  for (const cores of coreCounts) peak[cores] = (rates.get(cores)?.median ?? 0) / 1e9;
  const operations = operationsPerExample(network, measured === "training");
  for (const [entrant, entry] of entries) {
    const rate = rates.get(entrant);
    if (rate === undefined || entry.error !== undefined) continue;
    const gflops = (rate.median * operations) / 1e9;
    const { median: samplesPerSecond, ...spread } = rate;
    Object.assign(entry, { samplesPerSecond, ...spread, gflops });
    if (entry.threads in peak) entry.ofPeak = gflops / peak[entry.threads];
    await entrant.process.ask("release");
  }
  const akari = Math.max(...fastest(entries.values(), "akari"));
  for (const entry of entries.values()) {
    if (entry.samplesPerSecond !== undefined && akari > 0) entry.akariRatio = akari / entry.samplesPerSecond;
  }
  return { measured, network: name, settings: network, data, batch, peak, entries: [...entries.values()] };
}

/**
 * Holds every result against the median of all. With two contenders that differ both are wrong: which one it is
 * cannot be told.
 *
 * @param {(Entry & { outputs?: number[] })[]} entries whose `outputs` it takes away
 */
function judge(entries) {
  const sound = entries.filter(({ error }) => error === undefined);
  const loss = sound.flatMap((entry) => entry.loss ?? []);
  const outputs = sound.flatMap((entry) => (entry.outputs === undefined ? [] : [entry.outputs]));
  const usual = outputs[0]?.map((_, i) => median(outputs.map((numbers) => numbers[i])));
  for (const entry of sound) {
    if (entry.loss !== undefined) {
      entry.deviation = Math.abs(entry.loss / median(loss) - 1);
      entry.wrong = !(entry.deviation <= TOLERANCE.loss);
    }
    if (entry.outputs !== undefined) {
      entry.deviation = Math.max(...entry.outputs.map((value, i) => Math.abs(value - usual[i])));
      entry.wrong = !(entry.deviation <= TOLERANCE.output && entry.outputs.length === usual.length);
      delete entry.outputs;
    }
  }
}

/**
 * @param {Entry} entry
 * @param {unknown} error
 */
function fail(entry, error) {
  entry.error = error instanceof Error ? error.message : String(error);
  entry.wrong = true;
}

/**
 * @param {import("./contender-process.mjs").ContenderProcess} process
 * @param {string} method
 * @param {number} seconds of the clock
 * @param {boolean} processorTime whether what it took is counted in seconds of a processor
 * @returns {Promise<import("./contenders/worker.mjs").Spent>}
 */
async function spend(process, method, seconds, processorTime) {
  if (!processorTime) return process.ask(method, { seconds });
  const before = process.processorSeconds();
  const { samples } = await process.ask(method, { seconds });
  return { samples, seconds: process.processorSeconds() - before };
}

/**
 * Several cores at once.
 *
 * @param {readonly import("./contender-process.mjs").ContenderProcess[]} peaks
 * @param {number} seconds
 * @param {boolean} processorTime
 * @returns {Promise<import("./contenders/worker.mjs").Spent>}
 */
async function onCores(peaks, seconds, processorTime) {
  /** @type {import("./contenders/worker.mjs").Spent[]} */
  const spent = await Promise.all(peaks.map((peak) => spend(peak, "operations", seconds, processorTime)));
  return { samples: spent.reduce((sum, { samples, seconds }) => sum + samples / seconds, 0), seconds: 1 };
}

/**
 * @param {Iterable<Entry>} entries
 * @param {string} contender
 */
function fastest(entries, contender) {
  return [...entries].flatMap((entry) =>
    entry.contender === contender ? (entry.samplesPerSecond ?? []) : [],
  );
}
