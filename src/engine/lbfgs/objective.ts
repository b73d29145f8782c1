/**
 * @file What L-BFGS makes small: the mean loss over all training examples plus the penalty on the weights, as a
 * function of one vector with all parameters in it, layer by layer, each its weights, then its biases.
 */

import { type LayerParameters, layerInputs, type ModelDefinition } from "../../model/model.js";
import type { Pieces } from "../engine.js";

export interface Objective {
  /**
   * Mean loss at `point`.
   *
   * @param gradient where to write the gradient of it
   */
  evaluate(point: Float64Array, gradient: Float64Array): Pieces<number>;
}

/** All numbers of the layers' shapes in one vector. */
export function flatten(layers: readonly LayerParameters[], into: Float64Array): void {
  let at = 0;
  for (const { weight, bias } of layers) {
    into.set(weight, at);
    into.set(bias, at + weight.length);
    at += weight.length + bias.length;
  }
}

/** The reverse of {@link flatten}; the arrays share the vector's numbers. */
export function layersOf(definition: ModelDefinition, vector: Float64Array): LayerParameters[] {
  let at = 0;
  return definition.layers.map(({ units }, i) => {
    const weights = units * layerInputs(definition, i);
    const weight = vector.subarray(at, at + weights);
    const bias = vector.subarray(at + weights, at + weights + units);
    at += weights + units;
    return { weight, bias };
  });
}

/**
 * `λ/2 · |w|²` over all weights, and its gradient added to another.
 *
 * @param point and `gradient` by layers
 */
export function addPenalty(
  weightDecay: number,
  point: readonly LayerParameters[],
  gradient: readonly LayerParameters[],
): number {
  if (weightDecay === 0) return 0;
  let squares = 0;
  point.forEach(({ weight }, layer) => {
    const into = gradient[layer].weight;
    for (let i = 0; i < weight.length; i++) {
      squares += weight[i] * weight[i];
      into[i] += weightDecay * weight[i];
    }
  });
  return (weightDecay / 2) * squares;
}
