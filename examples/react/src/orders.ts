/** What the page and its Worker tell each other. */

import type { EpochFigures } from "akari/training";

export const EPOCHS = 3000;

export type Order = "train" | "cancel";
export type Message =
  | { readonly type: "epoch"; readonly figures: EpochFigures }
  | { readonly type: "end"; readonly epochs: number; readonly accuracy: number }
  | { readonly type: "failure"; readonly message: string };
