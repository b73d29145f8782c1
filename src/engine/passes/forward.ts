/**
 * @file What the passes work on, and the forward pass: one example through the layers, and how far its outputs are from
 * their targets.
 *
 * ```
 * a' = σ(W a + b)
 * ```
 *
 * Examples go through one at a time, so there is no batch axis anywhere here. Every array is row by row, in float64.
 */

import { ACTIVATIONS, type ActivationName, isElementwise } from "../../model/activations.js";
import { type ElementwiseLoss, type FusedLoss, LOSSES, type LossName } from "../../model/losses.js";
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

/**
 * Each layer takes the activations `a` of the layer before to `z = W a + b` and `a' = σ(z)`.
 *
 * @param x the first layer's inputs, `[inputs]`
 * @returns the output layer's activations, `[units]`; they live in that layer until the next pass
 */
export function forward(layers: readonly Layer[], x: Float64Array): Float64Array {
  let a = x;
  for (const layer of layers) {
    layer.input.set(a);
    linearForward(layer);
    activationForward(layer);
    a = layer.a;
  }
  return a;
}

/** `z = W a + b`: `zᵢ = bᵢ + Σⱼ Wᵢⱼ aⱼ`, where `a` is the layer's input. */
export function linearForward({ units, inputs, weight, bias, input, z }: Layer): void {
  for (let i = 0; i < units; i++) {
    let sum = bias[i];
    for (let j = 0; j < inputs; j++) sum += weight[i * inputs + j] * input[j];
    z[i] = sum;
  }
}

/** `a = σ(z)`, both `[units]`. */
export function activationForward({ activation, units, z, a }: Layer): void {
  if (!isElementwise(activation)) {
    a.set(ACTIVATIONS[activation].values(z));
    return;
  }
  const sigma = ACTIVATIONS[activation];
  for (let i = 0; i < units; i++) a[i] = sigma.value(z[i]);
}

/**
 * The loss of one example, after its forward pass.
 *
 * The cross-entropy is a sum over the classes, every other loss a mean over the outputs. The two that belong to an
 * activation are computed from `z`, for `a` may have rounded to 0 or 1 and its logarithm would be infinite.
 *
 * @param y targets, `[units]`
 */
export function exampleLoss(loss: LossName, { units, z, a }: Layer, y: Float64Array): number {
  const row: ElementwiseLoss | FusedLoss = LOSSES[loss];
  if ("fusedWith" in row) return row.example(z, y);
  let sum = 0;
  for (let i = 0; i < units; i++) sum += row.value(a[i], y[i]);
  return sum / units;
}
