/**
 * @file What the reference engine keeps of each layer: its parameters, and what one example does to it.
 *
 * Examples go through one at a time, so there is no batch axis anywhere in this engine. Every array is row by row.
 */

import type { ActivationName } from "../../model/activations.js";
import { allocateNumbers } from "../../model/memory.js";
import { layerInputs, type ModelDefinition } from "../../model/model.js";

/** What a layer with batch normalisation has besides its weights and, for its bias, `β`. Each `[units]`. */
export interface BatchNorm {
  /** `γ`, and its gradient summed over the examples of a batch. */
  readonly scale: Float64Array;
  readonly scaleGradient: Float64Array;
  /** Running averages. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** Of the current batch; the variance is the biased one, `v`. */
  readonly batchMean: Float64Array;
  readonly batchVariance: Float64Array;
}

/** A dense layer `a' = σ(z)`, `z = W a + b`, and its part in the forward and the backward pass. */
export interface Layer {
  readonly activation: ActivationName;
  readonly inputs: number;
  readonly units: number;
  /** `W`, `[units, inputs]`. */
  readonly weight: Float64Array;
  /** `b`, `[units]`. */
  readonly bias: Float64Array;
  /** What the layer took in of the current example, `[inputs]`: `a` of the layer before, after dropout. */
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
  /** Batch normalisation, in training: `z` is then `W a` before it, and what it makes of that after it. */
  readonly norm?: BatchNorm;
}

/** As it is before the first step. */
function createBatchNorm(units: number): BatchNorm {
  return {
    scale: new Float64Array(units).fill(1),
    scaleGradient: new Float64Array(units),
    mean: new Float64Array(units),
    variance: new Float64Array(units).fill(1),
    batchMean: new Float64Array(units),
    batchVariance: new Float64Array(units),
  };
}

/** Layers of a network, all numbers zero. @param batchNorm whether the hidden ones have batch normalisation */
export function createLayers(definition: ModelDefinition, batchNorm = false): Layer[] {
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
      ...(batchNorm && i < definition.layers.length - 1 ? { norm: createBatchNorm(units) } : {}),
    };
  });
}
