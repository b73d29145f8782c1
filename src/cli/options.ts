/**
 * @file The one table of options, with those that many commands have. Parsing, help texts, suggestions and the check for options
 * that would be ignored are all derived from it.
 */

import { ENGINE_NAMES } from "../engine/engine.js";
import { type OptionRow, TRAINING_OPTIONS } from "../training/options.js";
import type { DataKind } from "../training/recommend.js";
import { DATA_OPTIONS } from "./options/data.js";
import { FILE_OPTIONS } from "./options/files.js";
import { SEARCH_OPTIONS } from "./options/search.js";
import { ACCESS_OPTIONS, LIMIT_OPTIONS, RUNNING_OPTIONS } from "./options/server.js";
import { NETWORK_OPTIONS, TRAIN_OPTIONS } from "./options/training.js";
import {
  flag,
  type OptionDefinition,
  oneOf,
  portNumber,
  threadCount,
  WITH_TORCHRUN,
  wholeNumber,
} from "./options/values.js";
import { LANGUAGES } from "./report/language.js";

const OTHER_OPTIONS = {
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
    help:
      "wasm (float32, fast) or reference (float64, slow); to train also webgpu (float32, on the graphics card, for large " +
      "networks), or auto: wasm or webgpu, whichever is faster",
    default: "wasm; reference for lbfgs",
    parse: oneOf([...ENGINE_NAMES, "auto"], { gpu: "webgpu", cuda: "webgpu" }),
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
      { option: "engine", is: ["webgpu"], why: "the graphics card computes, not the processor's threads" },
      { option: "optimizer", is: ["lbfgs"], why: "it has one thread" },
      WITH_TORCHRUN,
    ],
  },
  wide: {
    help:
      "join the processor's 128-bit vectors to 256 bits, by an experimental option of Node 24 and later: large layers train " +
      "faster, to the same bits. It is tried first, and left out where it fails",
    parse: flag,
    aliases: ["avx2", "avx", "simd256", "revectorize", "wide-simd"],
    ignoredWhen: [
      { option: "engine", is: ["reference", "webgpu"], why: "it is for the wasm engine" },
      { option: "optimizer", is: ["lbfgs"], why: "it is for the wasm engine" },
      WITH_TORCHRUN,
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

/** The options under their headings in a long help text, in the order of these. */
export const SECTIONS = {
  Data: DATA_OPTIONS,
  Network: NETWORK_OPTIONS,
  Training: TRAIN_OPTIONS,
  Search: SEARCH_OPTIONS,
  Files: FILE_OPTIONS,
  Access: ACCESS_OPTIONS,
  Limits: LIMIT_OPTIONS,
  Running: RUNNING_OPTIONS,
  Others: OTHER_OPTIONS,
} as const;

export const OPTIONS = {
  ...DATA_OPTIONS,
  ...NETWORK_OPTIONS,
  ...TRAIN_OPTIONS,
  ...SEARCH_OPTIONS,
  ...FILE_OPTIONS,
  ...ACCESS_OPTIONS,
  ...LIMIT_OPTIONS,
  ...RUNNING_OPTIONS,
  ...OTHER_OPTIONS,
} as const;

export type OptionName = keyof typeof OPTIONS;

/** An option that says how data are read. */
export type ReadingOption = {
  [K in OptionName]: (typeof OPTIONS)[K] extends { readonly kinds: readonly DataKind[] } ? K : never;
}[OptionName];

/** The options that were given, by name. */
export type OptionValues = { readonly [K in OptionName]?: ReturnType<(typeof OPTIONS)[K]["parse"]> };

/** Of what lbfgs has no notion of: it is for smooth functions that do not change from step to step. */
const WITH_LBFGS = {
  option: "optimizer",
  is: ["lbfgs"],
  why: "it is for the optimizers that learn batch by batch",
} as const;

/**
 * An option's row, seen without its value's type; with what training's own table says of the option that it sets, its
 * default and that lbfgs does without it.
 */
export function optionDefinition(name: OptionName): OptionDefinition {
  const row: OptionDefinition = OPTIONS[name];
  if (row.sets === undefined) return row;
  const { optional, default: standard = optional?.default }: OptionRow = TRAINING_OPTIONS[row.sets];
  const ignoredWhen = row.ignoredWhen ?? [];
  return {
    // A flag's default needs no word.
    ...(row.value === undefined || standard === undefined ? {} : { default: String(standard) }),
    ...row,
    ignoredWhen: optional?.notWithWholeData === undefined ? ignoredWhen : [...ignoredWhen, WITH_LBFGS],
  };
}

/** The options whose value is one of training's options as it stands, each with the name of that. */
export const SETTINGS = (Object.keys(OPTIONS) as OptionName[]).flatMap((name) => {
  const { sets } = optionDefinition(name);
  return sets === undefined ? [] : [[name, sets] as const];
});
