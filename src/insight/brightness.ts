/**
 * @file How bright a neuron is for its activation, 0 dark to 1 bright: one scale for the page, the terminal and whoever draws
 * a network.
 *
 * Sigmoid, softmax and grey pixels lie between 0 and 1 and are as bright as they are. Other activations have no upper end
 * (ReLU) or are negative too (tanh): they are compared with the largest of their layer, and a negative one is as bright
 * as its size, with a sign that a picture shows by another colour. So a layer of ReLUs is lit as strongly in a network of
 * small weights as in one of large ones, but layers cannot be compared with each other.
 */

import type { ActivationName } from "../model/activations.js";
import type { ModelDefinition } from "../model/model.js";
import type { Trace } from "./compile.js";

/** A layer's brightnesses. */
export interface Brightness {
  /** −1 to 1, `[units]`: how bright, and by its sign whether the activation is negative. */
  readonly levels: Float64Array;
  /** The activation that 1 stands for: 1 itself, or the size of the layer's largest; 0 where all are 0. */
  readonly largest: number;
}

/** Whether an activation lies between 0 and 1 by itself. */
export const isUnitRange = (activation: ActivationName): boolean =>
  activation === "sigmoid" || activation === "softmax";

/**
 * How bright each neuron of a layer is.
 *
 * @param activations `[units]`
 * @param isUnit whether they lie between 0 and 1 by themselves ({@link isUnitRange})
 * @example
 * ```ts
 * const { layers } = await trace(model, image);
 * const { levels } = brightness(layers[0].activations, isUnitRange(model.definition.layers[0].activation));
 * ```
 */
export function brightness(activations: ArrayLike<number>, isUnit: boolean): Brightness {
  const levels = new Float64Array(activations.length);
  let largest = isUnit ? 1 : 0;
  if (!isUnit) {
    for (let i = 0; i < activations.length; i++) largest = Math.max(largest, Math.abs(activations[i]));
  }
  if (largest > 0) {
    for (let i = 0; i < activations.length; i++) {
      levels[i] = Math.max(-1, Math.min(1, activations[i] / largest));
    }
  }
  return { levels, largest };
}

/**
 * Every layer's brightnesses, from the input layer to the output layer.
 *
 * @example
 * ```ts
 * const [inputs, hidden, outputs] = networkBrightness(model.definition, await trace(model, image));
 * ```
 */
export function networkBrightness(
  { layers, preprocessing: { image, channels } }: ModelDefinition,
  trace: Trace,
): Float64Array[] {
  return [
    brightness(trace.inputs, image !== undefined && channels === undefined).levels,
    ...trace.layers.map(
      ({ activations }, i) => brightness(activations, isUnitRange(layers[i].activation)).levels,
    ),
  ];
}
