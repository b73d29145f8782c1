/**
 * @file What regularisation does between the lines of the textbook, and the passes over a batch with it. The other
 * definitions, and what becomes of batch normalisation outside training, are in ../regularizers.ts.
 *
 * Dropout: each of a layer's inputs is left out or made larger, so that their sum is what it was on average.
 *
 * ```
 * a ← a ⊙ m        ∂L/∂a ← ∂L/∂a ⊙ m        m = 0 where dropped, else 1 / (1 − share)
 * ```
 *
 * Batch normalisation: every unit's weighted sums over a batch of `n` are brought to mean 0 and variance 1. With sums
 * over the batch's examples:
 *
 * ```
 * μ = Σz / n        v = Σ(z − μ)² / n        x̂ = (z − μ) / √(v + ε)        y = γ x̂ + β
 * ∂L/∂β = Σδ        ∂L/∂γ = Σ δ x̂        ∂L/∂z = γ / √(v + ε) · (δ − Σδ / n − x̂ Σ δ x̂ / n)        δ = ∂L/∂y
 * ```
 */

import type { ModelDefinition } from "../../model/model.js";
import { dropoutKey, dropoutThreshold, EPSILON, isDropped, MOMENTUM } from "../regularizers.js";
import { activationBackward, addGradients, inputDelta, type Judge } from "./backward.js";
import { activationForward, type Layer, linearForward } from "./forward.js";

/** Keeps a gradient of no length from being divided by 0 when it is clipped. */
const CLIP_EPSILON = 1e-6;

/** The masks of one example, one a layer, each `[inputs]`; undefined for a layer all of whose inputs are taken. */
export type Masks = readonly (Float64Array | undefined)[];

/** Dropout of the inputs of a network's layers. */
export class Dropout {
  readonly #shares: readonly number[];
  readonly #keys: readonly number[];

  /** @param shares of each layer's inputs, that are dropped */
  constructor(shares: readonly number[], seed: number) {
    this.#shares = shares;
    this.#keys = shares.map((_, l) => dropoutKey(seed, l));
  }

  /** Masks for an example of a step. @param inputs of each layer, how many */
  masks(inputs: readonly number[], step: number, row: number): Masks {
    return this.#shares.map((share, l) => {
      if (share === 0) return undefined;
      const threshold = dropoutThreshold(share);
      const kept = 1 / (1 - share);
      return Float64Array.from({ length: inputs[l] }, (_, unit) =>
        isDropped(this.#keys[l], threshold, step, row, unit) ? 0 : kept,
      );
    });
  }
}

/** `a ← a ⊙ m`. */
function applyMask(a: Float64Array, mask: Float64Array | undefined): void {
  if (mask === undefined) return;
  for (let i = 0; i < a.length; i++) a[i] *= mask[i];
}

/** What a layer with batch normalisation has besides its weights; its bias stays 0. Each `[units]`. */
export interface BatchNorm {
  /** `γ` and `β`, and their gradients summed over the examples of a batch. */
  readonly scale: Float64Array;
  readonly shift: Float64Array;
  readonly scaleGradient: Float64Array;
  readonly shiftGradient: Float64Array;
  /** Running averages. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** Of the current batch; the variance is the biased one, `v`. */
  readonly batchMean: Float64Array;
  readonly batchVariance: Float64Array;
}

/** Each layer's normalisation, as it is before the first step. @param normalized which layers have one */
export function createBatchNorms(
  { layers }: ModelDefinition,
  normalized: readonly boolean[],
): (BatchNorm | undefined)[] {
  return layers.map(({ units }, l) => {
    if (!normalized[l]) return undefined;
    return {
      scale: new Float64Array(units).fill(1),
      shift: new Float64Array(units),
      scaleGradient: new Float64Array(units),
      shiftGradient: new Float64Array(units),
      mean: new Float64Array(units),
      variance: new Float64Array(units).fill(1),
      batchMean: new Float64Array(units),
      batchVariance: new Float64Array(units),
    };
  });
}

/** An example on its way through the layers. They share parameters and gradients with those of other examples. */
export interface Example {
  readonly layers: readonly Layer[];
  /** `[inputs]`. */
  readonly x: Float64Array;
  /** Targets, `[units of the output layer]`. */
  readonly y: Float64Array;
  readonly masks: Masks;
  /** Multiplies its loss. */
  readonly weight: number;
}

/** A place for another example in the same network. */
export function exampleOf(
  layers: readonly Layer[],
  x: Float64Array,
  y: Float64Array,
  masks: Masks,
  weight: number,
): Example {
  const own = layers.map((layer) => ({
    ...layer,
    input: layer.input.slice(),
    z: layer.z.slice(),
    a: layer.a.slice(),
    delta: layer.delta.slice(),
  }));
  return { layers: own, x: x.slice(), y: y.slice(), masks, weight };
}

/**
 * Forward and backward over a batch, a layer at a time: the gradients are added up in the layers and in `norms`.
 *
 * @param norms each layer's normalisation, where it has any
 * @param judge what comes of each example's outputs
 * @returns the sum of the examples' losses
 */
export function regularizedPasses(
  examples: readonly Example[],
  norms: readonly (BatchNorm | undefined)[],
  judge: Judge,
): number {
  const depth = examples[0].layers.length;
  const normalized: Float64Array[][] = [];
  for (let l = 0; l < depth; l++) {
    const layers = examples.map((example) => example.layers[l]);
    examples.forEach(({ layers: own, x, masks }, e) => {
      layers[e].input.set(l === 0 ? x : own[l - 1].a);
      applyMask(layers[e].input, masks[l]);
      linearForward(layers[e]);
    });
    normalized.push(normalize(layers, norms[l]));
    layers.forEach(activationForward);
  }
  const losses = examples.map(({ layers, y, weight }, n) => judge(layers[depth - 1], y, weight, n));
  for (let l = depth - 1; l >= 0; l--) {
    const layers = examples.map((example) => example.layers[l]);
    normalizeBackward(layers, norms[l], normalized[l]);
    layers.forEach(addGradients);
    if (l === 0) break;
    for (const { layers: own, masks } of examples) {
      inputDelta(own[l], own[l - 1].delta);
      applyMask(own[l - 1].delta, masks[l]);
      activationBackward(own[l - 1]);
    }
  }
  return losses.reduce((sum, loss) => sum + loss, 0);
}

/**
 * Turns `z` into `y`, in place.
 *
 * @param layers the same layer for each example
 * @returns `x̂` of each example, `[units]`; none for a layer without batch normalisation
 */
function normalize(layers: readonly Layer[], norm: BatchNorm | undefined): Float64Array[] {
  if (norm === undefined) return [];
  const n = layers.length;
  const { units } = layers[0];
  const normalized = layers.map(() => new Float64Array(units));
  for (let i = 0; i < units; i++) {
    const mean = layers.reduce((sum, { z }) => sum + z[i], 0) / n;
    const variance = layers.reduce((sum, { z }) => sum + (z[i] - mean) ** 2, 0) / n;
    layers.forEach(({ z }, e) => {
      normalized[e][i] = (z[i] - mean) / Math.sqrt(variance + EPSILON);
      z[i] = norm.scale[i] * normalized[e][i] + norm.shift[i];
    });
    norm.batchMean[i] = mean;
    norm.batchVariance[i] = variance;
  }
  return normalized;
}

/** Turns `∂L/∂y` into `∂L/∂z`, in place, and adds up the gradients of `γ` and `β`. */
function normalizeBackward(
  layers: readonly Layer[],
  norm: BatchNorm | undefined,
  normalized: readonly Float64Array[],
): void {
  if (norm === undefined) return;
  const n = layers.length;
  for (let i = 0; i < layers[0].units; i++) {
    const shiftGradient = layers.reduce((sum, { delta }) => sum + delta[i], 0);
    const scaleGradient = layers.reduce((sum, { delta }, e) => sum + delta[i] * normalized[e][i], 0);
    norm.shiftGradient[i] += shiftGradient;
    norm.scaleGradient[i] += scaleGradient;
    const factor = norm.scale[i] / Math.sqrt(norm.batchVariance[i] + EPSILON);
    layers.forEach(({ delta }, e) => {
      delta[i] = factor * (delta[i] - shiftGradient / n - (normalized[e][i] * scaleGradient) / n);
    });
  }
}

/** Takes a batch of `n` examples into the running averages; its variance as the unbiased one, `Σ(z − μ)² / (n − 1)`. */
export function updateAverages({ mean, variance, batchMean, batchVariance }: BatchNorm, n: number): void {
  for (let i = 0; i < mean.length; i++) {
    mean[i] = (1 - MOMENTUM) * mean[i] + MOMENTUM * batchMean[i];
    variance[i] = (1 - MOMENTUM) * variance[i] + MOMENTUM * batchVariance[i] * (n / (n - 1));
  }
}

/**
 * Adds the subgradient of the L1 penalty `λ Σ|w|` to a gradient: `g ← g + λ sign(w)`, where `sign(0)` is 0.
 *
 * @param w weights, `[units, inputs]`, and `g` their gradient
 */
export function addL1(lambda: number, w: Float64Array, g: Float64Array): void {
  for (let i = 0; i < w.length; i++) g[i] += lambda * Math.sign(w[i]);
}

/**
 * Gradient clipping by the global norm (Pascanu, Mikolov and Bengio, 2013), as PyTorch's `clip_grad_norm_` has it:
 * shortens gradients, all of them together as one vector, to about `clip` where they are longer,
 * `g ← g · min(1, clip / (‖g‖ + ε))`.
 */
export function clipNorm(gradients: readonly Float64Array[], clip: number): void {
  let squares = 0;
  for (const gradient of gradients) for (const g of gradient) squares += g * g;
  const factor = clip / (Math.sqrt(squares) + CLIP_EPSILON);
  if (!(factor < 1)) return;
  for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
}
