/**
 * @file What a stored model is and how it came to be, as an object that can be written as JSON.
 */

import { countParameters, layerInputs } from "../model/model.js";
import type { StoredModel } from "./stored-model.js";

/**
 * @param name what to call it
 * @param sha256 of its parameters, as `hashParameters` gives it
 */
export function modelSummary(
  { model: { definition }, record, assumed, verified }: StoredModel,
  name: string,
  sha256: string,
) {
  const { inputs, layers, loss, preprocessing, labels } = definition;
  return {
    model: name,
    inputs,
    layers: layers.map(({ units, activation, initializer }, i) => ({
      units,
      inputs: layerInputs(definition, i),
      activation,
      initializer,
      parameters: units * (layerInputs(definition, i) + 1),
    })),
    parameters: countParameters(definition),
    loss,
    preprocessing,
    labels,
    assumed: assumed?.map(({ sentence }) => sentence),
    sha256,
    verified: verified === true,
    training: record,
  };
}
