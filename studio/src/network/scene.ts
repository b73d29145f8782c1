/**
 * @file What a picture of the network shows.
 */

import type { Model, Trace } from "akari";
import type { EdgeMode, Selection } from "../studio.svelte";
import type { Backward } from "./backward";
import type { Layout } from "./layout";
import type { Palette } from "./palette";

/** All that a picture depends on. */
export interface Scene {
  readonly model: Model;
  readonly trace: Trace | undefined;
  readonly layout: Layout;
  readonly light: number;
  readonly edgeMode: EdgeMode;
  /** What is pointed at, and what is open: their edges stand out. */
  readonly marked: readonly Selection[];
  /** What comes back through the network in a step of training; else nothing does. */
  readonly backward: Backward | undefined;
  readonly palette: Palette;
  readonly density: number;
}
