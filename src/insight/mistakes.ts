/**
 * @file Where a network errs the most: the wrong answers that it is surest of, the numbers that it misses by most.
 */

import type { ClassTargets } from "../data/dataset.js";
import { predictedClass } from "../model/outputs.js";
import { classScoreAt } from "./metrics/assess.js";

/** A wrong answer. */
export interface Mistake {
  /** Of the data set. */
  readonly row: number;
  /** Indices of classes. */
  readonly actual: number;
  readonly predicted: number;
  /** What the network gave to the predicted class, and to the actual one: probabilities, where its outputs are some. */
  readonly score: number;
  readonly actualScore: number;
}

/**
 * The wrong answers by the score of the predicted class, the highest first; of equal ones the earlier row.
 *
 * @param outputs activations of the output layer, `[rows, units]`
 * @param count at most so many
 * @example
 * ```ts
 * const [surest] = surestMistakes({ classes: Uint8Array.of(0, 1) }, [0.2, 0.8, 0.1, 0.9], 5); // row 0, taken for class 1
 * ```
 */
export function surestMistakes(
  { classes }: Pick<ClassTargets, "classes">,
  outputs: ArrayLike<number>,
  count: number,
): Mistake[] {
  const units = outputs.length / classes.length;
  const mistakes: Mistake[] = [];
  const answer = new Float64Array(units);
  classes.forEach((actual, row) => {
    for (let j = 0; j < units; j++) answer[j] = outputs[row * units + j];
    const predicted = predictedClass(answer);
    if (predicted === actual) return;
    const score = classScoreAt(outputs, units, row, predicted);
    mistakes.push({ row, actual, predicted, score, actualScore: classScoreAt(outputs, units, row, actual) });
  });
  return mistakes.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, count);
}

/** A number that was missed. */
export interface Miss {
  readonly row: number;
  readonly actual: number;
  readonly predicted: number;
}

/**
 * The predictions that are furthest off, the worst first; of equal ones the earlier row.
 *
 * @param count at most so many
 * @example
 * ```ts
 * const [worst] = largestMisses([200, 310], [190, 370], 1); // row 1, which is off by 60
 * ```
 */
export function largestMisses(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  count: number,
): Miss[] {
  const misses = Array.from(
    actual,
    (value, row): Miss => ({ row, actual: value, predicted: predicted[row] }),
  );
  const error = (miss: Miss): number => Math.abs(miss.actual - miss.predicted);
  return misses.sort((a, b) => error(b) - error(a) || a.row - b.row).slice(0, count);
}
