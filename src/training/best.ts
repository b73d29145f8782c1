/**
 * @file Which of two epochs is the better one, judged by examples that were not learned from.
 */

import type { EpochFigures } from "../engine/checkpoint.js";

/**
 * Whether an epoch is better than the best one before it: more accurate or, where the targets are values, with a
 * lower loss. As good is not better.
 *
 * @param byLoss whether the loss decides wherever there is one
 */
export function isBetter(epoch: EpochFigures, best: EpochFigures | undefined, byLoss = false): boolean {
  if (best === undefined) return true;
  const { validationAccuracy: accuracy, validationLoss: loss = Number.NaN } = epoch;
  const { validationAccuracy: bestAccuracy, validationLoss: bestLoss = Number.NaN } = best;
  if (!byLoss && accuracy !== undefined && bestAccuracy !== undefined) return accuracy > bestAccuracy;
  return loss < bestLoss || (Number.isNaN(bestLoss) && !Number.isNaN(loss));
}
