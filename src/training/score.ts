/**
 * @file How good a network is on some rows: mean loss; for classes the accuracy and the
 * confusion matrix, for numbers R² and errors in their own unit.
 */

import type { Dataset } from "../data/dataset.js";
import type { AttachedData, CompiledNetwork, Numbers } from "../engine/engine.js";
import { predictedClass } from "../model/predicted-class.js";
import { ValueErrors, type ValueScore } from "../model/value-scores.js";
import { turn } from "./turn.js";

/** What a network scores on a data set. */
export interface Evaluation {
  readonly examples: number;
  /** Mean over the examples; where they have weights, `Σ w l / Σ w`. */
  readonly loss: number;
  /** The share of the examples that were classified rightly, 0 to 1, each counted once. Absent where the targets are values. */
  readonly accuracy?: number;
  /**
   * How often an example of class `i` was taken for class `j`: `confusion[i][j]`. Absent where the targets are
   * values.
   */
  readonly confusion?: readonly (readonly number[])[];
  /** Each output's scores, in its own unit. Absent where the targets are classes. */
  readonly values?: readonly ValueScore[];
  /** The mean of the outputs' R². Absent where the targets are classes. */
  readonly r2?: number;
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
  { targets, weights }: Dataset,
  rows: Uint32Array,
  into?: Numbers,
): Promise<Evaluation> {
  const names = targets.kind === "classes" ? targets.names : [];
  const confusion = names.map(() => names.map(() => 0));
  const { preprocessing } = network.definition;
  const errors =
    targets.kind === "values" ? new ValueErrors(targets.columns, preprocessing.outputs) : undefined;
  let loss = 0;
  let right = 0;
  let total = 0;
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.subarray(from, from + CHUNK);
    const { losses, outputs } = network.evaluate(attached, chunk);
    const units = outputs.length / chunk.length;
    into?.set(outputs, from * units);
    for (let n = 0; n < chunk.length; n++) {
      const weight = weights?.[chunk[n]] ?? 1;
      loss += weight * losses[n];
      total += weight;
      if (targets.kind === "values") {
        errors?.add(targets.data, chunk[n] * targets.columns, outputs, n * units);
        continue;
      }
      const actual = targets.classes[chunk[n]];
      const predicted = predictedClass(outputs.subarray(n * units, (n + 1) * units));
      confusion[actual][predicted]++;
      if (actual === predicted) right++;
    }
    await turn();
  }
  const examples = rows.length;
  const mean = { examples, loss: loss / total };
  if (errors === undefined) return { ...mean, accuracy: right / examples, confusion };
  const values = errors.scores();
  return { ...mean, values, r2: values.reduce((sum, { r2 }) => sum + r2, 0) / values.length };
}
