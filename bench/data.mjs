// @ts-check
/**
 * @file What all contenders are given, as files that any language reads: the same inputs, labels and first weights,
 * numbers in little-endian order without a header.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineModel } from "../dist/index.js";
import { initializeParameters } from "../dist/model.js";
import { mnist } from "../dist/node.js";

/** As many as any network trains on. */
const ROWS = 59_904;
const CLASSES = 10;

/**
 * One network on one data set.
 *
 * @typedef {object} Task
 * @property {import("./networks.mjs").Network} network
 * @property {number} rows that it needs, the first of the files'
 * @property {string} inputs file of float32, `[rows, inputs]`
 * @property {{ file: string, divideBy: number } | null} stored the same as its source stores it: a file of uint8,
 * whose numbers divided by `divideBy` are the inputs; null where the source has float32
 * @property {string} labels file of uint8, `[rows]`
 * @property {string} weights file of float32: for each layer `[units, inputs]`, then its biases `[units]`
 */

/**
 * @typedef {object} Layer
 * @property {number} inputs
 * @property {number} units
 * @property {Float32Array<ArrayBuffer>} weight `[units, inputs]`
 * @property {Float32Array<ArrayBuffer>} bias `[units]`
 */

/** The data sets by their names; each writes its files. */
export const DATA = {
  /** @param {string} folder */
  async mnist(folder) {
    const { train } = await mnist();
    const { features, targets } = train;
    if (targets.kind !== "classes") throw new Error("MNIST has classes.");
    const pixels = features.data.subarray(0, ROWS * features.columns);
    const files = namesOf(folder, "mnist");
    const stored = join(folder, "mnist.inputs.u8");
    writeFileSync(stored, new Uint8Array(pixels));
    const scaled = new Float32Array(pixels).map((pixel) => pixel / 255);
    writeFileSync(files.inputs, scaled);
    writeFileSync(files.labels, new Uint8Array(targets.classes.subarray(0, ROWS)));
    return { ...files, stored: { file: stored, divideBy: 255 } };
  },
  /** Uniform from -1 to 1, so that no product can be skipped. @param {string} folder */
  async dense(folder) {
    const random = uniform(1);
    const files = namesOf(folder, "dense");
    const inputs = new Float32Array(ROWS * 784).map(() => 2 * random() - 1);
    const labels = new Uint8Array(ROWS).map(() => Math.floor(random() * CLASSES));
    writeFileSync(files.inputs, inputs);
    writeFileSync(files.labels, labels);
    return { ...files, stored: null };
  },
};

/**
 * Writes the weights that a network begins with: those that Akari draws from seed 1.
 *
 * @param {string} folder
 * @param {string} name
 * @param {import("./networks.mjs").Network} network
 */
export function writeWeights(folder, name, network) {
  const file = join(folder, `${name}.weights.f32`);
  const parameters = initializeParameters(akariModel(network, 1), 1);
  const bytes = parameters
    .flatMap(({ weight, bias }) => [weight, bias])
    .map((numbers) => Buffer.from(Float32Array.from(numbers).buffer));
  writeFileSync(file, Buffer.concat(bytes));
  return file;
}

/**
 * @param {import("./networks.mjs").Network} network
 * @param {number} divideBy
 */
export function akariModel({ sizes, activation }, divideBy) {
  const [inputs, ...units] = sizes;
  return defineModel({
    inputs,
    layers: units.map((count, i) => ({
      units: count,
      activation: i === units.length - 1 ? "softmax" : activation,
    })),
    preprocessing: { divideBy },
  });
}

/**
 * @param {Task} task
 * @returns `[rows, inputs]`
 */
export function readInputs({ inputs, rows, network }) {
  return readFloats(inputs).subarray(0, rows * network.sizes[0]);
}

/**
 * @param {Task} task
 * @returns `[rows]`
 */
export function readLabels({ labels, rows }) {
  return readBytes(labels).subarray(0, rows);
}

/**
 * The inputs as their source stores them.
 *
 * @param {Task} task
 * @returns `[rows, inputs]`
 */
export function readStored(task) {
  const { stored, rows, network } = task;
  return stored === null ? readInputs(task) : readBytes(stored.file).subarray(0, rows * network.sizes[0]);
}

/** @param {string} file */
function readFloats(file) {
  const { buffer, byteOffset, byteLength } = readBytes(file);
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** @param {string} file */
function readBytes(file) {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  return new Uint8Array(/** @type {ArrayBuffer} */ (buffer), byteOffset, byteLength);
}

/**
 * @param {Task} task
 * @returns {Layer[]}
 */
export function readWeights({ weights, network: { sizes } }) {
  const numbers = readFloats(weights);
  let from = 0;
  const next = (/** @type {number} */ count) => {
    from += count;
    return numbers.slice(from - count, from);
  };
  return sizes.slice(1).map((units, i) => {
    const inputs = sizes[i];
    return { inputs, units, weight: next(units * inputs), bias: next(units) };
  });
}

/**
 * The labels as rows with a single 1.
 *
 * @param {Uint8Array} labels
 * @returns `[labels, classes]`
 */
export function oneHot(labels) {
  const rows = new Float32Array(labels.length * CLASSES);
  labels.forEach((label, row) => {
    rows[row * CLASSES + label] = 1;
  });
  return rows;
}

/**
 * @param {string} folder
 * @param {string} name
 */
function namesOf(folder, name) {
  return { inputs: join(folder, `${name}.inputs.f32`), labels: join(folder, `${name}.labels.u8`) };
}

/**
 * Mulberry32: numbers from 0 to below 1.
 *
 * @param {number} seed
 */
function uniform(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
