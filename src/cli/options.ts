/**
 * @file The one table of options. Parsing, help texts, suggestions and the check for options that would be ignored
 * are all derived from it.
 */

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

/** An option's entry, seen without its value's type. */
export const optionDefinition = (name: OptionName): OptionDefinition => OPTIONS[name];

/** The options whose value is one of training's options as it stands, each with the name of that. */
export const SETTINGS = (Object.keys(OPTIONS) as OptionName[]).flatMap((name) => {
  const { sets } = optionDefinition(name);
  return sets === undefined ? [] : [[name, sets] as const];
});
