// @ts-check
/**
 * @file Akari, as its users call it: training is one long `fit`, whose events tell how far it has come. It computes
 * only while its next event is waited for, so it can be timed in turns with the others.
 */

import { readFileSync } from "node:fs";
import { wasm, webgpu } from "../../dist/engines.js";
import { compile, evaluate, fit } from "../../dist/index.js";
import { defineOptimizer } from "../../dist/model.js";
import { akariModel, readLabels, readStored, readWeights } from "../data.mjs";
import { repeat, SINGLES, split } from "./timing.mjs";

/** More steps than any measurement takes. */
const ENDLESS = 1e9;

/**
 * @param {number} threads
 * @param {import("./worker.mjs").Device} device
 * @returns {Promise<import("./worker.mjs").Contender>}
 */
export async function start(threads, device) {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return {
    version,
    trainer: (task) => trainer(task, threads, device),
    predictor: (task) => predictor(task, threads),
  };
}

/**
 * @param {import("../data.mjs").Task} task
 * @param {number} threads
 * @param {import("./worker.mjs").Device} device
 * @returns {Promise<import("./worker.mjs").Trainer>}
 */
async function trainer(task, threads, device) {
  const { optimizer, batch, checkedSteps } = task.network;
  const { model, data } = load(task);
  const options = {
    optimizer: defineOptimizer(optimizer.name, { learningRate: optimizer.learningRate }),
    batchSize: batch,
    shuffle: false,
    ...(device === "card" ? { engine: webgpu } : { engine: wasm, threads }),
  };
  const events = fit(model, data, { ...options, steps: ENDLESS })[Symbol.asyncIterator]();
  let step = 0;
  /** @template {"start" | "progress"} Type @param {Type} type */
  const until = async (type) => {
    for (;;) {
      const { value } = await events.next();
      if (value === undefined) throw new Error("The training ended before the measurement.");
      if (value.type === type) return /** @type {Extract<typeof value, { type: Type }>} */ (value);
    }
  };
  // By then the network is made and the data are taken in.
  await until("start");

  return {
    async check() {
      const { model: trained } = await fit(model, data, { ...options, steps: checkedSteps });
      const { loss } = await evaluate(trained, firstRows(data, batch));
      return { loss };
    },
    async train({ seconds }) {
      const from = step;
      const spent = await repeat(seconds, 0, async () => {
        step = (await until("progress")).step;
      });
      return { samples: (step - from) * batch, seconds: spent.seconds };
    },
    async release() {
      await events.return?.();
    },
  };
}

/**
 * @param {import("../data.mjs").Task} task
 * @param {number} threads
 * @returns {Promise<import("./worker.mjs").Predictor>}
 */
async function predictor(task, threads) {
  const { batch, sizes } = task.network;
  const { model, data } = load(task);
  const compiled = await compile(model, { threads });
  const inputs = data.features.data;
  const batches = split(inputs, sizes[0], batch);
  const singles = split(inputs, sizes[0], 1, 1024);
  const batchOutputs = new Float32Array(batch * sizes[sizes.length - 1]);
  const singleOutputs = new Float32Array(sizes[sizes.length - 1]);
  let next = 0;

  return {
    async check() {
      return { outputs: [...compiled.predict(batches[0])] };
    },
    batches({ seconds }) {
      return repeat(seconds, batch, () => {
        compiled.predict(batches[next++ % batches.length], batchOutputs);
      });
    },
    singles({ seconds }) {
      return repeat(seconds, SINGLES, () => {
        for (let i = 0; i < SINGLES; i++) compiled.predict(singles[next++ % singles.length], singleOutputs);
      });
    },
    async release() {
      compiled.dispose();
    },
  };
}

/** @param {import("../data.mjs").Task} task */
function load(task) {
  const { stored, rows, network } = task;
  const preprocessing = { divideBy: stored?.divideBy ?? 1 };
  /** @satisfies {import("../../dist/index.js").Dataset} */
  const data = {
    name: "the benchmark's data",
    features: {
      data: readStored(task),
      rows,
      columns: network.sizes[0],
    },
    targets: {
      kind: /** @type {const} */ ("classes"),
      classes: readLabels(task),
      names: Array.from({ length: 10 }, (_, i) => String(i)),
    },
    preprocessing,
  };
  const model = { definition: akariModel(network, preprocessing.divideBy), parameters: readWeights(task) };
  return { model, data };
}

/**
 * @param {ReturnType<typeof load>["data"]} data
 * @param {number} rows
 */
function firstRows({ features, targets, ...rest }, rows) {
  return {
    ...rest,
    features: { ...features, rows, data: features.data.subarray(0, rows * features.columns) },
    targets: { ...targets, classes: targets.classes.subarray(0, rows) },
  };
}
