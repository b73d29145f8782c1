/**
 * @file What a trained model answers to inputs that it has not seen.
 */

import type { Numbers } from "../engine/engine.js";
import { getEngine } from "../engine/engines.js";
import type { Model } from "../model/model.js";
import type { EngineOptions } from "./evaluate.js";

/**
 * The outputs of a model: probabilities after softmax or sigmoid, values otherwise.
 *
 * @param inputs one example or several, `[n, inputs]`, raw: in the unit of the data that the model was trained on
 * @returns activations of the output layer, `[n, units]`
 * @throws AkariError `invalid-data` where the inputs are no whole examples
 */
export async function predict(
  model: Model,
  inputs: ArrayLike<number>,
  { engine = "wasm" }: EngineOptions = {},
): Promise<Numbers> {
  const network = await getEngine(engine).compile(model.definition);
  try {
    network.setParameters(model.parameters);
    return network.predict(inputs);
  } finally {
    network.dispose();
  }
}
