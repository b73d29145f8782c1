// @ts-check
/**
 * @file TensorFlow.js on its WebAssembly or its WebGPU backend: `minimize` within `tidy`. Its backend has one thread in Node.
 */

import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { oneHot, readInputs, readLabels, readWeights } from "../data.mjs";
import { provideCard } from "./card.mjs";
import { repeat, repeatAhead, split } from "./timing.mjs";
import { versionOf } from "./version.mjs";

/**
 * @param {number} _threads
 * @param {import("./worker.mjs").Device} device
 * @returns {Promise<import("./worker.mjs").Contender>}
 */
export async function start(_threads, device) {
  if (device === "card") {
    await provideCard();
    // It is a backend only where it finds a card when it is loaded.
    await import("@tensorflow/tfjs-backend-webgpu");
  }
  const backend = device === "card" ? "webgpu" : "wasm";
  if (!(await tf.setBackend(backend))) throw new Error(`Its ${backend} backend does not start.`);
  return { version: versionOf("@tensorflow/tfjs"), trainer: (task) => trainer(task, device) };
}

/**
 * @param {import("../data.mjs").Task} task
 * @param {import("./worker.mjs").Device} device
 * @returns {Promise<import("./worker.mjs").Trainer>}
 */
async function trainer(task, device) {
  const { sizes, batch, activation, optimizer: rule, checkedSteps } = task.network;
  const classes = sizes[sizes.length - 1];
  const layers = readWeights(task).map(({ inputs, units, weight, bias }) => ({
    weight: tf.tidy(() => tf.variable(tf.transpose(tf.tensor2d(weight, [units, inputs])))),
    bias: tf.variable(tf.tensor1d(bias)),
  }));
  const optimizer =
    rule.name === "sgd"
      ? tf.train.sgd(rule.learningRate)
      : tf.train.adam(rule.learningRate, 0.9, 0.999, 1e-8);
  const xs = split(readInputs(task), sizes[0], batch).map((x) => tf.tensor2d(x, [batch, sizes[0]]));
  const ys = split(oneHot(readLabels(task)), classes, batch).map((y) => tf.tensor2d(y, [batch, classes]));
  const activate = { sigmoid: tf.sigmoid, relu: tf.relu, tanh: tf.tanh }[activation];
  let steps = 0;

  /** @param {number} i number of the batch */
  const loss = (i) => {
    /** @type {tf.Tensor2D} */
    let a = xs[i];
    layers.forEach(({ weight, bias }, layer) => {
      const z = tf.add(tf.matMul(a, /** @type {tf.Tensor2D} */ (weight)), bias);
      a = /** @type {tf.Tensor2D} */ (layer === layers.length - 1 ? z : activate(z));
    });
    return /** @type {tf.Scalar} */ (tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(a), ys[i]), 1))));
  };
  const step = () => {
    const i = steps++ % xs.length;
    tf.tidy(() => {
      optimizer.minimize(() => loss(i));
    });
  };

  return {
    async check() {
      for (let i = 0; i < checkedSteps; i++) step();
      const value = tf.tidy(() => loss(0));
      const [number] = await value.data();
      value.dispose();
      return { loss: number };
    },
    train({ seconds }) {
      // A bias is small to read, and there once all steps before are done.
      const wait = () => layers[layers.length - 1].bias.data();
      return device === "card" ? repeatAhead(seconds, batch, step, wait) : repeat(seconds, batch, step);
    },
    async release() {
      optimizer.dispose();
      tf.disposeVariables();
      tf.dispose([xs, ys]);
    },
  };
}
