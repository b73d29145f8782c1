// @ts-check
/**
 * @file One fixed run of the built library and the SHA-256 of all that came out of it. The same file runs in Node,
 * Bun, Deno and browsers, so it uses nothing that one of them lacks.
 *
 * A sum that is taken in another order, or a function of the runtime's own whose last bit differs, changes a hash.
 */

import { fromPicture, fromStrokes } from "../../dist/data.js";
import { defineModel, evaluate, fit, predict, trace } from "../../dist/index.js";
import { initializeParameters } from "../../dist/model.js";
import { ADDED, CONFIGURATIONS, REGULARIZED } from "./configurations.mjs";
import { countThreads } from "./count-threads.mjs";
import { bits, fixedDataset } from "./fixed-data.mjs";

const SEED = 2026;

/**
 * @typedef {object} Outcome
 * @property {number} threads how many worked on each network
 * @property {Record<string, string>} hashes SHA-256 of each part's results, in hexadecimal
 */

/**
 * @param {number} threads how many are to work on a network
 * @returns {Promise<Outcome>}
 */
export async function fixedRun(threads) {
  const startedThreads = countThreads();
  /** @type {Record<string, string>} */
  const hashes = { "initial weights": await hashInitialWeights(), "drawn digits": await hashDigits() };
  const trained = Object.entries({ ...CONFIGURATIONS, ...REGULARIZED, ...ADDED });
  for (const [name, configuration] of trained) hashes[name] = await hashTraining(configuration, threads);
  return { threads: 1 + startedThreads() / trained.length, hashes };
}

/** @param {import("./configurations.mjs").Configuration} configuration */
function definitionOf({ inputs, layers, loss }) {
  return defineModel({ inputs, layers, loss });
}

/**
 * Trains a network, then judges it, and looks into it.
 *
 * @param {import("./configurations.mjs").Configuration} configuration
 * @param {number} threads
 */
async function hashTraining(configuration, threads) {
  const { inputs, layers, optimizer, batch, steps, regularization } = configuration;
  const data = fixedDataset({ ...configuration, outputs: layers[layers.length - 1].units });
  const options = {
    optimizer,
    batchSize: batch,
    steps,
    threads,
    seed: SEED,
    validation: 0.1,
    ...regularization,
  };
  const { model, history } = await fit(definitionOf(configuration), data, options);
  const { loss } = await evaluate(model, data);
  const example = data.features.data.subarray(0, inputs);
  const traced = await trace(model, example);
  return hash([
    ...model.parameters.flatMap(({ weight, bias }) => [weight, bias]),
    Float64Array.from(history.flatMap((epoch) => [epoch.loss, epoch.validationLoss ?? 0])),
    Float64Array.of(loss),
    await predict(model, example),
    ...traced.layers.flatMap(({ preActivations, activations }) => [preActivations, activations]),
  ]);
}

function hashInitialWeights() {
  const definitions = Object.values(CONFIGURATIONS).map(definitionOf);
  return hash(
    definitions.flatMap((definition) => initializeParameters(definition, SEED).map(({ weight }) => weight)),
  );
}

/** A zigzag from the pen, and a picture with soft edges on uneven paper. */
function hashDigits() {
  const stroke = Array.from(
    { length: 9 },
    (_, i) => /** @type {const} */ ([bits(5, i) % 700, bits(6, i) % 1000]),
  );
  const [width, height] = [61, 83];
  const picture = { width, height, data: new Uint8Array(width * height * 4).fill(255) };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const ink = Math.max(0, 200 - 40 * Math.abs(x - 20 - (y >> 2))) * (y > 15 && y < 70 ? 1 : 0);
      picture.data.fill(
        255 - ink - (bits(7, y * width + x) % 8),
        4 * (y * width + x),
        4 * (y * width + x) + 3,
      );
    }
  }
  return hash([fromStrokes([stroke]), fromPicture(picture)]);
}

/** @param {readonly ArrayBufferView[]} parts */
async function hash(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let end = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), end);
    end += byteLength;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
