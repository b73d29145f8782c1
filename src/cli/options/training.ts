/**
 * @file Options that describe the network, and how it is trained.
 */

import { ACTIVATION_NAMES, type ActivationName, HIDDEN_ACTIVATION_NAMES } from "../../model/activations.js";
import { LOSS_NAMES } from "../../model/losses.js";
import {
  OPTIMIZER_NAMES,
  OPTIMIZERS,
  type OptimizerName,
  type OptimizerSettings,
} from "../../model/optimizers.js";
import { MONITORS } from "../../training/option-values.js";
import {
  augmentation,
  boolean,
  classWeights,
  flag,
  interval,
  LINEAR,
  LOG,
  layerSizes,
  layers,
  listOf,
  number,
  type OptionDefinition,
  oneOf,
  positive,
  schedule,
  shares,
  WHOLE,
  WHOLE_LOG,
  wholeNumber,
} from "./values.js";

/** Losses by the names that most people type. */
const SHORT_LOSSES = {
  mse: "mean_squared_error",
  mae: "mean_absolute_error",
  bce: "binary_cross_entropy",
} as const;

export const NETWORK_OPTIONS = {
  layers: {
    value: "SIZES",
    help: "number of neurons in each hidden layer; none for a single layer",
    default: "16,16 for digits, 32 for a table, 256,128 for others; or those of --init's file",
    parse: layerSizes,
    range: WHOLE_LOG,
    aliases: ["hidden", "units", "hidden-layers", "sizes"],
  },
  activation: {
    value: "NAME",
    help: `activation of the hidden layers: ${HIDDEN_ACTIVATION_NAMES.join(", ")}`,
    default: "sigmoid, for pictures and recordings relu; or as in --init's file",
    parse: oneOf<ActivationName>(HIDDEN_ACTIVATION_NAMES),
    aliases: ["activations", "hidden-activation"],
    ignoredWhen: [{ option: "layers", is: ["none"], why: "there is no hidden layer to have it" }],
  },
  output: {
    value: "NAME",
    help:
      "activation of the output layer: any of those, or softmax. For a MODEL from another program that ends in weighted " +
      "sums: softmax or sigmoid if these are logits, linear if they are numbers",
    default: "softmax for cross_entropy, linear for numbers, else sigmoid; as in MODEL",
    parse: oneOf(ACTIVATION_NAMES),
    aliases: ["output-activation"],
  },
  loss: {
    value: "NAME",
    help: `${LOSS_NAMES.join(", ")}; mse, mae and bce for short`,
    default: "cross_entropy, binary_cross_entropy for two classes, mean_squared_error for numbers",
    parse: oneOf(LOSS_NAMES, SHORT_LOSSES),
    aliases: ["criterion", "objective"],
  },
  "batch-norm": {
    help: "batch normalisation of the hidden layers during training; the saved model has plain layers",
    parse: flag,
    sets: "batchNorm",
    without: "no batch normalisation",
    aliases: ["batchnorm", "bn", "batch-normalization"],
    ignoredWhen: [{ option: "layers", is: ["none"], why: "it is for hidden layers" }],
  },
} as const satisfies Record<string, OptionDefinition>;

/** Recipes that `presets.ts` has. */
const PRESET_NAMES = ["drawn", "best"] as const;

export type PresetName = (typeof PRESET_NAMES)[number];

/** The optimizers that have such a constant. */
const having = (constant: keyof OptimizerSettings): readonly OptimizerName[] =>
  OPTIMIZER_NAMES.filter((name) => constant in OPTIMIZERS[name].defaults);

/** `sgd, momentum and rmsprop`. */
const listed = (names: readonly string[], word: "and" | "or"): string =>
  [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(` ${word} `);

/** What a constant is where nobody says: that of the first optimizer, then the others', as in `0.001, for rmsprop 0.01`. */
function ownDefaults(constant: keyof OptimizerSettings): string {
  const names = having(constant);
  const own = (name: OptimizerName) => (OPTIMIZERS[name].defaults as OptimizerSettings)[constant];
  const [usual, ...others] = new Set(names.map(own));
  const exceptions = others.map((value) => {
    const theirs = names.filter((name) => own(name) === value);
    return `for ${listed(theirs, "and")} ${value}`;
  });
  return [String(usual), ...exceptions].join(", ");
}

const WITH_MOMENTUM = having("momentum");

const RATE_WITH_LBFGS = {
  option: "optimizer",
  is: ["lbfgs"],
  why: "it finds the length of each step itself",
} as const;

export const TRAIN_OPTIONS = {
  preset: {
    value: "NAME",
    help:
      "a recipe for mnist, which sets and reports what you leave open: drawn, for digits that people draw, or best, a " +
      "larger network for MNIST's own digits",
    parse: oneOf(PRESET_NAMES),
    aliases: ["recipe", "profile"],
  },
  optimizer: {
    value: "NAME",
    help: `${OPTIMIZER_NAMES.join(", ")}; by default, a small network of one layer is computed exactly, by lbfgs`,
    default: "adam",
    parse: oneOf(OPTIMIZER_NAMES),
    aliases: ["optimiser", "solver"],
  },
  lr: {
    value: "RATE",
    help: "learning rate",
    default: `the optimizer's: ${ownDefaults("learningRate")}; adam on a table of fewer than 20,000 rows 0.01`,
    parse: number(0),
    range: LOG,
    aliases: ["learning-rate", "rate", "eta"],
    ignoredWhen: [RATE_WITH_LBFGS],
  },
  schedule: {
    value: "NAME",
    help:
      "how the learning rate changes: constant, step (a tenth after every 10 epochs; step:5:0.5 is half after every " +
      "5), cosine (down to 0) or one-cycle (up to --lr and down to almost 0)",
    default: "constant, for pictures and recordings cosine",
    parse: schedule,
    aliases: ["scheduler", "lr-schedule", "lr-scheduler"],
    ignoredWhen: [RATE_WITH_LBFGS],
  },
  "warm-up": {
    value: "N",
    help: "number of steps over which the learning rate rises from almost 0; 2epochs for epochs",
    parse: interval,
    range: WHOLE,
    aliases: ["warmup", "warmup-steps"],
    ignoredWhen: [RATE_WITH_LBFGS],
  },
  momentum: {
    value: "NUMBER",
    help: `momentum, for ${listed(WITH_MOMENTUM, "and")}`,
    default: "0.9 for momentum and nesterov, else 0",
    parse: number(0, 1),
    range: LINEAR,
    ignoredWhen: [
      {
        option: "optimizer",
        is: OPTIMIZER_NAMES.filter((name) => !WITH_MOMENTUM.includes(name)),
        why: `momentum is for --optimizer ${listed(WITH_MOMENTUM, "or")}`,
      },
    ],
  },
  "weight-decay": {
    value: "NUMBER",
    help:
      "L2 regularisation: pulls every parameter towards zero, as part of the gradient, or separately in adamw; with " +
      "lbfgs, weights but not biases",
    default: `${ownDefaults("weightDecay")}, for lbfgs with classes 1 / examples`,
    parse: number(0),
    range: LOG,
    aliases: ["decay", "l2", "l2-regularization", "regularization"],
  },
  l1: {
    value: "NUMBER",
    help: "L1 regularisation: pulls weights towards zero, many of them almost to zero",
    parse: number(0),
    range: LOG,
    sets: "l1",
    aliases: ["lasso", "l1-regularization"],
  },
  clip: {
    value: "NORM",
    help: "shorten the gradient of a step, all parameters together, to this length if it is longer",
    default: "never",
    parse: positive,
    range: LOG,
    sets: "clip",
    aliases: ["clip-norm", "grad-clip", "gradient-clipping", "max-grad-norm"],
  },
  freeze: {
    value: "LAYERS",
    help:
      "layers that stay as --init has them: 2 for the first two, or their numbers as in 1,3 or 2-2. They keep every bit " +
      "and cost no backward pass",
    parse: layers,
    sets: "freeze",
    aliases: ["frozen", "freeze-layers", "trainable"],
  },
  "layer-rates": {
    value: "FACTORS",
    help: "factor of the learning rate for each layer, the output layer's last, as in 0.1,0.1,1",
    parse: listOf(number(0)),
    sets: "layerRates",
    aliases: ["layer-lr", "lr-factors", "lr-multipliers", "discriminative-lr"],
  },
  "layer-weight-decay": {
    value: "NUMBERS",
    help: "weight decay of each layer, the output layer's last, as in 0,0.01; in place of --weight-decay",
    parse: listOf(number(0)),
    sets: "layerWeightDecay",
    aliases: ["weight-decay-by-layer", "layer-decay", "layer-l2"],
  },
  dropout: {
    value: "SHARES",
    help: "share of a hidden layer's neurons that each step leaves out: 0.2, or one per layer as in 0.2,0.5",
    default: "0, for pictures and recordings 0.3",
    parse: shares,
    range: LINEAR,
    sets: "dropout",
    aliases: ["drop", "dropout-rate", "hidden-dropout"],
    ignoredWhen: [
      {
        option: "layers",
        is: ["none"],
        why: "there is no hidden layer to drop units of; --input-dropout drops inputs",
      },
    ],
  },
  "input-dropout": {
    value: "SHARE",
    help: "share of the inputs that each step leaves out",
    default: "0, for pictures and recordings 0.2",
    parse: number(0, 1),
    range: LINEAR,
    sets: "inputDropout",
    aliases: ["dropout-input", "dropout-inputs"],
  },
  "label-smoothing": {
    value: "SHARE",
    help: "share of every target that is spread over all classes, for the two cross-entropies",
    parse: number(0, 1),
    range: LINEAR,
    sets: "labelSmoothing",
    aliases: ["smoothing"],
    ignoredWhen: [
      {
        option: "loss",
        is: ["mean_squared_error", "mean_absolute_error", "huber", "mse", "mae"],
        why: "it is for the two cross-entropies",
      },
    ],
  },
  "class-weights": {
    value: "WEIGHTS",
    help: "how much each class counts in the loss, in their order, such as 1,5,2; or balanced, inversely to their frequency",
    parse: classWeights,
    sets: "classWeights",
    aliases: ["class-weight", "balanced"],
  },
  batch: {
    value: "N",
    help: "examples per step",
    default: "32, for a table of fewer than 2,000 rows 16 or 8",
    parse: wholeNumber(1),
    range: WHOLE_LOG,
    sets: "batchSize",
    aliases: ["batch-size", "batches", "minibatch"],
    ignoredWhen: [
      { option: "optimizer", is: ["lbfgs"], why: "each of its steps learns from all training examples" },
    ],
  },
  epochs: {
    value: "N",
    help: "number of passes through the training examples",
    default: "20 for digits, else by the number of examples; for lbfgs at most 1000",
    parse: wholeNumber(1),
    range: WHOLE_LOG,
    aliases: ["iterations", "max-epochs"],
  },
  steps: {
    value: "N",
    help: "stop after N steps, even within an epoch",
    parse: wholeNumber(1),
    range: WHOLE_LOG,
    aliases: ["max-steps", "updates"],
  },
  seed: {
    value: "N",
    help: "determines initial weights, splits, shuffling, dropout and distorted copies",
    parse: wholeNumber(0),
    sets: "seed",
    aliases: ["random-seed", "random-state"],
  },
  shuffle: {
    value: "BOOLEAN",
    help: "whether examples are shuffled for every epoch",
    parse: boolean,
    sets: "shuffle",
    aliases: ["no-shuffle"],
  },
  augment: {
    value: "AMOUNTS",
    help:
      "learn from distorted copies of digits, new ones in every epoch: standard, or the maximum of each, such as " +
      "rotation=8 (degrees), shear=0.2, stretch=0.2, scale=0.1, shift=1 (pixels), elastic=3 (pixels), thickness=0.1, " +
      "and normalize to convert copies to MNIST's form again",
    parse: augmentation,
    sets: "augmentation",
    aliases: ["augmentation", "distort", "data-augmentation"],
  },
  "pen-digits": {
    value: "N",
    help: "also learn from N digits that Akari draws with a pen, including ways of writing that MNIST lacks",
    parse: wholeNumber(1),
    range: WHOLE_LOG,
    aliases: ["synthetic", "generated", "extra-digits"],
  },
  patience: {
    value: "EPOCHS",
    help: "end the run after this many epochs without improvement, and save the weights of the best one",
    default: "for a table 30, or 10 from 2,000 rows on, unless --epochs, --steps or --keep-best is given",
    parse: wholeNumber(1),
    range: WHOLE,
    aliases: ["early-stopping", "early-stop"],
  },
  monitor: {
    value: "NAME",
    help: "what --patience watches: the validation loss or the validation accuracy",
    default: "loss",
    parse: oneOf(MONITORS),
  },
  "keep-best": {
    help: "save the weights of the epoch with the best validation accuracy (for numbers, the lowest validation loss), not the last",
    parse: flag,
    sets: "keepBest",
    without: "the last weights",
    aliases: ["best", "save-best", "restore-best"],
  },
} as const satisfies Record<string, OptionDefinition>;
