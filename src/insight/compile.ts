/**
 * @file A model made ready to be asked again and again: for a server, a game, or a picture that follows the pen.
 */

import type { CompiledNetwork, EngineName, EngineOptions, LayerActivity, Numbers } from "../engine/engine.js";
import { compileNetwork } from "../engine/engines.js";
import { AkariError } from "../error.js";
import type { LayerParameters, Model } from "../model/model.js";
import { inputOf } from "../model/preprocessing.js";

/** One example's way through a network. */
export interface Trace {
  /** What the first layer takes in: the raw input after preprocessing, `[inputs]`. For pixels 0 dark to 1 bright. */
  readonly inputs: Numbers;
  /** First hidden layer to output layer. */
  readonly layers: readonly LayerActivity[];
}

/** A model ready to compute, from {@link compile}. Its answers are those of the functions `predict` and `trace`. */
export interface CompiledModel extends Disposable {
  /**
   * The outputs of the model: probabilities after softmax or sigmoid, values otherwise.
   *
   * @param inputs one example or several, `[n, inputs]`, raw: in the unit of the data that the model was trained on.
   * A `Uint8Array` or `Float32Array` is taken in fastest
   * @param outputs where to write them, at least `[n, units of the output layer]`; made anew when left out. With one,
   * answering a single example allocates nothing
   * @returns `outputs`
   * @throws AkariError `invalid-data` where the inputs are no whole examples, `invalid-argument` where `outputs` has
   * too little room
   */
  predict(inputs: ArrayLike<number>, outputs?: Numbers): Numbers;

  /**
   * Follows one input through the model.
   *
   * @param input raw, `[inputs]`, in the unit of the data that the model was trained on
   * @throws AkariError `invalid-data` where it is not one example
   */
  trace(input: ArrayLike<number>): Trace;

  /**
   * Takes other parameters in, in place of those that it was compiled with: to follow a model while it trains.
   *
   * @throws AkariError `invalid-model` where a shape differs
   */
  setParameters(parameters: readonly LayerParameters[]): void;

  /**
   * Lets go of its memory. Nobody needs to: a model that nobody holds any more lets go of it too. Afterwards it answers
   * nothing and throws AkariError `invalid-argument`.
   */
  dispose(): void;
}

/**
 * Makes a model ready to be asked many times; `predict` and `trace` do so anew at every call. The parameters are
 * copied: what becomes of the model's arrays afterwards changes no answer.
 *
 * @param options which engine computes; `wasm` (float32) when left out
 * @throws AkariError `invalid-model` where parameters do not fit the description, `out-of-memory`
 */
export async function compile(model: Model, { engine = "wasm" }: EngineOptions = {}): Promise<CompiledModel> {
  const network = await compileNetwork(engine, model.definition);
  network.setParameters(model.parameters);
  return new NetworkModel(network, engine);
}

class NetworkModel implements CompiledModel {
  #network: CompiledNetwork | undefined;
  readonly #engine: EngineName;

  constructor(network: CompiledNetwork, engine: EngineName) {
    this.#network = network;
    this.#engine = engine;
  }

  predict(inputs: ArrayLike<number>, outputs?: Numbers): Numbers {
    return this.#held().predict(inputs, outputs);
  }

  trace(input: ArrayLike<number>): Trace {
    const network = this.#held();
    const layers = network.trace(input);
    const { preprocessing } = network.definition;
    const inputs = this.#engine === "wasm" ? new Float32Array(input.length) : new Float64Array(input.length);
    for (let k = 0; k < inputs.length; k++) inputs[k] = inputOf(preprocessing, input[k], k);
    return { inputs, layers };
  }

  setParameters(parameters: readonly LayerParameters[]): void {
    this.#held().setParameters(parameters);
  }

  dispose(): void {
    this.#network?.dispose();
    this.#network = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #held(): CompiledNetwork {
    if (this.#network === undefined) {
      throw new AkariError(
        "invalid-argument",
        "This model was disposed of; compile it again to ask it more.",
      );
    }
    return this.#network;
  }
}
