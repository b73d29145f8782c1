/**
 * @file The backward pass: the chain rule, from the loss back to every weight.
 *
 * With `δ = ∂L/∂z` of a layer, `z = W a + b` and `a = σ(z_before)`:
 *
 * ```
 * ∂L/∂W = δ aᵀ        ∂L/∂b = δ        δ_before = Wᵀ δ ⊙ σ′(z_before)
 * ```
 */

import { ACTIVATIONS, isElementwise } from "../../model/activations.js";
import { type ElementwiseLoss, type FusedLoss, LOSSES, type LossName } from "../../model/losses.js";
import type { ExampleLoss } from "../engine.js";
import { exampleLoss, type Layer } from "./forward.js";

/**
 * Adds the gradients of one example's loss to each layer's `weightGradient` and `biasGradient`. The forward pass of
 * the same example comes first.
 *
 * @param y targets, `[units of the output layer]`
 * @param weight multiplies the loss
 */
export function backward(layers: readonly Layer[], y: Float64Array, loss: LossName, weight = 1): void {
  outputDelta(layers[layers.length - 1], y, loss, weight);
  backwardFromDelta(layers);
}

/** The same from where the output layer has its `δ`. */
export function backwardFromDelta(layers: readonly Layer[]): void {
  for (let l = layers.length - 1; l >= 0; l--) {
    addGradients(layers[l]);
    if (l > 0) {
      inputDelta(layers[l], layers[l - 1].delta);
      activationBackward(layers[l - 1]);
    }
  }
}

/**
 * The gradient of any number `y` with respect to the inputs, `∂y/∂x = W₁ᵀ δ₁`, where the last of the layers has
 * `δ = ∂y/∂z`. The forward pass of the same example comes first.
 *
 * @param gradient where to write it, `[inputs]`
 */
export function inputGradient(layers: readonly Layer[], gradient: Float64Array): void {
  for (let l = layers.length - 1; l > 0; l--) {
    inputDelta(layers[l], layers[l - 1].delta);
    activationBackward(layers[l - 1]);
  }
  inputDelta(layers[0], gradient);
}

/** `δ = ∂L/∂z` of the output layer, `[units]`, from targets `y`, `[units]`. @param weight multiplies the loss */
export function outputDelta(output: Layer, y: Float64Array, loss: LossName, weight = 1): void {
  const { units, a, delta } = output;
  const row: ElementwiseLoss | FusedLoss = LOSSES[loss];
  if ("fusedWith" in row) {
    // The derivatives of the activation and of the loss's logarithm cancel.
    const share = row.isMean ? units : 1;
    for (let i = 0; i < units; i++) delta[i] = (weight * (a[i] - y[i])) / share;
    return;
  }
  // First ∂L/∂a of a mean over the outputs, then through the activation.
  for (let i = 0; i < units; i++) delta[i] = (weight * row.derivative(a[i], y[i])) / units;
  activationBackward(output);
}

/** Leaves an example's `δ` in the output layer and returns its loss, both times its weight. */
export type Judge = (output: Layer, y: Float64Array, weight: number, example: number) => number;

/** By one of the losses that there are. */
export const judgeBy =
  (loss: LossName): Judge =>
  (output, y, weight) => {
    outputDelta(output, y, loss, weight);
    return weight * exampleLoss(loss, output, y);
  };

/** By a loss of somebody's own, which knows the targets itself. */
export const judgeWith =
  (loss: ExampleLoss): Judge =>
  (output, _, weight, example) => {
    const { units, a, delta } = output;
    delta.fill(0);
    const value = loss(a, delta, example);
    for (let i = 0; i < units; i++) delta[i] *= weight;
    activationBackward(output);
    return weight * value;
  };

/** Turns `∂L/∂a` into `δ = ∂L/∂z`, in place: `δ ← δ ⊙ σ′(z)`, where the activation acts on each unit alone. */
export function activationBackward({ activation, units, z, a, delta }: Layer): void {
  if (!isElementwise(activation)) {
    ACTIVATIONS[activation].backward(a, delta);
    return;
  }
  const sigma = ACTIVATIONS[activation];
  for (let i = 0; i < units; i++) delta[i] *= sigma.derivative(z[i], a[i]);
}

/** `∂L/∂W += δ aᵀ`, `∂L/∂b += δ`, where `a` is the layer's input. */
export function addGradients({ units, inputs, input, delta, weightGradient, biasGradient }: Layer): void {
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < inputs; j++) weightGradient[i * inputs + j] += delta[i] * input[j];
    biasGradient[i] += delta[i];
  }
}

/** `Wᵀ δ`, the gradient with respect to the layer's input. @param gradient where to write it, `[inputs]` */
export function inputDelta({ units, inputs, weight, delta }: Layer, gradient: Float64Array): void {
  gradient.fill(0);
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < inputs; j++) gradient[j] += weight[i * inputs + j] * delta[i];
  }
}
