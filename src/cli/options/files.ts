/**
 * @file Options that name files, and what is in them.
 */

import { takesOption, WRITTEN_FORMATS } from "../../formats/table.js";
import { ACTIVATION_NAMES } from "../../model/activations.js";
import { boolean, interval, listOf, number, type OptionDefinition, oneOf, text } from "./values.js";

export const FILE_OPTIONS = {
  init: {
    value: "FILE",
    help: "start from the weights of a .safetensors file, of any program, or a .keras file",
    parse: text,
    aliases: ["weights", "from"],
  },
  checkpoint: {
    value: "N",
    help:
      "save all that --resume needs after every N steps, or, with 2epochs, after every 2 epochs and so on; the " +
      "file is --out's with .checkpoint.safetensors in place of .safetensors",
    parse: interval,
    aliases: ["checkpoint-every", "save-every", "checkpoints"],
  },
  resume: {
    value: "FILE",
    help:
      "go on from a checkpoint, to the very weights of a run without a stop; it has all options in it, and " +
      "--epochs or --steps let the run go on further",
    parse: text,
    aliases: ["continue", "restore"],
  },
  out: {
    value: "FILE",
    help: "where to save the model, the report, or what is exported",
    default: "akari.safetensors, report.html, or MODEL's name",
    parse: text,
    aliases: ["save", "file", "output-file", "model"],
  },
  confusion: {
    value: "FILE",
    help: "write the whole confusion matrix to it, as a CSV table; of more than 20 classes only those confused most are shown",
    parse: text,
    aliases: ["confusion-matrix", "matrix"],
  },
  to: {
    value: "TARGET",
    help: `what to export to: ${WRITTEN_FORMATS.join(", ")}`,
    parse: oneOf(WRITTEN_FORMATS),
    aliases: ["format", "target"],
  },
  "with-preprocessing": {
    value: "BOOLEAN",
    help:
      "of onnx: whether raw data go in, such as a table's columns or the bytes of pixels, and labels' probabilities " +
      "or a number in its own unit come out; false for the layers alone",
    default: "true; false for sounds",
    parse: boolean,
    aliases: ["preprocessing", "preprocess"],
    ignoredWhen: [
      {
        option: "to",
        is: WRITTEN_FORMATS.filter((format) => !takesOption(format, "preprocessing")),
        why: "only ONNX files can be written with it and without",
      },
    ],
  },
  activations: {
    value: "NAMES",
    help: "of the layers, the output's last, where MODEL does not say them: relu,relu,softmax",
    default: "relu, and softmax at an output of 2 or more units",
    parse: listOf(oneOf(ACTIVATION_NAMES)),
    aliases: ["activation"],
  },
  order: {
    value: "NAMES",
    help:
      "of the layers, the first first, where MODEL or FILE holds weights alone and numbers in their names and their " +
      "shapes do not tell it: features,classifier",
    parse: listOf(text),
    aliases: ["layer-order"],
  },
  prefix: {
    value: "NAME",
    help: "what the names of the network's weights begin with, where their file holds several networks: actor",
    parse: text,
    aliases: ["network", "submodule"],
  },
  "divide-by": {
    value: "NUMBER",
    help: "what inputs are divided by, where MODEL does not say it: 255 for pixels learned from as 0 to 1, 1 for bytes",
    default: "255 for pixels, else 1",
    parse: number(0),
    aliases: ["scale", "normalize"],
  },
  "graph-output": {
    value: "NAME",
    help: "of an .onnx file with several outputs: which one to answer with; any other value of its graph will do too",
    default: "the probabilities, or else the first",
    parse: text,
    aliases: ["output-name", "head"],
  },
} as const satisfies Record<string, OptionDefinition>;
