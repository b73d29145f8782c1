// @ts-check
/**
 * @file What the fixed run trains. Between them the networks have every activation, loss, optimizer and initialiser,
 * inputs in every form that the engine stores, and sizes that fill no register, panel or tile.
 */

import {
  BATCH_OPTIMIZER_NAMES,
  defineOptimizer,
  HIDDEN_ACTIVATION_NAMES,
  INITIALIZER_NAMES,
  LOSS_NAMES,
} from "../../dist/model.js";

/**
 * @typedef {object} Configuration
 * @property {import("./fixed-data.mjs").FeatureKind} features
 * @property {number} inputs
 * @property {import("../../dist/model.js").ModelOptions["layers"]} layers
 * @property {import("../../dist/model.js").LossName} loss
 * @property {import("./fixed-data.mjs").TargetKind} targets
 * @property {import("../../dist/model.js").OptimizerDefinition} optimizer
 * @property {number} batch
 * @property {number} rows in an epoch, of which the last batch is a smaller one where they do not divide
 * @property {number} steps
 * @property {import("../../dist/training.js").Regularization & import("../../dist/training.js").RunOptions} [regularization]
 */

/**
 * Their first weights have a hash of their own, so this list does not grow: see {@link ADDED}.
 *
 * @type {Readonly<Record<string, Configuration>>}
 */
export const CONFIGURATIONS = {
  "sigmoid and tanh, softmax, SGD, sparse pixels": {
    features: "sparse pixels",
    inputs: 784,
    layers: [
      { units: 16, activation: "sigmoid", initializer: "glorot_uniform" },
      { units: 17, activation: "tanh", initializer: "glorot_normal" },
      { units: 10, activation: "softmax", initializer: "lecun_normal" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("sgd", { learningRate: 0.5 }),
    batch: 32,
    rows: 300,
    steps: 25,
  },
  "ReLU, softmax, Adam, pixels": {
    features: "pixels",
    inputs: 257,
    layers: [
      { units: 131, activation: "relu", initializer: "he_uniform" },
      { units: 33, activation: "relu", initializer: "he_normal" },
      { units: 10, activation: "softmax" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("adam"),
    batch: 128,
    rows: 400,
    steps: 12,
  },
  "leaky ReLU and ELU, sigmoid, Nesterov, float32": {
    features: "float32",
    inputs: 61,
    layers: [
      { units: 19, activation: "leaky_relu" },
      { units: 9, activation: "elu" },
      { units: 5, activation: "sigmoid" },
    ],
    loss: "binary_cross_entropy",
    targets: "shares",
    optimizer: defineOptimizer("nesterov", { learningRate: 0.05, weightDecay: 0.001 }),
    batch: 33,
    rows: 200,
    steps: 30,
  },
  "GELU and SiLU, linear, RMSProp, float64": {
    features: "float64",
    inputs: 37,
    layers: [
      { units: 23, activation: "gelu" },
      { units: 15, activation: "silu" },
      { units: 3, activation: "linear", initializer: "uniform" },
    ],
    loss: "mean_absolute_error",
    targets: "values",
    optimizer: defineOptimizer("rmsprop", { learningRate: 0.003, momentum: 0.9 }),
    batch: 17,
    rows: 150,
    steps: 30,
  },
  "softplus and linear, tanh, AdamW, sparse floats": {
    features: "sparse floats",
    inputs: 300,
    layers: [
      { units: 25, activation: "softplus" },
      { units: 8, activation: "linear", initializer: "normal" },
      { units: 7, activation: "tanh" },
    ],
    loss: "huber",
    targets: "values",
    optimizer: defineOptimizer("adamw"),
    batch: 31,
    rows: 155,
    steps: 30,
  },
  "single layer, softmax, SGD with weight decay, one-hot": {
    features: "one-hot",
    inputs: 700,
    layers: [{ units: 11, activation: "softmax", initializer: "zeros" }],
    loss: "cross_entropy",
    targets: "distributions",
    optimizer: defineOptimizer("sgd", { learningRate: 0.3, weightDecay: 0.01 }),
    batch: 24,
    rows: 120,
    steps: 25,
  },
  "one sigmoid unit, Adam, batches of one": {
    features: "float32",
    inputs: 13,
    layers: [
      { units: 7, activation: "tanh" },
      { units: 1, activation: "sigmoid" },
    ],
    loss: "binary_cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("adam", { learningRate: 0.01, weightDecay: 0.001 }),
    batch: 1,
    rows: 50,
    steps: 60,
  },
  "softmax with mean squared error, momentum, pixels": {
    features: "pixels",
    inputs: 49,
    layers: [
      { units: 1, activation: "sigmoid" },
      { units: 12, activation: "relu" },
      { units: 4, activation: "softmax" },
    ],
    loss: "mean_squared_error",
    targets: "classes",
    optimizer: defineOptimizer("momentum", { learningRate: 0.1 }),
    batch: 8,
    rows: 70,
    steps: 30,
  },
  "wide first layer, softmax, Adam, sparse pixels": {
    features: "sparse pixels",
    inputs: 784,
    layers: [
      { units: 150, activation: "tanh" },
      { units: 10, activation: "softmax" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("adam"),
    batch: 30,
    rows: 200,
    steps: 15,
  },
  "widening, softmax, SGD, float32": {
    features: "float32",
    inputs: 40,
    layers: [
      { units: 140, activation: "relu" },
      { units: 200, activation: "sigmoid" },
      { units: 4, activation: "softmax" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("sgd", { learningRate: 0.1 }),
    batch: 26,
    rows: 130,
    steps: 15,
  },
};

/**
 * Networks that are regularised, of both kinds of first layers and of inputs in lists and in rows.
 *
 * @type {Readonly<Record<string, Configuration>>}
 */
export const REGULARIZED = {
  "dropout, wide first layer, sparse pixels": {
    features: "sparse pixels",
    inputs: 784,
    layers: [
      { units: 150, activation: "tanh" },
      { units: 45, activation: "relu" },
      { units: 10, activation: "softmax" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("adam"),
    batch: 30,
    rows: 200,
    steps: 15,
    regularization: { dropout: [0.5, 0.25], inputDropout: 0.2 },
  },
  "dropout, float32": {
    features: "float32",
    inputs: 61,
    layers: [
      { units: 140, activation: "sigmoid" },
      { units: 9, activation: "elu" },
      { units: 5, activation: "sigmoid" },
    ],
    loss: "binary_cross_entropy",
    targets: "shares",
    optimizer: defineOptimizer("nesterov", { learningRate: 0.05 }),
    batch: 33,
    rows: 200,
    steps: 20,
    regularization: { dropout: 0.1, inputDropout: 0.1 },
  },
  "L1, sparse pixels, AdamW": {
    features: "sparse pixels",
    inputs: 784,
    layers: [
      { units: 20, activation: "relu" },
      { units: 10, activation: "softmax" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("adamw"),
    batch: 32,
    rows: 200,
    steps: 20,
    regularization: { l1: 0.001 },
  },
  "clipping, wide first layer, sparse pixels": {
    features: "sparse pixels",
    inputs: 784,
    layers: [
      { units: 150, activation: "tanh" },
      { units: 10, activation: "softmax" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("momentum", { learningRate: 0.1 }),
    batch: 30,
    rows: 200,
    steps: 15,
    regularization: { clip: 0.5 },
  },
  "batch normalisation, wide first layer, sparse pixels": {
    features: "sparse pixels",
    inputs: 784,
    layers: [
      { units: 150, activation: "relu" },
      { units: 45, activation: "tanh" },
      { units: 10, activation: "softmax" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("adam"),
    batch: 30,
    rows: 200,
    steps: 15,
    regularization: { batchNorm: true },
  },
  "batch normalisation and all else, float32": {
    features: "float32",
    inputs: 61,
    layers: [
      { units: 19, activation: "elu" },
      { units: 9, activation: "silu" },
      { units: 5, activation: "sigmoid" },
    ],
    loss: "binary_cross_entropy",
    targets: "shares",
    optimizer: defineOptimizer("nesterov", { learningRate: 0.05, weightDecay: 0.001 }),
    batch: 33,
    rows: 200,
    steps: 20,
    regularization: { dropout: 0.1, inputDropout: 0.1, l1: 0.0001, clip: 0.3, batchNorm: true },
  },
  "clipping and all else, pixels": {
    features: "pixels",
    inputs: 257,
    layers: [
      { units: 131, activation: "relu" },
      { units: 33, activation: "silu" },
      { units: 10, activation: "softmax" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("adam"),
    batch: 64,
    rows: 300,
    steps: 12,
    regularization: { dropout: 0.2, l1: 0.0001, clip: 0.1 },
  },
  "one-cycle, label smoothing, class weights, sparse pixels": {
    features: "sparse pixels",
    inputs: 784,
    layers: [
      { units: 20, activation: "tanh" },
      { units: 11, activation: "softmax" },
    ],
    loss: "cross_entropy",
    targets: "classes",
    optimizer: defineOptimizer("adam"),
    batch: 32,
    rows: 200,
    steps: 30,
    regularization: { schedule: { name: "one_cycle" }, labelSmoothing: 0.1, classWeights: "balanced" },
  },
};

const configurations = Object.values(CONFIGURATIONS);
const layers = configurations.flatMap((configuration) => configuration.layers);

/** What an optimizer's rule depends on, besides its constants. @param {import("../../dist/model.js").OptimizerDefinition} optimizer */
export const ruleOf = (optimizer) =>
  optimizer.name !== "sgd"
    ? optimizer.name
    : optimizer.nesterov
      ? "nesterov"
      : optimizer.momentum > 0
        ? "momentum"
        : "sgd";

/** @type {Configuration} */
const PLAIN = {
  features: "float32",
  inputs: 21,
  layers: [
    { units: 19, activation: "tanh" },
    { units: 9, activation: "linear" },
  ],
  loss: "mean_squared_error",
  targets: "values",
  optimizer: defineOptimizer("sgd", { learningRate: 0.05 }),
  batch: 13,
  rows: 100,
  steps: 20,
};

/**
 * A network for each activation, initialiser, loss and optimizer that none of those above has: what came later has a hash
 * of its own, and no other changes with it.
 *
 * @type {Readonly<Record<string, Configuration>>}
 */
export const ADDED = Object.fromEntries([
  ...HIDDEN_ACTIVATION_NAMES.filter((name) => layers.every(({ activation }) => activation !== name)).map(
    (name) => [name, { ...PLAIN, layers: [{ units: 19, activation: name }, PLAIN.layers[1]] }],
  ),
  ...INITIALIZER_NAMES.filter((name) => layers.every(({ initializer }) => initializer !== name)).map(
    (name) => [name, { ...PLAIN, layers: PLAIN.layers.map((layer) => ({ ...layer, initializer: name })) }],
  ),
  ...LOSS_NAMES.filter((name) => configurations.every(({ loss }) => loss !== name)).map((name) => [
    name,
    { ...PLAIN, loss: name },
  ]),
  ...BATCH_OPTIMIZER_NAMES.map((name) => defineOptimizer(name))
    .filter((optimizer) => configurations.every((other) => ruleOf(other.optimizer) !== ruleOf(optimizer)))
    .map((optimizer) => [ruleOf(optimizer), { ...PLAIN, optimizer }]),
]);
