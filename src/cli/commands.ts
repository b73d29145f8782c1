/**
 * @file The table of commands: what each is called with, which options it takes and what its help says.
 */

import { READING_OPTIONS } from "./options/reading.js";
import type { OptionName } from "./options.js";

interface Operand {
  /** `DATA`, or `INPUT…` where there may be several. */
  readonly name: string;
  readonly help: string;
  /** With this option it may be left out. */
  readonly unless?: OptionName;
  /** It may always be left out. */
  readonly optional?: true;
}

interface CommandDefinition {
  readonly summary: string;
  readonly operands: readonly Operand[];
  readonly options: readonly OptionName[];
  /** Lists of what it takes or answers, by their headings. */
  readonly lists?: Readonly<Record<string, readonly (readonly [name: string, help: string])[]>>;
  /** What it prints, for scripts. */
  readonly output: string;
  readonly examples: readonly string[];
}

/** The options of every command that opens a model. */
const OPENING_OPTIONS = [
  "activations",
  "divide-by",
  "graph-output",
  "order",
  "prefix",
  "output",
] as const satisfies readonly OptionName[];

const MODEL: Operand = {
  name: "MODEL",
  help:
    "a .safetensors file saved by akari train; or a model of dense layers in an .onnx file, a .keras file, or a " +
    ".safetensors file of PyTorch weights",
};
const DATA: Operand = {
  name: "DATA",
  help:
    "mnist; a table (.csv, .tsv); a folder with a sub-folder of pictures or recordings for each class; or a folder " +
    "with the four IDX files, plain or .gz, such as Fashion-MNIST as downloaded",
};
const INPUT =
  "what the model takes: a table (.csv, .tsv), with its columns found by name; pictures (.png, .jpg) or recordings " +
  "(.wav), or folders of them; for a model of digits, pictures of any size, dark on light or light on dark, which are " +
  "centred like MNIST's, or drawn strokes (.jsonl)";
const EVERYWHERE = ["json", "debug", "help"] as const satisfies readonly OptionName[];

/** What decides the weights of a model that is trained. */
const TRAINING = [
  "preset",
  ...READING_OPTIONS,
  "folds",
  "layers",
  "activation",
  "output",
  "loss",
  "optimizer",
  "lr",
  "schedule",
  "warm-up",
  "momentum",
  "weight-decay",
  "freeze",
  "layer-rates",
  "layer-weight-decay",
  "l1",
  "clip",
  "dropout",
  "input-dropout",
  "batch-norm",
  "label-smoothing",
  "class-weights",
  "batch",
  "epochs",
  "steps",
  "seed",
  "shuffle",
  "augment",
  "pen-digits",
  "validation",
  "keep-best",
  "patience",
  "monitor",
  "init",
  "init-layers",
  "order",
  "prefix",
  "engine",
] as const satisfies readonly OptionName[];

/** The commands in the order in which help lists them. */
export const COMMANDS = {
  train: {
    summary: "train a network on a table, pictures or recordings and save it",
    operands: [{ ...DATA, help: `${DATA.help}; not needed with --resume`, unless: "resume" }],
    options: [
      ...TRAINING,
      "threads",
      "wide",
      "checkpoint",
      "resume",
      "out",
      "to",
      "confusion",
      "log",
      "log-steps",
      ...EVERYWHERE,
    ],
    output:
      "Prints the scores on the test part and, for classes, the confusion matrix. With --json: an object per epoch " +
      '({"event":"epoch", …}), then {"event":"done", "loss", "accuracy", "accuracyInterval", "macro", "rocAuc", ' +
      '"logLoss", "brier", for labels that are each yes or no "exactMatch", "accuracy", "micro", "macro" or, for numbers, "r2" and "outputs", then "steps", "seconds", "samplesPerSecond", "sha256", "out"}, ' +
      'where it applies with "bestEpoch" and "checkpoint". Ctrl-C stops within ' +
      "a step and saves. With --to torchrun nothing is trained: the same run is written into a folder, for PyTorch to take on one " +
      "machine or many.",
    examples: [
      "akari train mnist",
      "akari train mnist --layers 32 --activation relu --epochs 5 --seed 7",
      "akari train mnist --preset drawn --out drawn.safetensors",
      "akari train mnist --checkpoint 1000",
      "akari train mnist --log history.csv",
      "akari train --resume akari.checkpoint.safetensors",
      "akari train mnist --to torchrun --out cluster",
    ],
  },
  search: {
    summary: "search for the best options of train, and train with them",
    operands: [DATA],
    options: [...TRAINING, "over", "trials", "halving", "by", "parallel", "out", "confusion", ...EVERYWHERE],
    output:
      "Settings are drawn at random by --seed, each is trained, and the one with the best score on the validation part " +
      "wins; with --folds K the best mean over K folds of all but the test part. The winner is trained as akari train " +
      "would, and scored on the test part, which no other trial has been. In ranges of lr, weight-decay, l1, clip, batch, " +
      "epochs, steps, pen-digits and layers every order of magnitude is drawn as often as any other (logarithmically). " +
      "Any option of the network and of training can be searched over but seed, preset and validation. An option that another " +
      "one of a trial's settings would make pointless is left out. What is done is kept in a file named like --out, " +
      "with .search.json instead of .safetensors: the same command goes on from there, also with another --over, --trials or " +
      "--halving, and ends with the same winner as without a stop, with any number of trials at a time. Prints the " +
      "trials, the best first, then the same as akari train. With --json: an object per trial " +
      '({"event":"trial", "trial", "settings", "budget", "score" or "failure", "of", "seconds"}), then {"event":"best", ' +
      '"trial", "settings", "score", "of", "command"}, then as akari train --json. Ctrl-C shows the best so far.',
    examples: [
      "akari search houses.csv --over 'lr=0.001..0.1,layers=16|32|64,16'",
      "akari search mnist --over lr=0.0001..0.01,dropout=0..0.5 --halving 3",
      "akari search iris.csv --over batch=4..32 --folds 5 --by accuracy",
    ],
  },
  data: {
    summary: "show what is in a table or a folder of pictures or recordings, and what to watch out for",
    operands: [DATA],
    options: [
      "target",
      "ignore",
      "column",
      "group",
      "weight",
      "task",
      "encoding",
      "decimal",
      "missing",
      "size",
      "as",
      "skip-bad",
      ...EVERYWHERE,
    ],
    output:
      "Prints rows, columns and what each holds, classes with their number of examples, a few examples, and warnings: " +
      "columns that are the same in every row or give the target away, examples that occur twice, classes with fewer than " +
      '10 examples. With --json: {"data", "kind", "rows", "notes", "warnings", …} with all figures.',
    examples: ["akari data iris.csv", "akari data mnist", "akari data prices.csv --target price --json"],
  },
  evaluate: {
    summary: "score a model on a data set: accuracy and confusion matrix, or errors",
    operands: [MODEL, DATA],
    options: [
      "part",
      "confusion",
      "encoding",
      "decimal",
      "skip-bad",
      "engine",
      ...OPENING_OPTIONS,
      ...EVERYWHERE,
    ],
    output:
      "For classes it prints accuracy with its 95% interval, precision, recall, F1, ROC AUC, log loss, Brier score, calibration " +
      "and the confusion matrix; for labels that are each yes or no exact match, F1 and ROC AUC; for numbers R² and errors " +
      "in their unit. With more than 20 classes, the confusion matrix and the table of classes show the worst of them. " +
      'With --json: {"loss", "accuracy", "examples", "confusion", "labels", "accuracyInterval", "classes", "macro", ' +
      '"rocAuc", "logLoss", "brier", "calibration"}, rows of "confusion" actual; of more than 100 classes, in its place ' +
      '"confusions": [{"actual", "predicted", "times"}, …], all of them; for labels that are each yes or no {"loss", ' +
      '"examples", "exactMatch", "accuracy", "labels", "micro", "macro", "rocAuc"}; for numbers {"loss", "r2", "examples", ' +
      '"outputs": [{"name", "r2", "rmse", "mae"}, …]}, in the target\'s own unit. If some rows are among those the model ' +
      'was trained on, standard error says so, and "knownRows" is their number.',
    examples: ["akari evaluate akari.safetensors mnist"],
  },
  report: {
    summary: "write one page with scores, curves, the worst mistakes and what matters most",
    operands: [MODEL, DATA],
    options: [
      "part",
      "encoding",
      "decimal",
      "out",
      "confusion",
      "lang",
      "skip-bad",
      "engine",
      ...OPENING_OPTIONS,
      ...EVERYWHERE,
    ],
    output:
      "Writes one HTML file that needs no other file and no network: scores with their 95% interval, how the model was " +
      "trained, the confusion matrix and calibration or predictions and residuals, the most confident mistakes or largest " +
      "errors, and permutation importance. The same model and data give the same page. With --json: " +
      '{"out", "model", "data", "examples", "learned", …}, the scores as akari evaluate has them, "mistakes", and ' +
      '"importance"; for numbers "outputs" with "r2Interval" and "misses".',
    examples: [
      "akari report akari.safetensors mnist",
      "akari report iris.safetensors iris.csv --out iris.html --lang ja",
    ],
  },
  predict: {
    summary: "predict rows, pictures or recordings with a model",
    operands: [MODEL, { name: "INPUT…", help: INPUT }],
    options: ["csv", "csv-safe", "encoding", "decimal", "engine", ...OPENING_OPTIONS, ...EVERYWHERE],
    output:
      "One line per input: its name, the label and the label's probability, or the numbers in the target's own unit, " +
      "separated by tabs; for labels that are each yes or no, the answer and the probability of each. " +
      'With --json: {"input", "label", "probability", "probabilities"}, {"input", "labels": [{"label", "answer", ' +
      '"probability"}, …]} or {"input", "values"}, and ' +
      '"actual" where it is known, "unseen" with the columns whose category did not occur in training. If a ' +
      "class's outputs are not probabilities, the numbers are given as they are, " +
      'as "output" and "outputs". If a table has the target\'s column, a folder is named after a ' +
      "class, or a line of strokes has a label, the score is given at the end, on standard error. Inputs that cannot be " +
      "read are reported there too, with file, row and column; the others are still predicted.",
    examples: [
      "akari predict prices.safetensors new.csv",
      "akari predict prices.safetensors new.csv --csv > predicted.csv",
      "akari predict akari.safetensors nine.png",
      "akari predict akari.safetensors *.png --json",
    ],
  },
  trace: {
    summary: "draw the neurons of every layer as they light up for one input",
    operands: [MODEL, { name: "INPUT", help: `${INPUT}; or mnist or a folder of IDX files` }],
    options: ["index", "encoding", "decimal", "engine", ...OPENING_OPTIONS, ...EVERYWHERE],
    output:
      'With --json: {"input", "label", "predicted", "inputs", "layers": [{"preActivations", "activations"}, …]}; for ' +
      'numbers "values" and "actual" instead of "label" and "predicted", and for a table also "inputNames".',
    examples: [
      "akari trace akari.safetensors mnist --index 7",
      "akari trace akari.safetensors nine.png",
      "akari trace prices.safetensors new.csv --index 3",
    ],
  },
  summary: {
    summary: "show what a model takes, its layers and parameters, and how it was trained",
    operands: [MODEL],
    options: [...OPENING_OPTIONS, ...EVERYWHERE],
    output: "With --json: the same as one object.",
    examples: ["akari summary akari.safetensors"],
  },
  export: {
    summary: "write a model as files for other programs",
    operands: [
      { ...MODEL, help: `${MODEL.help}; with --to torchrun a checkpoint, or a model that Akari trained` },
      {
        name: "DATA",
        help: "with --to torchrun, what the model learned from; a checkpoint knows where its data are",
        optional: true,
      },
    ],
    options: ["to", "out", "with-preprocessing", ...OPENING_OPTIONS, ...EVERYWHERE],
    output:
      "All take the same as predict, a table's row, a picture's pixels or a recording's samples, and return labels with " +
      "probabilities or numbers in their own units; onnx for recordings has the layers only. onnx: one file; its inputs " +
      "and outputs are listed on standard error, with N for the number of examples; in a table's columns NaN, an empty " +
      "text or one such as NA means that a cell is missing. pytorch: a Python program that defines the network, loads the " +
      "weights beside it and checks itself. typescript: one file without dependencies. safetensors: an Akari model " +
      "made from one that another program wrote. torchrun: a folder with the experiment, its data and a program for PyTorch, " +
      "which goes on from the checkpoint, or trains the model again from its first step, on one machine or many; its README says " +
      "how. Prints the names of the files written, or of the folder. " +
      'With --json: {"to", "files"}.',
    examples: [
      "akari export akari.safetensors --to onnx",
      "akari export akari.safetensors --to typescript --out net.ts",
      "akari export net.keras --to safetensors",
      "akari export akari.checkpoint.safetensors --to torchrun --out cluster",
    ],
  },
  serve: {
    summary: "serve predictions over HTTP, together with the Studio",
    operands: [{ ...MODEL, help: `${MODEL.help}; or the address of one, https://…` }],
    options: [
      "host",
      "port",
      "token-file",
      "proxies",
      "allow-host",
      "allow-origin",
      "max-body",
      "max-rows",
      "max-pixels",
      "max-sound",
      "timeout",
      "max-waiting",
      "max-per-client",
      "max-rate",
      "max-burst",
      "max-held",
      "reload-every",
      "linger",
      "media-threads",
      "engine",
      ...OPENING_OPTIONS,
      "debug",
      "help",
    ],
    lists: {
      "What it answers": [
        ["POST /v1/predict", "predictions, as in akari predict --json"],
        ["POST /v1/trace", "every layer's numbers for one input, as in akari trace --json"],
        ["GET /v1/model", "what the model takes, its layers and its training, and the limits"],
        ["GET /openapi.json", "all of this as an OpenAPI description"],
        ["GET /metrics", "what the server has done, for Prometheus"],
        ["GET /healthz, /readyz", "whether it is running, and whether it accepts requests"],
        ["GET /", "the Studio, with the model"],
      ],
      "Bodies, by their Content-Type": [
        [
          "application/json",
          '{"row": {COLUMN: value, …}} or {"rows": [{…}, …]} of a table; {"input": [number, …]} or {"inputs": [[…], …]} ' +
            "of any model",
        ],
        ["text/csv", "a table, its columns in any order"],
        ["image/png, image/jpeg", "a picture"],
        ["audio/wav", "a recording"],
        ["multipart/form-data", "a form of files of these types"],
      ],
    },
    output:
      "Standard output gets a line of JSON for every request. An invalid request is answered with a problem " +
      "document (RFC 9457) that names the place. SIGHUP reads MODEL and tokens again; what fails stays as it was. SIGTERM " +
      "and Ctrl-C end it once the accepted requests are answered.",
    examples: [
      "akari serve prices.safetensors",
      "akari serve akari.safetensors --host 0.0.0.0 --port 80 --token-file token.txt",
      "akari serve https://store.example.org/prices.safetensors --reload-every 60",
      `curl 127.0.0.1:8080/v1/predict --json '{"row": {"rooms": 3, "city": "Nara"}}'`,
      "curl 127.0.0.1:8080/v1/predict -F file=@9.png",
    ],
  },
  studio: {
    summary: "draw digits, watch the network think and train it, on a web page",
    operands: [{ ...MODEL, optional: true }],
    options: ["port", "allow-host", ...OPENING_OPTIONS, ...EVERYWHERE],
    output:
      "Serves the page on this machine (127.0.0.1) until Ctrl-C, and prints its address: open it in a browser. With " +
      'a MODEL the page starts with that model. With --json: {"url"}.',
    examples: ["akari studio", "akari studio akari.safetensors --port 8080"],
  },
} as const satisfies Record<string, CommandDefinition>;

/** What stands behind `akari`. */
export type CommandName = keyof typeof COMMANDS;

/** In the order of {@link COMMANDS}. */
export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

/** A command's entry, seen without its operands' exact number. */
export const commandDefinition = (name: CommandName): CommandDefinition => COMMANDS[name];

/** How to call a command: `akari predict MODEL INPUT…`. */
export function usage(name: CommandName): string {
  const operands = commandDefinition(name).operands.map((operand) =>
    operand.optional ? `[${operand.name}]` : operand.name,
  );
  return ["akari", name, ...operands].join(" ");
}
