/**
 * @file Which neurons a model has. Layers are counted as in a drawing: 0 the input layer, 1 the first with weights.
 */

import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";

/** @throws AkariError `invalid-argument` where there is no such neuron with weights */
export function requireNeuron({ layers }: ModelDefinition, layer: number, unit: number): void {
  const units = layers[layer - 1]?.units;
  if (units === undefined) {
    throw new AkariError(
      "invalid-argument",
      `There is no layer ${layer} with weights: they are layers 1 to ${layers.length}.`,
    );
  }
  if (!(Number.isInteger(unit) && unit >= 0 && unit < units)) {
    throw new AkariError(
      "invalid-argument",
      `Layer ${layer} has no unit ${unit}: they are 0 to ${units - 1}.`,
    );
  }
}
