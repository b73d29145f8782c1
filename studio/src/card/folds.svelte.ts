/**
 * @file Which parts of a card are open: as long as the page is, from neuron to neuron.
 */

import { SvelteSet } from "svelte/reactivity";

export type FoldName =
  | "equation"
  | "what-if"
  | "weights"
  | "curve"
  | "connections"
  | "top"
  | "training"
  | "where";

export const openFolds = new SvelteSet<FoldName>();
