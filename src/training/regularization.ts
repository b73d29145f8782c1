/**
 * @file What training does to a network so that it does better on examples that it has not seen. The network that comes
 * out has nothing of it, so it is no part of a model's description.
 */

import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import type { Regularization } from "./options.js";

/**
 * Of each layer's inputs, the share that a step drops.
 *
 * @throws AkariError `invalid-argument` where the hidden layers are not as many as their shares
 */
export function dropoutShares(
  { layers }: ModelDefinition,
  { dropout = [], inputDropout = 0 }: Regularization,
): number[] {
  const hidden = layers.length - 1;
  const shares = typeof dropout === "object" ? dropout : Array<number>(hidden || 1).fill(dropout);
  if (shares.length > 0 && shares.length !== hidden) {
    throw invalid(
      hidden === 0
        ? "The option dropout is for hidden layers, but the network has none; inputDropout is for its inputs."
        : `The option dropout has ${shares.length} shares, but the network has ${hidden} hidden layers: give one ` +
            "number for all, or one for each.",
    );
  }
  return layers.map((_, i) => (i === 0 ? inputDropout : (shares[i - 1] ?? 0)));
}

/**
 * Checks that batch normalisation, where it is asked for, has something to do, and a batch to do it with.
 *
 * @param batch examples in a step
 * @param examples in an epoch, whose last batch may be smaller
 * @throws AkariError `invalid-argument`
 */
export function requireBatches(
  { layers }: ModelDefinition,
  { batchNorm = false }: Regularization,
  batch: number,
  examples: number,
): void {
  if (!batchNorm) return;
  if (layers.length === 1) {
    throw invalid("The option batchNorm is for hidden layers, but the network has none: leave it out.");
  }
  if (batch === 1 || examples % batch === 1) {
    throw invalid(
      `Batch normalisation needs two examples or more in every step, but of ${examples} examples in batches of ` +
        `${batch} one would be alone. Choose another batch.`,
    );
  }
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
