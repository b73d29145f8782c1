/**
 * @file The chain rule, led on past the first layer: how what a network says changes with what it looks at. Training
 * has no use for this gradient, for nobody learns inputs; explanations have.
 */

import type { LayerParameters, ModelDefinition } from "../../model/model.js";
import { backToInputs } from "./backward.js";
import { forward } from "./forward.js";
import { createLayers } from "./layers.js";

/** What {@link inputGradient} found. */
export interface InputGradient {
  /** Weighted sums of the output layer, `[units]`. */
  readonly logits: Float64Array;
  /** `∂f/∂x`, `[inputs]`. */
  readonly gradient: Float64Array;
}

/**
 * The gradient with respect to the inputs of a function of the output layer's weighted sums `z`, in float64.
 *
 * @param outputGradient `∂f/∂z` at the output layer, `[units]`; for the weighted sum of one unit it is 1 there and 0
 * elsewhere
 * @returns a function that takes `x`, the first layer's inputs after preprocessing, `[inputs]`
 */
export function inputGradient(
  definition: ModelDefinition,
  parameters: readonly LayerParameters[],
  outputGradient: ArrayLike<number>,
): (x: Float64Array) => InputGradient {
  const layers = createLayers(definition);
  parameters.forEach(({ weight, bias }, i) => {
    layers[i].weight.set(weight);
    layers[i].bias.set(bias);
  });
  const output = layers[layers.length - 1];
  return (x) => {
    forward(layers, x);
    output.delta.set(outputGradient);
    const gradient = new Float64Array(definition.inputs);
    backToInputs(layers, gradient);
    return { logits: output.z.slice(), gradient };
  };
}
