/**
 * @file The one table of options. Parsing, help texts, suggestions and the check for options that would be ignored
 * are all derived from it.
 */

import { ACTIVATION_NAMES, type ActivationName } from "../model/activations.js";
import { LOSS_NAMES } from "../model/losses.js";
import { OPTIMIZER_NAMES } from "../model/optimizers.js";
import {
  interval,
  layerSizes,
  number,
  oneOf,
  portNumber,
  shares,
  text,
  threadCount,
  truth,
  type ValueParser,
  wholeNumber,
} from "./values.js";

export interface OptionDefinition {
  /** How the help text calls the value; a flag, which takes none, has none. */
  readonly value?: string;
  readonly help: string;
  /** What holds when the option is left out, as it would be typed or in words. */
  readonly default?: string;
  readonly parse: ValueParser<unknown>;
  /** A single letter for it. */
  readonly short?: string;
  /** What other programs call it, for suggestions. */
  readonly elsewhere?: readonly string[];
  /** Another option's values with which this one would do nothing. */
  readonly ignoredWhen?: { readonly option: string; readonly is: readonly string[]; readonly why: string };
}

const flag: ValueParser<true> = () => true;

/** Losses by the names that most people type. */
const SHORT_LOSSES = {
  mse: "mean_squared_error",
  mae: "mean_absolute_error",
  bce: "binary_cross_entropy",
} as const;

const HIDDEN_ACTIVATIONS = ACTIVATION_NAMES.filter((name) => name !== "softmax");

/** `relu, sigmoid, tanh` and so on, broken by the help text where its lines end. */
const listed = (names: readonly string[]): string => names.join(", ");

/** What a model can be exported to. */
export const EXPORT_TARGETS = ["onnx"] as const;
export type ExportTarget = (typeof EXPORT_TARGETS)[number];

export const OPTIONS = {
  layers: {
    value: "SIZES",
    help: "units of each hidden layer; none for a single layer",
    default: "16,16, or those of --init's file",
    parse: layerSizes,
    elsewhere: ["hidden", "units", "hidden-layers", "sizes"],
  },
  activation: {
    value: "NAME",
    help: `of the hidden layers: ${listed(HIDDEN_ACTIVATIONS)}`,
    default: "sigmoid, or as in --init's file",
    parse: oneOf<ActivationName>(HIDDEN_ACTIVATIONS),
    elsewhere: ["activations", "hidden-activation"],
    ignoredWhen: { option: "layers", is: ["none"], why: "there is no hidden layer to have it" },
  },
  output: {
    value: "NAME",
    help: "activation of the output layer: any of those, or softmax",
    default: "softmax for cross_entropy, sigmoid for the other losses",
    parse: oneOf(ACTIVATION_NAMES),
    elsewhere: ["output-activation"],
  },
  loss: {
    value: "NAME",
    help: `${listed(LOSS_NAMES)}; mse, mae and bce for short`,
    default: "cross_entropy, or as in --init's file",
    parse: oneOf(LOSS_NAMES, SHORT_LOSSES),
    elsewhere: ["criterion", "objective"],
  },
  optimizer: {
    value: "NAME",
    help: listed(OPTIMIZER_NAMES),
    default: "adam",
    parse: oneOf(OPTIMIZER_NAMES),
    elsewhere: ["optimiser", "solver"],
  },
  lr: {
    value: "RATE",
    help: "learning rate",
    default: "the optimizer's: 0.001, for rmsprop 0.01",
    parse: number(0),
    elsewhere: ["learning-rate", "rate", "eta"],
  },
  momentum: {
    value: "NUMBER",
    help: "of sgd, momentum, nesterov and rmsprop",
    default: "0.9 for momentum and nesterov, else 0",
    parse: number(0, 1),
    ignoredWhen: {
      option: "optimizer",
      is: ["adam", "adamw"],
      why: "momentum is for --optimizer sgd, momentum, nesterov or rmsprop",
    },
  },
  "weight-decay": {
    value: "NUMBER",
    help: "L2 regularisation: pulls every parameter towards zero",
    default: "0, for adamw 0.01",
    parse: number(0),
    elsewhere: ["decay", "l2", "l2-regularization", "regularization"],
  },
  l1: {
    value: "NUMBER",
    help: "L1 regularisation: pulls weights towards zero, and many of them to about zero",
    default: "0",
    parse: number(0),
    elsewhere: ["lasso", "l1-regularization"],
  },
  dropout: {
    value: "SHARES",
    help: "of a hidden layer's units that each step leaves out: 0.2, or one a layer as in 0.2,0.5",
    default: "0",
    parse: shares,
    elsewhere: ["drop", "dropout-rate", "hidden-dropout"],
    ignoredWhen: {
      option: "layers",
      is: ["none"],
      why: "there is no hidden layer to drop units of; --input-dropout drops inputs",
    },
  },
  "input-dropout": {
    value: "SHARE",
    help: "of the inputs that each step leaves out",
    default: "0",
    parse: number(0, 1),
    elsewhere: ["dropout-input", "dropout-inputs"],
  },
  batch: {
    value: "N",
    help: "examples in a step",
    default: "32",
    parse: wholeNumber(1),
    elsewhere: ["batch-size", "batches", "minibatch"],
  },
  epochs: {
    value: "N",
    help: "times through the training examples",
    default: "20, or as many as --steps needs",
    parse: wholeNumber(1),
    elsewhere: ["iterations", "max-epochs"],
  },
  steps: {
    value: "N",
    help: "stop after N steps, even within an epoch",
    parse: wholeNumber(1),
    elsewhere: ["max-steps", "updates"],
  },
  seed: {
    value: "N",
    help: "decides initial weights, validation part, shuffles and dropout",
    default: "1",
    parse: wholeNumber(0),
    elsewhere: ["random-seed", "random-state"],
  },
  shuffle: {
    value: "BOOLEAN",
    help: "a new order for every epoch, or the file's own",
    default: "true",
    parse: truth,
    elsewhere: ["no-shuffle"],
  },
  validation: {
    value: "SHARE",
    help: "of the training examples, held out to validate on",
    default: "0.1",
    parse: number(0, 1),
    elsewhere: ["validation-split", "val", "valid"],
  },
  init: {
    value: "FILE",
    help: "start from the weights of a .safetensors file",
    parse: text,
    elsewhere: ["weights", "from"],
  },
  "keep-best": {
    help: "save the weights of the epoch with the best validation accuracy, not the last",
    parse: flag,
    elsewhere: ["best", "save-best", "restore-best"],
  },
  checkpoint: {
    value: "N",
    help:
      "save all that --resume needs after every N steps, or, with 2epochs, after every 2 epochs and so on; the " +
      "file is --out's with .checkpoint.safetensors in place of .safetensors",
    parse: interval,
    elsewhere: ["checkpoint-every", "save-every", "checkpoints"],
  },
  resume: {
    value: "FILE",
    help:
      "go on from a checkpoint, to the very weights of a run without a stop; it has all options in it, and " +
      "--epochs or --steps let the run go on further",
    parse: text,
    elsewhere: ["continue", "restore"],
  },
  out: {
    value: "FILE",
    help: "where to save the model",
    default: "akari.safetensors; when exporting, MODEL's name with another ending",
    parse: text,
    elsewhere: ["save", "file", "output-file", "model"],
  },
  to: {
    value: "FORMAT",
    help: `what to write: ${listed(EXPORT_TARGETS)}`,
    parse: oneOf(EXPORT_TARGETS),
    elsewhere: ["format", "as", "target"],
  },
  "with-preprocessing": {
    value: "BOOLEAN",
    help:
      "whether raw data go in, such as a table's columns or the bytes of pixels, and labels' probabilities or a " +
      "number in its own unit come out; false for the layers alone",
    default: "true; false for sounds",
    parse: truth,
    elsewhere: ["preprocessing", "preprocess"],
  },
  part: {
    value: "PART",
    help: "train or test",
    default: "test",
    parse: oneOf(["train", "test"]),
    elsewhere: ["split", "set"],
  },
  index: {
    value: "N",
    help: "which image of a data set's test part, or line of a .jsonl, counted from 0",
    default: "0",
    parse: wholeNumber(0),
    elsewhere: ["number", "row", "line"],
  },
  engine: {
    value: "NAME",
    help: "wasm (float32, fast) or reference (float64, slow)",
    default: "wasm",
    parse: oneOf(["wasm", "reference"]),
    elsewhere: ["backend", "device"],
  },
  threads: {
    value: "N",
    help: "that train, or auto: more than one where it pays; they change no result",
    default: "auto",
    parse: threadCount,
    elsewhere: ["jobs", "workers", "cores"],
    ignoredWhen: { option: "engine", is: ["reference"], why: "the reference engine has one thread" },
  },
  port: {
    value: "N",
    help: "port of the page's address",
    default: "4173, or the next one that is free",
    parse: portNumber,
  },
  json: { help: "one JSON object a line on standard output", parse: flag },
  debug: { help: "on an error, show where in the code it came from", parse: flag, elsewhere: ["verbose"] },
  help: { help: "this text", parse: flag, short: "h" },
} as const satisfies Record<string, OptionDefinition>;

export type OptionName = keyof typeof OPTIONS;

/** The options that were given, by name. */
export type OptionValues = { readonly [K in OptionName]?: ReturnType<(typeof OPTIONS)[K]["parse"]> };

/** An option's entry, seen without its value's type. */
export const optionDefinition = (name: OptionName): OptionDefinition => OPTIONS[name];
