/**
 * @file The one table of options. Parsing, help texts, suggestions and the check for options that would be ignored
 * are all derived from it.
 */

import { type OptionRow, TRAINING_OPTIONS as TRAINING_TABLE } from "../training/options.js";
import { DATA_OPTIONS } from "./options/data.js";
import type { OptionDefinition } from "./options/definition.js";
import { FILE_OPTIONS } from "./options/files.js";
import { NETWORK_OPTIONS } from "./options/network.js";
import { OTHER_OPTIONS } from "./options/others.js";
import { ACCESS_OPTIONS, LIMIT_OPTIONS } from "./options/server.js";
import { TRAINING_OPTIONS } from "./options/training.js";

/** The options under their headings in a long help text, in the order of these. */
export const SECTIONS = {
  Data: DATA_OPTIONS,
  Network: NETWORK_OPTIONS,
  Training: TRAINING_OPTIONS,
  Files: FILE_OPTIONS,
  Access: ACCESS_OPTIONS,
  Limits: LIMIT_OPTIONS,
  Others: OTHER_OPTIONS,
} as const;

export const OPTIONS = {
  ...DATA_OPTIONS,
  ...NETWORK_OPTIONS,
  ...TRAINING_OPTIONS,
  ...FILE_OPTIONS,
  ...ACCESS_OPTIONS,
  ...LIMIT_OPTIONS,
  ...OTHER_OPTIONS,
} as const;

export type OptionName = keyof typeof OPTIONS;

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
  const { optional, default: standard = optional?.default }: OptionRow = TRAINING_TABLE[row.sets];
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
