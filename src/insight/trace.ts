/**
 * @file Everything that lights up in a network for one input: the inputs themselves, then every layer's weighted
 * sums and activations.
 */

import type { EngineName, LayerActivity, Numbers } from "../engine/engine.js";
import { getEngine } from "../engine/engines.js";
import type { Model } from "../model/model.js";

/** One example's way through a network. */
export interface Trace {
  /** What the first layer takes in: the raw input after preprocessing, `[inputs]`. For pixels 0 dark to 1 bright. */
  readonly inputs: Numbers;
  /** First hidden layer to output layer. */
  readonly layers: readonly LayerActivity[];
}

/**
 * Follows one input through a model.
 *
 * @param input raw, `[inputs]`, in the unit of the data that the model was trained on
 * @param options which engine computes; `wasm` (float32) when left out
 * @throws AkariError `invalid-data` where it is not one example
 */
export async function trace(
  model: Model,
  input: ArrayLike<number>,
  { engine = "wasm" }: { readonly engine?: EngineName } = {},
): Promise<Trace> {
  const network = await getEngine(engine).compile(model.definition);
  try {
    network.setParameters(model.parameters);
    const layers = network.trace(input);
    const { divideBy } = model.definition.preprocessing;
    const inputs = Array.from(input, (value) => value / divideBy);
    return { inputs: engine === "wasm" ? Float32Array.from(inputs) : Float64Array.from(inputs), layers };
  } finally {
    network.dispose();
  }
}
