/**
 * @file How good a network is on some rows: mean loss, and for classes the accuracy and the confusion matrix.
 */

import type { Dataset } from "../data/dataset.js";
import type { AttachedData, CompiledNetwork, Numbers } from "../engine/engine.js";
import { predictedClass } from "../model/predicted-class.js";
import { turn } from "./turn.js";

/** What a network scores on a data set. */
export interface Evaluation {
  readonly examples: number;
  /** Mean over the examples. */
  readonly loss: number;
  /** The share of the examples that were classified rightly, 0 to 1. Absent where the targets are values. */
  readonly accuracy?: number;
  /**
   * How often an example of class `i` was taken for class `j`: `confusion[i][j]`. Absent where the targets are
   * values.
   */
  readonly confusion?: readonly (readonly number[])[];
}

/** Rows that are computed without a turn of the event loop: some milliseconds of a small network. */
const CHUNK = 512;

/**
 * Scores a network on rows of a data set.
 *
 * @param attached the same data, in the network's engine
 * @param into where to write the outputs, at least `[rows.length, units of the output layer]`; not kept when left out
 */
export async function score(
  network: CompiledNetwork,
  attached: AttachedData,
  { targets }: Dataset,
  rows: Uint32Array,
  into?: Numbers,
): Promise<Evaluation> {
  const names = targets.kind === "classes" ? targets.names : [];
  const confusion = names.map(() => names.map(() => 0));
  let loss = 0;
  let right = 0;
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.subarray(from, from + CHUNK);
    const { losses, outputs } = network.evaluate(attached, chunk);
    const units = outputs.length / chunk.length;
    into?.set(outputs, from * units);
    for (let n = 0; n < chunk.length; n++) {
      loss += losses[n];
      if (targets.kind === "values") continue;
      const actual = targets.classes[chunk[n]];
      const predicted = predictedClass(outputs.subarray(n * units, (n + 1) * units));
      confusion[actual][predicted]++;
      if (actual === predicted) right++;
    }
    await turn();
  }
  const examples = rows.length;
  const mean = { examples, loss: loss / examples };
  return targets.kind === "values" ? mean : { ...mean, accuracy: right / examples, confusion };
}
