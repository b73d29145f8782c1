/**
 * @file Inputs that come without a data set around them: what single files hold, to be predicted.
 */

import type { Features } from "./dataset.js";

/** Rows of inputs, each with a name. */
export interface NamedRows {
  readonly features: Features;
  /** What each row is called, `[rows]`: its file's path. */
  readonly names: readonly string[];
  /** The class that the folder of each row's file speaks for, `[rows]`; undefined where it is no class. */
  readonly labels: readonly (string | undefined)[];
}
