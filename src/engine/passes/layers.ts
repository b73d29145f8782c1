/**
 * @file What the passes work on: a layer's parameters, what one example does to it, and the gradients that add up.
 *
 * Examples go through one at a time, so there is no batch axis anywhere here. Every array is row by row, in float64.
 */

import type { ActivationName } from "../../model/activations.js";
import { allocateNumbers } from "../../model/memory.js";
import { layerInputs, type ModelDefinition } from "../../model/model.js";

/** A dense layer `a' = σ(z)`, `z = W a + b`, and its part in the forward and the backward pass. */
export interface Layer {
  readonly activation: ActivationName;
  readonly inputs: number;
  readonly units: number;
  /** `W`, `[units, inputs]`. */
  readonly weight: Float64Array;
  /** `b`, `[units]`. */
  readonly bias: Float64Array;
  /** What the layer takes in of the current example, `[inputs]`: `a` of the layer before. */
  readonly input: Float64Array;
  /** Weighted sums of the current example, `[units]`. */
  readonly z: Float64Array;
  /** Activations `σ(z)` of the current example, `[units]`. */
  readonly a: Float64Array;
  /** `δ = ∂L/∂z` of the current example, `[units]`. */
  readonly delta: Float64Array;
  /** `∂L/∂W`, summed over the examples of a batch, `[units, inputs]`. */
  readonly weightGradient: Float64Array;
  /** `∂L/∂b`, summed over the examples of a batch, `[units]`. */
  readonly biasGradient: Float64Array;
}

/** Layers of a network, all numbers zero. @throws AkariError `out-of-memory` where there is no room for them */
export function createLayers(definition: ModelDefinition): Layer[] {
  return definition.layers.map(({ units, activation }, i) => {
    const inputs = layerInputs(definition, i);
    return {
      activation,
      inputs,
      units,
      weight: allocateNumbers(units * inputs),
      bias: new Float64Array(units),
      input: new Float64Array(inputs),
      z: new Float64Array(units),
      a: new Float64Array(units),
      delta: new Float64Array(units),
      weightGradient: allocateNumbers(units * inputs),
      biasGradient: new Float64Array(units),
    };
  });
}
