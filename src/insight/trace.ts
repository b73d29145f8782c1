/**
 * @file Everything that lights up in a network for one input: the inputs themselves, then every layer's weighted
 * sums and activations.
 */

import type { NumberList } from "../data/dataset.js";
import type { EngineOptions } from "../engine/engine.js";
import type { Model } from "../model/model.js";
import { compile, type Trace } from "./compile.js";

/**
 * Follows one input through a model. To follow many, `compile` it.
 *
 * @param input raw, `[inputs]`, in the unit of the data that the model was trained on
 * @param options which engine computes; `wasm` (float32) when left out
 * @throws AkariError `invalid-data` where it is not one example
 */
export async function trace(model: Model, input: NumberList, options?: EngineOptions): Promise<Trace> {
  const compiled = await compile(model, options);
  try {
    return compiled.trace(input);
  } finally {
    compiled.dispose();
  }
}
