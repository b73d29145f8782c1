// @ts-check
/**
 * @file TensorFlow.js on its WebAssembly backend: `minimize` within `tidy`. Its backend has one thread in Node.
 */

import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { oneHot, readInputs, readLabels, readWeights } from "../data.mjs";
import { repeat, split } from "./timing.mjs";
import { versionOf } from "./version.mjs";

/** @returns {Promise<import("./worker.mjs").Contender>} */
export async function start() {
  if (!(await tf.setBackend("wasm"))) throw new Error("Its WebAssembly backend does not start.");
  return { version: versionOf("@tensorflow/tfjs"), trainer };
}

/**
 * @param {import("../data.mjs").Task} task
 * @returns {Promise<import("./worker.mjs").Trainer>}
 */
async function trainer(task) {
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
      return { loss: tf.tidy(() => loss(0).dataSync()[0]) };
    },
    train({ seconds }) {
      return repeat(seconds, batch, step);
    },
    async release() {
      optimizer.dispose();
      tf.disposeVariables();
      tf.dispose([xs, ys]);
    },
  };
}
