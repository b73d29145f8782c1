/**
 * @file How bright a neuron is for its activation: one scale on the whole page. Sigmoid, softmax and pixels lie between
 * 0 and 1 and are as bright as they are. Others have no upper end (ReLU) or are negative too (tanh): they are compared
 * with the largest of their layer, and a negative one has the colour of negative numbers. `akari trace` does the same.
 */

import type { ActivationName, ModelDefinition, Trace } from "akari";
import { greyImage } from "./layout";

/** A layer's activations as brightnesses, −1 to 1; the sign tells the colour. */
export type Levels = Float32Array;

/** Whether activations lie between 0 and 1 by themselves. */
export const isUnit = (activation: ActivationName): boolean =>
  activation === "sigmoid" || activation === "softmax";

export function brightness(values: ArrayLike<number>, unit: boolean): Levels {
  const levels = new Float32Array(values.length);
  let largest = unit ? 1 : 0;
  if (!unit) for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  if (largest === 0) return levels;
  for (let i = 0; i < values.length; i++) levels[i] = Math.max(-1, Math.min(1, values[i] / largest));
  return levels;
}

/** Every layer's brightnesses, from the input layer to the output layer. */
export function networkBrightness(definition: ModelDefinition, trace: Trace): Levels[] {
  return [
    brightness(trace.inputs, greyImage(definition) !== undefined),
    ...trace.layers.map(({ activations }, i) =>
      brightness(activations, isUnit(definition.layers[i].activation)),
    ),
  ];
}
