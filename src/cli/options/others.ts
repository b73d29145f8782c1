/**
 * @file Options that many commands have.
 */

import { LANGUAGES } from "../report/language.js";
import { flag, type OptionDefinition } from "./definition.js";
import { oneOf, portNumber, threadCount, wholeNumber } from "./values.js";

export const OTHER_OPTIONS = {
  csv: {
    help: "a CSV table: the columns of the input, and the prediction's after them",
    parse: flag,
    aliases: ["table", "tsv"],
  },
  "csv-safe": {
    help: "the same for a spreadsheet: cells that it would compute, such as =1+1, have a ' before them",
    parse: flag,
    aliases: ["safe", "defuse"],
  },
  part: {
    value: "PART",
    help: "train, validation, test, or all",
    default: "test",
    parse: oneOf(["train", "validation", "test", "all"]),
    aliases: ["split", "set"],
  },
  index: {
    value: "N",
    help: "which row of a table, file of a folder, line of a .jsonl, or image of a test part, from 0",
    default: "0",
    parse: wholeNumber(0),
    aliases: ["number", "row", "line"],
  },
  engine: {
    value: "NAME",
    help: "wasm (float32, fast) or reference (float64, slow)",
    default: "wasm; reference for lbfgs",
    parse: oneOf(["wasm", "reference"]),
    sets: "engine",
    aliases: ["backend", "device"],
  },
  threads: {
    value: "N",
    help: "that train, or auto: more than one where it pays; they change no result",
    default: "auto",
    parse: threadCount,
    sets: "threads",
    aliases: ["jobs", "workers", "cores"],
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
    aliases: ["language", "locale"],
  },
  port: {
    value: "N",
    help: "port of the address",
    default: "of studio 4173, or the next one that is free; of serve 8080",
    parse: portNumber,
  },
  json: { help: "one JSON object a line on standard output", parse: flag },
  debug: { help: "on an error, show where in the code it came from", parse: flag, aliases: ["verbose"] },
  help: { help: "this text", parse: flag, short: "h" },
} as const satisfies Record<string, OptionDefinition>;
