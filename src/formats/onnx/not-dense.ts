/**
 * @file What is thrown where a graph turns out to be none of a chain of dense layers.
 */

import { HIDDEN_ACTIVATION_NAMES } from "../../model/activations.js";

/** Why a node is none of a chain of dense layers: the rest of a sentence. */
export class NotDenseError extends Error {
  /** The node that it is about, where that is not the one that is being read. */
  readonly node: string | undefined;

  constructor(message: string, node?: string) {
    super(message);
    this.node = node;
  }
}

const KNOWN = HIDDEN_ACTIVATION_NAMES.join(", ");

/** A function of each neuron that no activation of Akari's is, whatever is done to it. @param node which ends it */
export const noActivation = (what = "is a function of each neuron", node?: string): NotDenseError =>
  new NotDenseError(`${what} that is none of Akari's activations (${KNOWN})`, node);
