/**
 * @file The names of the options that say how data are read, apart from the table of options: the general help names them, and
 * loads no table.
 */

import type { ReadingOption } from "../options.js";

/** Every option that is for some kinds of data, in the order of the table of options. */
export const READING_OPTIONS = Object.keys({
  target: true,
  ignore: true,
  column: true,
  group: true,
  weight: true,
  task: true,
  scaling: true,
  degree: true,
  encoding: true,
  decimal: true,
  missing: true,
  size: true,
  as: true,
  "skip-bad": true,
  test: true,
  split: true,
} satisfies Record<ReadingOption, true>) as readonly ReadingOption[];
