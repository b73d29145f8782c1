// @ts-check
/**
 * @file The networks that are trained and asked: from one that fits in a cache to one that does not.
 */

/**
 * @typedef {object} Network
 * @property {readonly number[]} sizes inputs, hidden layers, classes
 * @property {"sigmoid" | "relu" | "tanh"} activation of the hidden layers; the output layer is softmax
 * @property {{ name: "sgd" | "adam", learningRate: number }} optimizer with PyTorch's other constants
 * @property {number} batch examples in a step
 * @property {number} rows examples to train on, in whole batches: all of MNIST, fewer where there is no time for them
 * @property {number} checkedSteps steps after which all contenders must have the same loss
 * @property {readonly Measured[]} measured what is of interest: an answer by one of the large ones is memory's work
 */

/**
 * What can be measured. `training`: forward, backward and update; `batches`: outputs for a batch at a time;
 * `latency`: outputs for one example at a time.
 *
 * @typedef {"training" | "batches" | "latency"} Measured
 */

/** @type {Readonly<Record<string, Network>>} */
export const NETWORKS = {
  A: {
    sizes: [784, 16, 16, 10],
    activation: "sigmoid",
    optimizer: { name: "sgd", learningRate: 0.5 },
    batch: 32,
    rows: 59_904,
    checkedSteps: 100,
    measured: ["training", "batches", "latency"],
  },
  B: {
    sizes: [784, 128, 10],
    activation: "relu",
    optimizer: { name: "adam", learningRate: 1e-3 },
    batch: 64,
    rows: 59_904,
    checkedSteps: 30,
    measured: ["training", "batches"],
  },
  C: {
    sizes: [784, 512, 512, 10],
    activation: "relu",
    optimizer: { name: "adam", learningRate: 1e-3 },
    batch: 128,
    rows: 59_904,
    checkedSteps: 10,
    measured: ["training", "batches"],
  },
  D: {
    sizes: [784, 2500, 2000, 1500, 1000, 500, 10],
    activation: "tanh",
    optimizer: { name: "sgd", learningRate: 0.05 },
    batch: 256,
    rows: 8_192,
    checkedSteps: 1,
    measured: ["training"],
  },
};

/** @param {Network} network */
export function describeNetwork({ sizes, activation, optimizer, batch }) {
  return `${sizes.join("-")}, ${activation}, ${optimizer.name === "sgd" ? "SGD" : "Adam"}, batches of ${batch}`;
}

/**
 * Floating-point operations that one example takes with dense arithmetic: two for every weight in the forward pass
 * and, in training, two more for the weight's gradient and two for the gradient of the layer's inputs, which the
 * first layer does not need. Biases, activations, the loss and the update are left out, as is usual.
 *
 * @param {Network} network
 * @param {boolean} training
 */
export function operationsPerExample({ sizes }, training) {
  const weights = sizes.slice(1).map((units, i) => units * sizes[i]);
  const all = weights.reduce((sum, count) => sum + count, 0);
  return training ? 6 * all - 2 * weights[0] : 2 * all;
}
