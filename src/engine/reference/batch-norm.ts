/**
 * @file Batch normalisation in training: every unit's weighted sums over a batch are brought to mean 0 and variance 1.
 * What the definitions are, and what becomes of it outside training, is in ../batch-norm.ts.
 *
 * With `n` examples and sums over them:
 *
 * ```
 * μ = Σz / n        v = Σ(z − μ)² / n        x̂ = (z − μ) / √(v + ε)        y = γ x̂ + β
 * ∂L/∂β = Σδ        ∂L/∂γ = Σ δ x̂        ∂L/∂z = γ / √(v + ε) · (δ − Σδ / n − x̂ Σ δ x̂ / n)        δ = ∂L/∂y
 * ```
 */

import type { LossName } from "../../model/losses.js";
import { EPSILON, MOMENTUM } from "../batch-norm.js";
import { backwardLayer, outputDelta } from "./backward.js";
import type { Masks } from "./dropout.js";
import { activate, exampleLoss, takeIn } from "./forward.js";
import type { BatchNorm, Layer } from "./layers.js";

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
 * Forward and backward over a batch, a layer at a time: the gradients are added up in the layers.
 *
 * @returns the sum of the examples' losses
 */
export function passTogether(examples: readonly Example[], loss: LossName): number {
  const depth = examples[0].layers.length;
  const normalized: (readonly Float64Array[])[] = [];
  for (let l = 0; l < depth; l++) {
    const layers = examples.map((example) => example.layers[l]);
    for (const { layers, x, masks } of examples) takeIn(layers[l], l === 0 ? x : layers[l - 1].a, masks[l]);
    normalized.push(normalize(layers));
    layers.forEach(activate);
  }
  for (const { layers, y, weight } of examples) outputDelta(layers[depth - 1], y, loss, weight);
  for (let l = depth - 1; l >= 0; l--) {
    throughNormalization(
      examples.map(({ layers }) => layers[l]),
      normalized[l],
    );
    for (const { layers, masks } of examples) backwardLayer(layers, l, masks);
  }
  return examples.reduce(
    (sum, { layers, y, weight }) => sum + weight * exampleLoss(loss, layers[depth - 1], y),
    0,
  );
}

/**
 * Turns `z` into `y`, in place.
 *
 * @param layers the same layer for each example
 * @returns `x̂` of each example, `[units]`; none for a layer without batch normalisation
 */
function normalize(layers: readonly Layer[]): Float64Array[] {
  const [{ norm, units, bias }] = layers;
  if (norm === undefined) return [];
  const n = layers.length;
  const normalized = layers.map(() => new Float64Array(units));
  for (let i = 0; i < units; i++) {
    const mean = layers.reduce((sum, { z }) => sum + z[i], 0) / n;
    const variance = layers.reduce((sum, { z }) => sum + (z[i] - mean) ** 2, 0) / n;
    layers.forEach(({ z }, e) => {
      normalized[e][i] = (z[i] - mean) / Math.sqrt(variance + EPSILON);
      z[i] = norm.scale[i] * normalized[e][i] + bias[i];
    });
    norm.batchMean[i] = mean;
    norm.batchVariance[i] = variance;
  }
  return normalized;
}

/** Turns `∂L/∂y` into `∂L/∂z`, in place, and adds up the gradients of `γ` and `β`. */
function throughNormalization(layers: readonly Layer[], normalized: readonly Float64Array[]): void {
  const [{ norm, units, biasGradient }] = layers;
  if (norm === undefined) return;
  const n = layers.length;
  for (let i = 0; i < units; i++) {
    const shiftGradient = layers.reduce((sum, { delta }) => sum + delta[i], 0);
    const scaleGradient = layers.reduce((sum, { delta }, e) => sum + delta[i] * normalized[e][i], 0);
    biasGradient[i] += shiftGradient;
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
