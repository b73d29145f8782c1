/**
 * @file Label smoothing (Szegedy and others, 2016): training's targets `y` become `(1 − ε) y + ε / K` for `K` classes,
 * so that no output is driven to its limit. Definitions are PyTorch's; of a sigmoid's two classes each has `ε / 2`.
 */

import { AkariError } from "../error.js";
import { type ModelDefinition, outputUnits } from "../model/model.js";

/**
 * What is added to every target, `ε / K`; 0 where nothing is smoothed.
 *
 * @param smoothing `ε`, from 0 to below 1
 * @throws AkariError `invalid-argument` for a loss whose targets are no probabilities
 */
export function smoothingShare(definition: ModelDefinition, smoothing = 0): number {
  const { loss } = definition;
  if (smoothing === 0) return 0;
  if (loss === "cross_entropy") return smoothing / outputUnits(definition);
  if (loss === "binary_cross_entropy") return smoothing / 2;
  throw new AkariError(
    "invalid-argument",
    `The option labelSmoothing is for the two cross-entropies, whose targets are probabilities; this network's loss is ${loss}.`,
  );
}
