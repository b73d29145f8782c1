/**
 * @file Options that name files, and what is in them.
 */

import { takesOption, WRITTEN_FORMATS } from "../../formats/table.js";
import { ACTIVATION_NAMES } from "../../model/activations.js";
import {
  boolean,
  interval,
  listOf,
  number,
  type OptionDefinition,
  oneOf,
  text,
  WITH_TORCHRUN,
  wholeNumber,
} from "./values.js";

/** What `--to` takes: the formats of models, and a folder in which an experiment goes on elsewhere. */
const TARGETS = [...WRITTEN_FORMATS, "torchrun"] as const;

export const FILE_OPTIONS = {
  init: {
    value: "FILE",
    help: "start from the weights in a .safetensors file (from any program) or a .keras file",
    parse: text,
    aliases: ["weights", "from"],
  },
  "init-layers": {
    value: "N",
    help:
      "take only the first N layers from --init's file, and draw the others from the seed; inputs are prepared as in that " +
      "file's model",
    default: "all",
    parse: wholeNumber(1),
    aliases: ["init-first", "transfer", "from-layers", "pretrained"],
  },
  checkpoint: {
    value: "N",
    help:
      "save everything --resume needs every N steps, or, with 2epochs, every 2 epochs; the file is named like --out, " +
      "with .checkpoint.safetensors instead of .safetensors",
    parse: interval,
    aliases: ["checkpoint-every", "save-every", "checkpoints"],
  },
  resume: {
    value: "FILE",
    help:
      "continue from a checkpoint, to exactly the same weights as an uninterrupted run; it contains all options, " +
      "and --epochs or --steps extend the run",
    parse: text,
    aliases: ["continue", "restore"],
  },
  out: {
    value: "FILE",
    help: "where to save the model, the report, or what is exported; with --to torchrun a new folder",
    default: "akari.safetensors, report.html, akari-torchrun, or MODEL's name",
    parse: text,
    aliases: ["save", "file", "output-file", "model"],
  },
  confusion: {
    value: "FILE",
    help: "write the whole confusion matrix to this file as CSV; with more than 20 classes only those confused most are printed",
    parse: text,
    aliases: ["confusion-matrix", "matrix"],
    ignoredWhen: [WITH_TORCHRUN],
  },
  log: {
    value: "FILE",
    help:
      "write loss, validation, learning rate and time of every epoch to this file as it ends: .json or .csv; any other name is " +
      "a folder, for TensorBoard. A resumed run writes the epochs before its checkpoint, too",
    parse: text,
    aliases: ["history", "logdir", "log-dir", "tensorboard", "csv-log"],
    ignoredWhen: [WITH_TORCHRUN],
  },
  "log-steps": {
    value: "FILE",
    help: "write the loss of every step to this file as CSV: step, epoch, loss. A resumed run keeps the rows up to its checkpoint",
    parse: text,
    aliases: ["step-log", "log-losses", "losses"],
    ignoredWhen: [WITH_TORCHRUN],
  },
  to: {
    value: "TARGET",
    help:
      `what to export to: ${WRITTEN_FORMATS.join(", ")}; or torchrun, a folder in which PyTorch trains the same ` +
      "experiment on one process or on many. With akari train, torchrun alone",
    parse: oneOf(TARGETS),
    aliases: ["format", "target"],
  },
  "with-preprocessing": {
    value: "BOOLEAN",
    help:
      "onnx: whether the file takes raw data, such as a table's columns or bytes of pixels, and returns labels' " +
      "probabilities or a number in its own unit; false for the layers only",
    default: "true; false for recordings",
    parse: boolean,
    aliases: ["preprocessing", "preprocess"],
    ignoredWhen: [
      {
        option: "to",
        is: TARGETS.filter((target) => target === "torchrun" || !takesOption(target, "preprocessing")),
        why: "only ONNX files can be written with it and without",
      },
    ],
  },
  activations: {
    value: "NAMES",
    help: "activations of the layers, the output's last, if MODEL does not contain them: relu,relu,softmax",
    default: "relu, and softmax at an output of 2 or more units",
    parse: listOf(oneOf(ACTIVATION_NAMES)),
    aliases: ["activation"],
  },
  order: {
    value: "NAMES",
    help:
      "order of the layers, starting with the first, if MODEL or FILE holds only weights and their names and shapes do " +
      "not show it: features,classifier",
    parse: listOf(text),
    aliases: ["layer-order"],
  },
  prefix: {
    value: "NAME",
    help: "the beginning of the names of the network's weights, if the file holds several networks: actor",
    parse: text,
    aliases: ["network", "submodule"],
  },
  "divide-by": {
    value: "NUMBER",
    help: "what inputs are divided by, if MODEL does not say: 255 if it was trained on pixels from 0 to 1, 1 if on bytes",
    default: "255 for pixels, else 1",
    parse: number(0),
    aliases: ["scale", "normalize"],
  },
  "graph-output": {
    value: "NAME",
    help: "the output to use of an .onnx file with several; any other value in its graph will do too",
    default: "the probabilities, or else the first",
    parse: text,
    aliases: ["output-name", "head"],
  },
} as const satisfies Record<string, OptionDefinition>;
