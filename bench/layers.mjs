// @ts-check
/**
 * @file `npm run bench:layers`: how fast training is where not all of a layer is worth computing: one-hot inputs of
 * categories with many values, and frozen layers. One thread, and seconds of the processor's time rather than of the clock:
 * a busy machine gives nearly the same figures. Needs Akari alone, none of its peers.
 */

import { defineModel, fit } from "../dist/index.js";
import { median } from "./measure.mjs";

const ROWS = 6000;
const EPOCHS = 5;
const RUNS = 5;
const CLASSES = [..."0123456789"];

/**
 * Rows of which some inputs are 1 and all others 0.
 *
 * @param {number} inputs
 * @param {number} ones how many in a row
 */
function rowsOf(inputs, ones) {
  const data = new Uint8Array(ROWS * inputs);
  for (let row = 0; row < ROWS; row++) {
    for (let i = 0; i < ones; i++) data[row * inputs + ((row * 7919 + i * 104729) % inputs)] = 1;
  }
  const classes = Uint8Array.from({ length: ROWS }, (_, row) => (row * 31) % CLASSES.length);
  return /** @type {const} */ ({
    name: `${inputs} inputs`,
    features: { data, rows: ROWS, columns: inputs },
    targets: { kind: "classes", classes, names: CLASSES },
    preprocessing: { divideBy: 1 },
  });
}

/**
 * Examples learned from in a second, by Adam in batches of 32: the median of some runs.
 *
 * @param {ReturnType<typeof rowsOf>} data
 * @param {readonly number[]} hidden units of the hidden layers
 * @param {number} freeze
 */
async function speed(data, hidden, freeze) {
  const network = defineModel({
    inputs: data.features.columns,
    layers: [
      ...hidden.map((units) => ({ units, activation: /** @type {const} */ ("relu") })),
      { units: CLASSES.length, activation: "softmax" },
    ],
  });
  const found = [];
  for (let run = 0; run < RUNS; run++) {
    const begun = process.cpuUsage();
    await fit(network, data, { epochs: EPOCHS, threads: 1, freeze });
    const { user, system } = process.cpuUsage(begun);
    found.push((EPOCHS * ROWS * 1e6) / (user + system));
  }
  return Math.round(median(found)).toLocaleString("en");
}

console.log("Examples per second, one category of so many values, 32 neurons:");
for (const values of [10, 100, 1000, 3000, 10000]) {
  console.log(`  ${values}: ${await speed(rowsOf(values, 1), [32], 0)}`);
}
console.log("Examples per second, 784-512-256-10, 150 of the inputs not 0, so many first layers frozen:");
for (const freeze of [0, 1, 2])
  console.log(`  ${freeze}: ${await speed(rowsOf(784, 150), [512, 256], freeze)}`);
