/**
 * @file What a trained model makes of inputs that it has not seen: its outputs, or everything that lights up in it, the
 * inputs themselves and every layer's weighted sums and activations. Once, or made ready to be asked again and again: for a
 * server, a game, or a picture that follows the pen.
 */

import type { NumberList } from "../data/dataset.js";
import { compileNetwork } from "../engine/compile-network.js";
import type {
  CompiledNetwork,
  Engine,
  EngineOptions,
  HeldNeuron,
  LayerActivity,
  Numbers,
} from "../engine/engine.js";
import { inOneList } from "../engine/targets.js";
import { wasm } from "../engine/wasm/engine.js";
import { invalidArgument, requireOptions } from "../error.js";
import type { LayerParameters, Model } from "../model/model.js";
import { requireModel } from "../model/model.js";
import { inputOf } from "../model/preprocessing.js";

/** One example's way through a network. */
export interface Trace {
  /** What the first layer takes in: the raw input after preprocessing, `[inputs]`. For pixels 0 dark to 1 bright. */
  readonly inputs: Numbers;
  /** First hidden layer to output layer. */
  readonly layers: readonly LayerActivity[];
}

/** How a trace is computed. */
export interface TraceOptions {
  /**
   * Neurons that are held at an activation, at 0 to leave them out: all that comes after them is computed from it. Their own
   * weighted sums are what they would be; of a held softmax output the others stay as they are. Default none.
   */
  readonly hold?: readonly HeldNeuron[];
}

/** How predictions are computed. */
export interface PredictOptions extends EngineOptions {
  /**
   * How many threads share a call with many examples; they change no bit of the result. `auto`, the default, lets others help
   * once such calls were measured to take long enough; a number means as many from the beginning. One where memory cannot be
   * shared, and in the `reference` engine.
   */
  readonly threads?: number | "auto";
}

/** A model ready to compute, from {@link compile}. Its answers are those of the functions `predict` and `trace`. */
export interface CompiledModel extends Disposable {
  /**
   * The outputs of the model: probabilities after softmax or sigmoid, values otherwise.
   *
   * @param inputs one example or several, `[n, inputs]`, raw: in the unit of the data that the model was trained on, but
   * of a table as `encodeRows` makes them; in one list, or in a list with a list an example. A `Uint8Array` or `Float32Array`
   * is taken in fastest
   * @param outputs where to write them, at least `[n, units of the output layer]`; made anew when left out. With one,
   * answering a single example allocates nothing
   * @returns `outputs`
   * @throws AkariError `invalid-data` where the inputs are no whole examples, `invalid-argument` where `outputs` has
   * too little room
   */
  predict(inputs: NumberList, outputs?: Numbers): Numbers;

  /**
   * Follows one input through the model.
   *
   * @param input `[inputs]`, as for `predict`
   * @throws AkariError `invalid-data` where it is not one example, `invalid-argument` where there is no neuron to hold
   */
  trace(input: NumberList, options?: TraceOptions): Trace;

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
 * @example
 * ```ts
 * const compiled = await compile(model);
 * for (const image of images) console.log(compiled.predict(image));
 * compiled.dispose();
 * ```
 */
export async function compile(model: Model, options: PredictOptions = {}): Promise<CompiledModel> {
  requireOptions(options, ["engine", "threads"], "A compiled model");
  requireModel(model);
  const { engine = wasm, threads = "auto" } = options;
  const network = await compileNetwork(engine, model.definition, { threads });
  try {
    if (!network.isReadable) throw invalidArgument(`${engine.name} answers later: take wasm.`);
    network.setParameters(model.parameters);
  } catch (error) {
    network.dispose();
    throw error;
  }
  return new NetworkModel(network, engine.precision);
}

class NetworkModel implements CompiledModel {
  #network: CompiledNetwork | undefined;
  readonly #precision: Engine["precision"];

  constructor(network: CompiledNetwork, precision: Engine["precision"]) {
    this.#network = network;
    this.#precision = precision;
  }

  predict(inputs: NumberList, outputs?: Numbers): Numbers {
    const network = this.#held();
    return network.predict(inOneList(network.definition, inputs), outputs);
  }

  trace(given: NumberList, options: TraceOptions = {}): Trace {
    requireOptions(options, ["hold"], "A trace");
    const network = this.#held();
    const input = inOneList(network.definition, given);
    const layers = network.trace(input, options.hold);
    const { preprocessing } = network.definition;
    const inputs = this.#precision === 32 ? new Float32Array(input.length) : new Float64Array(input.length);
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
      throw invalidArgument("This model was disposed of; compile it again to ask it more.");
    }
    return this.#network;
  }
}

/**
 * The outputs of a model: probabilities after softmax or sigmoid, values otherwise. To ask it often, `compile` it.
 *
 * @param inputs one example or several, `[n, inputs]`, raw: in the unit of the data that the model was trained on, but of a
 * table as `encodeRows` makes them (rows are for the `predict` of `akari/insight`); in one list, or in a list with a list an
 * example
 * @returns activations of the output layer, `[n, units]`
 * @throws AkariError `invalid-data` where the inputs are no whole examples
 * @example
 * ```ts
 * const [probability] = await predict(model, [0, 1]);
 * ```
 */
export async function predict(model: Model, inputs: NumberList, options?: PredictOptions): Promise<Numbers> {
  const compiled = await compile(model, options);
  try {
    return compiled.predict(inputs);
  } finally {
    compiled.dispose();
  }
}

/**
 * Follows one input through a model. To follow many, `compile` it.
 *
 * @param input `[inputs]`, as for {@link predict}
 * @param options which engine computes, `wasm` (float32) when left out; and what is held
 * @throws AkariError `invalid-data` where it is not one example, `invalid-argument` where there is no neuron to hold
 * @example
 * ```ts
 * const { layers } = await trace(model, image);
 * const { preActivations, activations } = layers[0]; // z and a of the first layer with weights
 * const darkened = await trace(model, image, { hold: [{ layer: 1, unit: 4, activation: 0 }] }); // without its fifth neuron
 * ```
 */
export async function trace(
  model: Model,
  input: NumberList,
  { hold = [], ...options }: EngineOptions & TraceOptions = {},
): Promise<Trace> {
  const compiled = await compile(model, options);
  try {
    return compiled.trace(input, { hold });
  } finally {
    compiled.dispose();
  }
}
