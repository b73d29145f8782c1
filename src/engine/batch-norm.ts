/**
 * @file Batch normalisation (Ioffe and Szegedy, 2015) of the hidden layers, between `z = W a` and `σ`, with PyTorch's
 * definitions and defaults:
 *
 * ```
 * y = γ (z − μ) / √(v + ε) + β
 * ```
 *
 * In training `μ` and `v` are each unit's mean and variance over the batch, outside it running averages of them. There
 * `y` is a weighted sum like any other, so the network that comes out has dense layers and nothing else. A layer has no
 * bias besides `β`, for the mean would take it away again: where parameters are trained, the bias is `β`.
 */

import { AkariError } from "../error.js";
import { type LayerParameters, layerInputs, type ModelDefinition } from "../model/model.js";
import type { BatchNormState } from "./engine.js";

/** Added to a variance. */
export const EPSILON = 1e-5;
/** How much of a running average a batch makes up. */
export const MOMENTUM = 0.1;

/** The dense layer that a layer is outside training: `W γ / √(v + ε)` and `β − μ γ / √(v + ε)`. */
export function foldBatchNorm({
  weight,
  bias,
  scale,
  mean,
  variance,
}: Omit<BatchNormState, "moments">): LayerParameters {
  const folded = { weight: weight.slice(), bias: bias.slice() };
  const inputs = weight.length / bias.length;
  for (let i = 0; i < bias.length; i++) {
    const factor = scale[i] / Math.sqrt(variance[i] + EPSILON);
    folded.bias[i] = bias[i] - mean[i] * factor;
    for (let k = i * inputs; k < (i + 1) * inputs; k++) folded.weight[k] = weight[k] * factor;
  }
  return folded;
}

/**
 * Checks that a stored state is that of a network's hidden layers.
 *
 * @throws AkariError `invalid-model` naming the layer
 */
export function requireBatchNorm(
  definition: ModelDefinition,
  moments: readonly string[],
  states: readonly BatchNormState[],
): void {
  const hidden = definition.layers.slice(0, -1);
  const i = hidden.findIndex(({ units }, l) => {
    const state = states[l];
    const vectors = [state?.bias, state?.scale, state?.mean, state?.variance];
    return (
      state?.weight.length !== units * layerInputs(definition, l) ||
      ![...vectors, ...moments.map((name) => state.moments[name])].every((vector) => vector?.length === units)
    );
  });
  if (i === -1 && states.length === hidden.length) return;
  throw new AkariError(
    "invalid-model",
    `The state of batch normalisation does not fit the network: ${
      i === -1 ? `it has ${states.length} layers` : `layer ${i + 1} lacks numbers, or has too many`
    }.`,
  );
}
