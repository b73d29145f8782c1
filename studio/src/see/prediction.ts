/**
 * @file What a network answers, largest first: for the result beside the pad.
 */

import type { ModelDefinition, Trace } from "akari";

export interface Guess {
  readonly label: string;
  /** The output neuron's activation; for softmax and sigmoid a probability. */
  readonly value: number;
}

export interface Prediction {
  /** The classes, the predicted one first. */
  readonly ranked: readonly Guess[];
  /** Whether the values are probabilities. */
  readonly probable: boolean;
}

/** The answer of a network that tells classes apart; `undefined` for one whose outputs are values. */
export function readPrediction({ layers, labels }: ModelDefinition, trace: Trace): Prediction | undefined {
  const { activation } = layers[layers.length - 1];
  const { activations } = trace.layers[trace.layers.length - 1];
  const probable = activation === "softmax" || activation === "sigmoid";
  if (!probable && labels === undefined) return undefined;
  // A single output is the probability of the second of two classes.
  const values = activations.length === 1 ? [1 - activations[0], activations[0]] : Array.from(activations);
  const ranked = values
    .map((value, i): Guess => ({ label: labels?.[i] ?? String(i), value }))
    .sort((a, b) => b.value - a.value);
  return { ranked, probable };
}
