/**
 * @file What a trained model answers to inputs that it has not seen.
 */

import type { NumberList } from "../data/dataset.js";
import type { EngineOptions, Numbers } from "../engine/engine.js";
import type { Model } from "../model/model.js";
import { compile } from "./compile.js";

/**
 * The outputs of a model: probabilities after softmax or sigmoid, values otherwise. To ask it often, `compile` it.
 *
 * @param inputs one example or several, `[n, inputs]`, raw: in the unit of the data that the model was trained on; in
 * one list, or in a list with a list an example
 * @returns activations of the output layer, `[n, units]`
 * @throws AkariError `invalid-data` where the inputs are no whole examples
 */
export async function predict(model: Model, inputs: NumberList, options?: EngineOptions): Promise<Numbers> {
  const compiled = await compile(model, options);
  try {
    return compiled.predict(inputs);
  } finally {
    compiled.dispose();
  }
}
