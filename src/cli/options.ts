/**
 * @file The one table of options. Parsing, help texts, suggestions and the check for options that would be ignored
 * are all derived from it.
 */

import { MONITORS } from "../engine/run-options.js";
import { ACTIVATION_NAMES, type ActivationName } from "../model/activations.js";
import { LOSS_NAMES } from "../model/losses.js";
import { OPTIMIZER_NAMES } from "../model/optimizers.js";
import { augmentation } from "./augment.js";
import { LANGUAGES } from "./report/language.js";
import {
  assignments,
  byteCount,
  classWeights,
  interval,
  layerSizes,
  listOf,
  names,
  number,
  oneOf,
  pictureSize,
  portNumber,
  positive,
  schedule,
  shares,
  text,
  threadCount,
  truth,
  type ValueParser,
  wholeNumber,
} from "./values.js";

/** Headings of a long help text, in their order. */
export const SECTIONS = ["Data", "Network", "Training", "Files", "Limits", "Others"] as const;

export interface OptionDefinition {
  /** Under which heading the help text has it; under the last where left out. */
  readonly section?: (typeof SECTIONS)[number];
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
  /** Other options' values with which this one would do nothing. */
  readonly ignoredWhen?: readonly {
    readonly option: string;
    readonly is: readonly string[];
    readonly why: string;
  }[];
}

const flag: ValueParser<true> = () => true;

/** Losses by the names that most people type. */
const SHORT_LOSSES = {
  mse: "mean_squared_error",
  mae: "mean_absolute_error",
  bce: "binary_cross_entropy",
} as const;

/** What a column of a table may hold. */
const COLUMN_KINDS = ["number", "category", "yes-no", "date"] as const;

const HIDDEN_ACTIVATIONS = ACTIVATION_NAMES.filter((name) => name !== "softmax");

/** What `akari export` can write. */
export const EXPORT_TARGETS = ["onnx", "pytorch", "typescript", "safetensors"] as const;
export type ExportTarget = (typeof EXPORT_TARGETS)[number];

/** `relu, sigmoid, tanh` and so on, broken by the help text where its lines end. */
const listed = (all: readonly string[]): string => all.join(", ");

/** Of what it has no notion of: it is for smooth functions that do not change from step to step. */
const WITH_LBFGS = {
  option: "optimizer",
  is: ["lbfgs"],
  why: "it is for the optimizers that learn batch by batch",
};

/** Recipes that `presets.ts` has. */
export const PRESET_NAMES = ["drawn", "best"] as const;

export type PresetName = (typeof PRESET_NAMES)[number];

export const OPTIONS = {
  target: {
    section: "Data",
    value: "COLUMN",
    help: "of a table: what is to be learned; several with commas between them",
    default: "the last column",
    parse: names,
    elsewhere: ["label", "y", "class-column", "output-column"],
  },
  ignore: {
    section: "Data",
    value: "COLUMNS",
    help: "of a table: columns that are not inputs, with commas between them",
    parse: names,
    elsewhere: ["exclude", "drop", "skip"],
  },
  column: {
    section: "Data",
    value: "NAME=KIND",
    help: `of a table: what a column holds, where the guess is wrong: ${listed(COLUMN_KINDS)}; several with commas`,
    parse: assignments(COLUMN_KINDS),
    elsewhere: ["columns", "kind", "type", "dtype"],
  },
  group: {
    section: "Data",
    value: "COLUMN",
    help: "of a table: rows with the same value stay in one part, such as those of one person",
    parse: text,
    elsewhere: ["groups", "by"],
  },
  weight: {
    section: "Data",
    value: "COLUMN",
    help: "of a table: how much each row counts",
    parse: text,
    elsewhere: ["sample-weight", "sample-weights", "weights-column"],
  },
  task: {
    section: "Data",
    value: "TASK",
    help: "of a table: classes or values, where the guess from the target is wrong",
    default: "from the target",
    parse: oneOf(["classes", "values"], { classification: "classes", regression: "values" }),
    elsewhere: ["problem", "kind-of-task"],
  },
  scaling: {
    section: "Data",
    value: "NAME",
    help: "of a table's numbers: standard (mean 0, deviation 1), min-max (0 to 1) or none",
    default: "standard",
    parse: oneOf(["standard", "min_max", "none"]),
    elsewhere: ["scale", "scaler", "normalize", "standardize"],
  },
  degree: {
    section: "Data",
    value: "N",
    help: "of a table: inputs are also all products of up to N numbers, for curves",
    default: "1",
    parse: wholeNumber(1),
    elsewhere: ["polynomial", "poly", "order"],
  },
  size: {
    section: "Data",
    value: "HxW",
    help: "of pictures: their height and width, such as 28x28",
    default: "their own, where all are alike",
    parse: pictureSize,
    elsewhere: ["image-size", "resize", "shape"],
  },
  as: {
    section: "Data",
    value: "FORM",
    help: "of recordings: waveform, or log-mel (a spectrogram as the ear hears it)",
    default: "log-mel",
    parse: oneOf(["waveform", "log_mel"]),
    elsewhere: ["sound", "features", "form", "input"],
  },
  "skip-bad": {
    section: "Data",
    help: "go on without pictures and recordings that cannot be read, and count them",
    parse: flag,
    elsewhere: ["skip-errors", "ignore-errors"],
  },
  test: {
    section: "Data",
    value: "SHARE",
    help: "of a table's rows, of pictures or recordings: held out to test the finished model on",
    default: "0.2, from 1,000 examples on 0.1",
    parse: number(0, 1),
    elsewhere: ["test-size", "test-split", "test-share"],
  },
  folds: {
    section: "Data",
    value: "K",
    help: "cross-validation: train K times, each time tested on another K-th; the saved model learns from all",
    parse: wholeNumber(2),
    elsewhere: ["cv", "kfold", "k-fold", "cross-validation"],
  },
  preset: {
    section: "Training",
    value: "NAME",
    help:
      "a recipe for mnist, which sets what you leave open and says so: drawn, a small network that reads what people " +
      "draw, or best, a large one for MNIST's own digits, about half an hour of two cores",
    parse: oneOf(PRESET_NAMES),
    elsewhere: ["recipe", "profile"],
  },
  layers: {
    section: "Network",
    value: "SIZES",
    help: "units of each hidden layer; none for a single layer",
    default: "16,16 for digits, 32 for a table, 256,128 for others; or those of --init's file",
    parse: layerSizes,
    elsewhere: ["hidden", "units", "hidden-layers", "sizes"],
  },
  activation: {
    section: "Network",
    value: "NAME",
    help: `of the hidden layers: ${listed(HIDDEN_ACTIVATIONS)}`,
    default: "sigmoid, for pictures and recordings relu; or as in --init's file",
    parse: oneOf<ActivationName>(HIDDEN_ACTIVATIONS),
    elsewhere: ["activations", "hidden-activation"],
    ignoredWhen: [{ option: "layers", is: ["none"], why: "there is no hidden layer to have it" }],
  },
  output: {
    section: "Network",
    value: "NAME",
    help: "activation of the output layer: any of those, or softmax",
    default: "softmax for cross_entropy, linear for numbers, else sigmoid",
    parse: oneOf(ACTIVATION_NAMES),
    elsewhere: ["output-activation"],
  },
  loss: {
    section: "Network",
    value: "NAME",
    help: `${listed(LOSS_NAMES)}; mse, mae and bce for short`,
    default: "cross_entropy, binary_cross_entropy for two classes, mean_squared_error for numbers",
    parse: oneOf(LOSS_NAMES, SHORT_LOSSES),
    elsewhere: ["criterion", "objective"],
  },
  optimizer: {
    section: "Training",
    value: "NAME",
    help: `${listed(OPTIMIZER_NAMES)}; left open, a small network of one layer is computed exactly, by lbfgs`,
    default: "adam",
    parse: oneOf(OPTIMIZER_NAMES),
    elsewhere: ["optimiser", "solver"],
  },
  lr: {
    section: "Training",
    value: "RATE",
    help: "learning rate",
    default: "the optimizer's: 0.001, for rmsprop 0.01; adam on a table 0.01",
    parse: number(0),
    elsewhere: ["learning-rate", "rate", "eta"],
    ignoredWhen: [{ option: "optimizer", is: ["lbfgs"], why: "it finds the length of each step itself" }],
  },
  schedule: {
    section: "Training",
    value: "NAME",
    help:
      "how the learning rate changes: constant, step (a tenth after every 10 epochs; step:5:0.5 is half after every " +
      "5), cosine (down to 0) or one-cycle (up to --lr and down to almost 0)",
    default: "constant, for pictures and recordings cosine",
    parse: schedule,
    elsewhere: ["scheduler", "lr-schedule", "lr-scheduler"],
    ignoredWhen: [{ option: "optimizer", is: ["lbfgs"], why: "it finds the length of each step itself" }],
  },
  "warm-up": {
    section: "Training",
    value: "N",
    help: "steps in which the learning rate rises from almost 0, or, with 2epochs, epochs",
    parse: interval,
    elsewhere: ["warmup", "warmup-steps"],
    ignoredWhen: [{ option: "optimizer", is: ["lbfgs"], why: "it finds the length of each step itself" }],
  },
  momentum: {
    section: "Training",
    value: "NUMBER",
    help: "of sgd, momentum, nesterov and rmsprop",
    default: "0.9 for momentum and nesterov, else 0",
    parse: number(0, 1),
    ignoredWhen: [
      {
        option: "optimizer",
        is: ["adam", "adamw", "lbfgs"],
        why: "momentum is for --optimizer sgd, momentum, nesterov or rmsprop",
      },
    ],
  },
  "weight-decay": {
    section: "Training",
    value: "NUMBER",
    help: "L2 regularisation: pulls every parameter towards zero; with lbfgs, weights but not biases",
    default: "0, for adamw 0.01, for lbfgs with classes 1 / examples",
    parse: number(0),
    elsewhere: ["decay", "l2", "l2-regularization", "regularization"],
  },
  l1: {
    section: "Training",
    value: "NUMBER",
    help: "L1 regularisation: pulls weights towards zero, and many of them to about zero",
    default: "0",
    parse: number(0),
    elsewhere: ["lasso", "l1-regularization"],
    ignoredWhen: [WITH_LBFGS],
  },
  clip: {
    section: "Training",
    value: "NORM",
    help: "shortens the gradients of a step, all together, to this length where they are longer",
    default: "never",
    parse: positive,
    elsewhere: ["clip-norm", "grad-clip", "gradient-clipping", "max-grad-norm"],
    ignoredWhen: [WITH_LBFGS],
  },
  "batch-norm": {
    section: "Network",
    help: "batch normalisation of the hidden layers while they are trained; the model has plain layers",
    parse: flag,
    elsewhere: ["batchnorm", "bn", "batch-normalization"],
    ignoredWhen: [{ option: "layers", is: ["none"], why: "it is for hidden layers" }, WITH_LBFGS],
  },
  dropout: {
    section: "Training",
    value: "SHARES",
    help: "of a hidden layer's units that each step leaves out: 0.2, or one a layer as in 0.2,0.5",
    default: "0, for pictures and recordings 0.3",
    parse: shares,
    elsewhere: ["drop", "dropout-rate", "hidden-dropout"],
    ignoredWhen: [
      {
        option: "layers",
        is: ["none"],
        why: "there is no hidden layer to drop units of; --input-dropout drops inputs",
      },
      WITH_LBFGS,
    ],
  },
  "input-dropout": {
    section: "Training",
    value: "SHARE",
    help: "of the inputs that each step leaves out",
    default: "0, for pictures and recordings 0.2",
    parse: number(0, 1),
    elsewhere: ["dropout-input", "dropout-inputs"],
    ignoredWhen: [WITH_LBFGS],
  },
  "label-smoothing": {
    section: "Training",
    value: "SHARE",
    help: "of every target that is shared out to all classes, for the two cross-entropies",
    default: "0",
    parse: number(0, 1),
    elsewhere: ["smoothing"],
    ignoredWhen: [
      {
        option: "loss",
        is: ["mean_squared_error", "mean_absolute_error", "huber", "mse", "mae"],
        why: "it is for the two cross-entropies",
      },
      WITH_LBFGS,
    ],
  },
  "class-weights": {
    section: "Training",
    value: "WEIGHTS",
    help: "how much each class counts in the loss, in their order, as 1,5,2; or balanced, against their frequency",
    parse: classWeights,
    elsewhere: ["class-weight", "balanced"],
  },
  batch: {
    section: "Training",
    value: "N",
    help: "examples in a step",
    default: "32, for a table of fewer than 2,000 rows 16 or 8",
    parse: wholeNumber(1),
    elsewhere: ["batch-size", "batches", "minibatch"],
    ignoredWhen: [
      { option: "optimizer", is: ["lbfgs"], why: "each of its steps learns from all training examples" },
    ],
  },
  epochs: {
    section: "Training",
    value: "N",
    help: "times through the training examples",
    default: "20 for digits, else by the number of examples; for lbfgs at most 1000",
    parse: wholeNumber(1),
    elsewhere: ["iterations", "max-epochs"],
  },
  steps: {
    section: "Training",
    value: "N",
    help: "stop after N steps, even within an epoch",
    parse: wholeNumber(1),
    elsewhere: ["max-steps", "updates"],
  },
  seed: {
    section: "Training",
    value: "N",
    help: "decides initial weights, validation part, shuffles, dropout and distorted copies",
    default: "1",
    parse: wholeNumber(0),
    elsewhere: ["random-seed", "random-state"],
  },
  shuffle: {
    section: "Training",
    value: "BOOLEAN",
    help: "a new order for every epoch, or the file's own",
    default: "true",
    parse: truth,
    elsewhere: ["no-shuffle"],
  },
  validation: {
    section: "Data",
    value: "SHARE",
    help: "of the training examples, held out to validate on",
    default: "0.1, for a table of fewer than 2,000 rows 0.2, for lbfgs 0",
    parse: number(0, 1),
    elsewhere: ["validation-split", "val", "valid"],
  },
  augment: {
    section: "Training",
    value: "AMOUNTS",
    help:
      "learn from distorted copies of digits, new ones in every epoch: standard, or the most of each, such as " +
      "rotation=8 (degrees), shear=0.2, stretch=0.2, scale=0.1, shift=1 (pixels), elastic=3 (pixels), thickness=0.1, " +
      "and normalize to bring copies to MNIST's form again",
    parse: augmentation,
    elsewhere: ["augmentation", "distort", "data-augmentation"],
    ignoredWhen: [WITH_LBFGS],
  },
  "pen-digits": {
    section: "Training",
    value: "N",
    help: "learn from N digits besides that Akari draws with a pen, also in ways of writing that MNIST lacks",
    parse: wholeNumber(1),
    elsewhere: ["synthetic", "generated", "extra-digits"],
  },
  init: {
    section: "Files",
    value: "FILE",
    help: "start from the weights of a .safetensors file, of any program, or a .keras file",
    parse: text,
    elsewhere: ["weights", "from"],
  },
  patience: {
    section: "Training",
    value: "EPOCHS",
    help: "end the run when so many epochs were no better than the best one, and save the weights of that one",
    default: "for a table 30, or 10 from 2,000 rows on, unless --epochs, --steps or --keep-best is given",
    parse: wholeNumber(1),
    elsewhere: ["early-stopping", "early-stop"],
  },
  monitor: {
    section: "Training",
    value: "NAME",
    help: "what --patience waits for: the validation loss or the validation accuracy",
    default: "loss",
    parse: oneOf(MONITORS),
  },
  "keep-best": {
    section: "Training",
    help: "save the weights of the epoch with the best validation accuracy, not the last",
    parse: flag,
    elsewhere: ["best", "save-best", "restore-best"],
  },
  checkpoint: {
    section: "Files",
    value: "N",
    help:
      "save all that --resume needs after every N steps, or, with 2epochs, after every 2 epochs and so on; the " +
      "file is --out's with .checkpoint.safetensors in place of .safetensors",
    parse: interval,
    elsewhere: ["checkpoint-every", "save-every", "checkpoints"],
  },
  resume: {
    section: "Files",
    value: "FILE",
    help:
      "go on from a checkpoint, to the very weights of a run without a stop; it has all options in it, and " +
      "--epochs or --steps let the run go on further",
    parse: text,
    elsewhere: ["continue", "restore"],
  },
  out: {
    section: "Files",
    value: "FILE",
    help: "where to save the model, the report, or what is exported",
    default: "akari.safetensors, report.html, or MODEL's name",
    parse: text,
    elsewhere: ["save", "file", "output-file", "model"],
  },
  to: {
    section: "Files",
    value: "TARGET",
    help: `what to export to: ${listed(EXPORT_TARGETS)}`,
    parse: oneOf(EXPORT_TARGETS),
    elsewhere: ["format", "target"],
  },
  "with-preprocessing": {
    section: "Files",
    value: "BOOLEAN",
    help:
      "of onnx: whether raw data go in, such as a table's columns or the bytes of pixels, and labels' probabilities " +
      "or a number in its own unit come out; false for the layers alone",
    default: "true; false for sounds",
    parse: truth,
    elsewhere: ["preprocessing", "preprocess"],
    ignoredWhen: [
      {
        option: "to",
        is: ["pytorch", "typescript", "safetensors"],
        why: "only ONNX files can be written with it and without",
      },
    ],
  },
  activations: {
    section: "Files",
    value: "NAMES",
    help: "of the layers, the output's last, where MODEL does not say them: relu,relu,softmax",
    default: "relu, and softmax at an output of 2 or more units",
    parse: listOf(oneOf(ACTIVATION_NAMES)),
    elsewhere: ["activation", "output"],
  },
  "divide-by": {
    section: "Files",
    value: "NUMBER",
    help: "what inputs are divided by, where MODEL does not say it: 255 for pixels learned from as 0 to 1",
    default: "1",
    parse: number(0),
    elsewhere: ["scale", "normalize"],
  },
  csv: {
    help: "a CSV table: the columns of the input, and the prediction's after them",
    parse: flag,
    elsewhere: ["table", "tsv"],
  },
  part: {
    value: "PART",
    help: "train, validation, test, or all",
    default: "test",
    parse: oneOf(["train", "validation", "test", "all"]),
    elsewhere: ["split", "set"],
  },
  index: {
    value: "N",
    help: "which row of a table, file of a folder, line of a .jsonl, or image of a test part, from 0",
    default: "0",
    parse: wholeNumber(0),
    elsewhere: ["number", "row", "line"],
  },
  engine: {
    value: "NAME",
    help: "wasm (float32, fast) or reference (float64, slow)",
    default: "wasm; reference for lbfgs",
    parse: oneOf(["wasm", "reference"]),
    elsewhere: ["backend", "device"],
  },
  threads: {
    value: "N",
    help: "that train, or auto: more than one where it pays; they change no result",
    default: "auto",
    parse: threadCount,
    elsewhere: ["jobs", "workers", "cores"],
    ignoredWhen: [
      { option: "engine", is: ["reference"], why: "the reference engine has one thread" },
      { option: "optimizer", is: ["lbfgs"], why: "it has one thread" },
    ],
  },
  lang: {
    value: "NAME",
    help: "the report's language: en or ja",
    default: "the terminal's",
    parse: oneOf(LANGUAGES),
    elsewhere: ["language", "locale"],
  },
  port: {
    value: "N",
    help: "port of the address",
    default: "of studio 4173, or the next one that is free; of serve 8080",
    parse: portNumber,
  },
  host: {
    value: "ADDRESS",
    help: "address of this machine to be reached at; 0.0.0.0 for all of them",
    default: "127.0.0.1, from this machine alone",
    parse: text,
    elsewhere: ["bind", "address", "hostname", "listen"],
  },
  "token-file": {
    value: "FILE",
    help: "holds the token that requests have to bring, as Authorization: Bearer TOKEN",
    default: "none; everybody is answered",
    parse: text,
    elsewhere: ["token", "auth", "api-key", "password"],
  },
  "max-body": {
    section: "Limits",
    value: "BYTES",
    help: "of a request's body, such as 500kB or 8MB",
    default: "8MB",
    parse: byteCount,
    elsewhere: ["body-limit", "max-bytes", "max-size"],
  },
  "max-rows": {
    section: "Limits",
    value: "N",
    help: "of a request",
    default: "10000",
    parse: wholeNumber(1),
    elsewhere: ["row-limit", "max-batch"],
  },
  "max-pixels": {
    section: "Limits",
    value: "N",
    help: "of a request's picture",
    default: "16000000",
    parse: wholeNumber(1),
  },
  timeout: {
    section: "Limits",
    value: "SECONDS",
    help: "from a request's arrival to its answer, and from SIGTERM to the end",
    default: "30",
    parse: positive,
    elsewhere: ["max-seconds", "time-limit", "request-timeout"],
  },
  "max-waiting": {
    section: "Limits",
    value: "N",
    help: "requests that are taken and not answered yet; others get 429",
    default: "256",
    parse: wholeNumber(1),
    elsewhere: ["queue", "queue-size", "concurrency", "max-queue", "backlog"],
  },
  "max-held": {
    section: "Limits",
    value: "BYTES",
    help: "of all waiting requests together; others get 503",
    default: "256MB",
    parse: byteCount,
    elsewhere: ["max-memory", "memory"],
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
