/**
 * @file Regularisation as all engines have it: what is dropped, what batch normalisation is outside training, and what
 * smoothing adds to targets.
 *
 * - Dropout: which activations it leaves out is a function of the seed, the layer, the step, the row in the batch and the
 *   unit. There is no generator whose state would have to be kept, or handed from thread to thread. kernels/regularization.ts
 *   has the same function.
 * - Batch normalisation (Ioffe and Szegedy, 2015) of the hidden layers, between `z = W a` and `σ`, with PyTorch's
 *   definitions and defaults: `y = γ (z − μ) / √(v + ε) + β`. In training `μ` and `v` are each unit's mean and variance
 *   over the batch, outside it running averages of them. There `y` is a weighted sum like any other, so the network that
 *   comes out has dense layers and nothing else. A layer has no bias besides `β`, for the mean would take it away again:
 *   where parameters are trained, the bias is `β`.
 *   A frozen layer has none: it is the dense layer that it is outside training.
 * - Label smoothing (Szegedy and others, 2016): training's targets `y` become `(1 − ε) y + ε / K` for `K` classes, so that
 *   no output is driven to its limit. Definitions are PyTorch's; of a sigmoid's two classes each has `ε / 2`.
 */

import { AkariError, invalidArgument } from "../error.js";
import { type LayerParameters, layerInputs, type ModelDefinition, outputUnits } from "../model/model.js";
import { mix, randomGenerator } from "../model/random.js";
import type { BatchNormState, CompileOptions, LayerGradients } from "./engine.js";

/** Added to a variance. */
export const EPSILON = 1e-5;
/** How much of a running average a batch makes up. */
export const MOMENTUM = 0.1;

/** Which layers have batch normalisation in training: hidden ones that are not frozen. */
export const normalizedLayers = (
  definition: ModelDefinition,
  { batchNorm = false, byLayer = [] }: Pick<CompileOptions, "batchNorm" | "byLayer">,
): boolean[] =>
  definition.layers.map((_, i) => batchNorm && i < definition.layers.length - 1 && !byLayer[i]?.frozen);

/** What stands for a hidden layer without it among the states of the others. */
export function plainState({ weight, bias }: LayerParameters, moments: readonly string[]): BatchNormState {
  const zeros = () => new Float64Array(bias.length);
  return {
    ...{ weight, bias, scale: zeros().fill(1), mean: zeros(), variance: zeros().fill(1) },
    moments: Object.fromEntries(moments.map((name) => [name, zeros()])),
  };
}

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
 * Checks that gradients are those of this network.
 *
 * @param normalized which layers have batch normalisation
 * @throws AkariError `invalid-model` naming the layer
 */
export function requireGradients(
  definition: ModelDefinition,
  gradients: readonly LayerGradients[],
  normalized: readonly boolean[],
): void {
  const { layers } = definition;
  if (gradients.length !== layers.length) {
    throw new AkariError(
      "invalid-model",
      `The model has ${layers.length} layers, the gradients have ${gradients.length}.`,
    );
  }
  gradients.forEach(({ weight, bias, scale }, i) => {
    const { units } = layers[i];
    const weights = units * layerInputs(definition, i);
    const scales = normalized[i] ? units : 0;
    if (weight?.length === weights && bias?.length === units && (scale?.length ?? 0) === scales) return;
    const of = scales === 0 ? "" : `, and of ${scales} scales`;
    throw new AkariError(
      "invalid-model",
      `The gradients of layer ${i + 1} should be those of ${weights} weights and ${units} biases${of}.`,
    );
  });
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

/** 2³² over the golden ratio: what lies one apart before the multiplication lies far apart after it. */
const STRIDE = 0x9e3779b9;

/** The key of a layer's masks, 32 bits. @param layer whose inputs are dropped, counted from 0 */
export function dropoutKey(seed: number, layer: number): number {
  return randomGenerator(seed, `dropout/${layer}`).uint32();
}

/** A share of 0 to below 1 as a number of 32 bits: what is drawn below it is dropped. */
export function dropoutThreshold(share: number): number {
  return Math.floor(share * 2 ** 32);
}

/**
 * Whether a step drops an activation.
 *
 * @param step counted from 1
 * @param row of the batch, counted from 0
 */
export function isDropped(key: number, threshold: number, step: number, row: number, unit: number): boolean {
  const ofRow = mix(mix(key + Math.imul(step, STRIDE)) + Math.imul(row, STRIDE));
  return mix(ofRow + Math.imul(unit, STRIDE)) >>> 0 < threshold;
}

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
  throw invalidArgument(
    `The option labelSmoothing is for the two cross-entropies, whose targets are probabilities; this network's loss is ${loss}.`,
  );
}
