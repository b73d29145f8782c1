/**
 * @file Ways of writing the ten digits, as the pen's path: many that MNIST's American writers used, and those that much
 * of the world uses and MNIST lacks, such as slashed zeros, ones with a flag, crossed sevens and nines with a hook.
 */

import { EIGHTS } from "./eights.js";
import { FIVES } from "./fives.js";
import { FOURS } from "./fours.js";
import { NINES } from "./nines.js";
import { ONES } from "./ones.js";
import type { PenStyle } from "./pen-style.js";
import { SEVENS } from "./sevens.js";
import { SIXES } from "./sixes.js";
import { THREES } from "./threes.js";
import { TWOS } from "./twos.js";
import { ZEROS } from "./zeros.js";

/** By the digit's name. */
export const PEN_STYLES: Readonly<Record<string, readonly PenStyle[]>> = {
  "0": ZEROS,
  "1": ONES,
  "2": TWOS,
  "3": THREES,
  "4": FOURS,
  "5": FIVES,
  "6": SIXES,
  "7": SEVENS,
  "8": EIGHTS,
  "9": NINES,
};
