/**
 * @file What a network is: its description and its parameters, both plain data that can be stored, sent to a
 * Worker or printed.
 */

import { AkariError, unawaited } from "../error.js";
import { ACTIVATION_NAMES, ACTIVATIONS, type ActivationName, isElementwise } from "./activations.js";
import { INITIALIZER_NAMES, INITIALIZERS, type InitializerName } from "./initializers.js";
import { defaultLoss, fusedActivation, LOSS_NAMES, type LossName } from "./losses.js";
import { allocateNumbers, requireRoom } from "./memory.js";
import type { Preprocessing } from "./preprocessing.js";
import { randomGenerator } from "./random.js";

/** A dense layer: `a' = σ(W a + b)` with `W` as `[units, inputs]` and `b` as `[units]`. */
export interface LayerDefinition {
  readonly units: number;
  readonly activation: ActivationName;
  readonly initializer: InitializerName;
}

/** The description of a network, complete and checked. Made by {@link defineModel}. */
export interface ModelDefinition {
  /** Number of input neurons. */
  readonly inputs: number;
  /** Hidden layers, then the output layer. */
  readonly layers: readonly LayerDefinition[];
  readonly loss: LossName;
  readonly preprocessing: Preprocessing;
  /** What the outputs stand for: a class a unit, or a label a unit (`isMultiLabel`). */
  readonly labels?: readonly string[];
  /**
   * Of several sigmoid outputs: just one of the classes is true of an input, the one with the largest output. Absent
   * where each is true or not by itself. A model that has learned from classes has it.
   */
  readonly exclusive?: true;
}

/** Of hidden layers. */
const DEFAULT_ACTIVATION: ActivationName = "relu";

/** A network's description as its author writes it: what is left out gets the default. */
export interface ModelOptions {
  readonly inputs: number;
  readonly layers: readonly {
    readonly units: number;
    /** ReLU in hidden layers where left out. What the output layer gives is always said. */
    readonly activation?: ActivationName;
    /** Glorot's for sigmoid, tanh, linear and softmax, He's for ReLU and its kin. */
    readonly initializer?: InitializerName;
  }[];
  /** Cross-entropy after softmax, binary cross-entropy after sigmoid, mean squared error after all others. */
  readonly loss?: LossName;
  readonly preprocessing?: Preprocessing;
  readonly labels?: readonly string[];
  /** Whether several sigmoid outputs are classes of which just one is true; false when left out. */
  readonly exclusive?: boolean;
}

/** One layer's numbers. */
export interface LayerParameters {
  /** `[units, inputs]`, row by row: row `i` holds the weights into unit `i`. */
  readonly weight: Float32Array | Float64Array;
  /** `[units]`. */
  readonly bias: Float32Array | Float64Array;
}

/** A network: what it is and the numbers that it has learned. */
export interface Model {
  readonly definition: ModelDefinition;
  readonly parameters: readonly LayerParameters[];
}

/**
 * Checks a description and fills in what it leaves out.
 *
 * @throws AkariError `invalid-model` naming the layer and what is wrong with it
 * @example
 * ```ts
 * const network = defineModel({
 *   inputs: 784,
 *   layers: [
 *     { units: 16, activation: "sigmoid" },
 *     { units: 16 },
 *     { units: 10, activation: "softmax" },
 *   ],
 * });
 * ```
 */
export function defineModel(options: ModelOptions): ModelDefinition {
  requireDefinition(options);
  const { inputs, preprocessing = { divideBy: 1 }, labels } = options;
  requireCount(inputs, "The number of inputs");
  if (options.layers.length === 0)
    throw invalid("A network needs an output layer: its list of layers is empty.");
  const layers = options.layers.map((layer, i): LayerDefinition => {
    const last = i === options.layers.length - 1;
    const where = `layer ${i + 1}`;
    requireCount(layer.units, `The number of units in ${where}`);
    const { activation = last ? undefined : DEFAULT_ACTIVATION } = layer;
    if (activation === undefined)
      throw invalid("The output layer has no activation: softmax, sigmoid or linear.");
    requireName(activation, ACTIVATION_NAMES, "activation", where);
    if (!last && !isElementwise(activation)) {
      throw invalid(
        `Softmax is for the output layer, but ${where} is a hidden one. Take sigmoid or relu there.`,
      );
    }
    const initializer = layer.initializer ?? ACTIVATIONS[activation].initializer;
    requireName(initializer, INITIALIZER_NAMES, "initialiser", where);
    return { units: layer.units, activation, initializer };
  });
  const output = layers[layers.length - 1];
  const loss = options.loss ?? defaultLoss(output.activation);
  requireName(loss, LOSS_NAMES, "loss", "the model");
  const partner = fusedActivation(loss);
  if (partner !== undefined && partner !== output.activation) {
    throw invalid(
      `The loss ${loss} is computed from the logits of a ${partner} output layer, but this one is ` +
        `${output.activation}. Make the output layer ${partner} or choose another loss.`,
    );
  }
  if (!(preprocessing.divideBy > 0 && Number.isFinite(preprocessing.divideBy))) {
    throw invalid(`Inputs cannot be divided by ${preprocessing.divideBy}: it must be a number above 0.`);
  }
  const { image, channels = 1 } = preprocessing;
  if (image !== undefined && image[0] * image[1] * channels !== inputs) {
    const pixels = channels === 3 ? "pixels in colour" : "pixels";
    throw invalid(`A picture of ${image.join("×")} ${pixels} does not fill ${inputs} inputs.`);
  }
  if (labels !== undefined && labels.length !== classCount(output.units)) {
    throw invalid(`There are ${labels.length} labels for ${classCount(output.units)} classes.`);
  }
  return {
    inputs,
    layers,
    loss,
    preprocessing,
    ...(labels === undefined ? {} : { labels }),
    // Of all other outputs it goes without saying, or makes no sense.
    ...(options.exclusive && output.activation === "sigmoid" && output.units > 1 ? { exclusive: true } : {}),
  };
}

/**
 * Fresh parameters, drawn by each layer's initialiser from the seed. Biases are zero.
 *
 * @throws AkariError `out-of-memory` where they are too many
 * @example
 * ```ts
 * const model = { definition: network, parameters: initializeParameters(network, 1) };
 * ```
 */
export function initializeParameters(definition: ModelDefinition, seed: number): LayerParameters[] {
  requireRoom(countParameters(definition), 1);
  return definition.layers.map(({ units, initializer }, i) => {
    const inputs = layerInputs(definition, i);
    const random = randomGenerator(seed, `initialization/${i}`);
    const draw = INITIALIZERS[initializer];
    const weight = allocateNumbers(units * inputs);
    for (let n = 0; n < weight.length; n++) weight[n] = draw(random, inputs, units);
    return { weight, bias: new Float64Array(units) };
  });
}

/** How many activations come into layer `i`. */
export function layerInputs(definition: ModelDefinition, i: number): number {
  return i === 0 ? definition.inputs : definition.layers[i - 1].units;
}

/** How many outputs the last layer has. */
export function outputUnits(definition: ModelDefinition): number {
  return definition.layers[definition.layers.length - 1].units;
}

/** How many classes an output layer tells apart: a single unit tells two. */
export function classCount(units: number): number {
  return units === 1 ? 2 : units;
}

/** The units of each layer, from the inputs on: `784-16-16-10`. */
export function networkSize({ inputs, layers }: ModelDefinition): string {
  return [inputs, ...layers.map(({ units }) => units)].join("-");
}

/**
 * The number of weights and biases.
 * @example
 * ```ts
 * countParameters(defineModel({ inputs: 784, layers: [{ units: 10, activation: "softmax" }] })); // 7850
 * ```
 */
export function countParameters(definition: ModelDefinition): number {
  return definition.layers.reduce((sum, { units }, i) => sum + units * (layerInputs(definition, i) + 1), 0);
}

/**
 * Checks that parameters have a model's shapes.
 *
 * @throws AkariError `invalid-model` naming the layer
 */
export function requireShapes(definition: ModelDefinition, parameters: readonly LayerParameters[]): void {
  if (parameters.length !== definition.layers.length) {
    throw invalid(
      `The model has ${definition.layers.length} layers, the parameters have ${parameters.length}.`,
    );
  }
  parameters.forEach(({ weight, bias }, i) => {
    const { units } = definition.layers[i];
    const inputs = layerInputs(definition, i);
    if (weight.length !== units * inputs || bias.length !== units) {
      throw invalid(
        `Layer ${i + 1} needs ${units}×${inputs} weights and ${units} biases, but was given ${weight.length} ` +
          `weights and ${bias.length} biases.`,
      );
    }
  });
}

const invalid = (message: string): AkariError => new AkariError("invalid-model", message);

function requireCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 1)
    throw invalid(`${what} must be a whole number above 0, not ${value}.`);
}

function requireName(name: string, known: readonly string[], kind: string, where: string): void {
  if (!known.includes(name)) {
    throw invalid(`There is no ${kind} "${name}" (${where}). Choose one of ${known.join(", ")}.`);
  }
}

/** @throws AkariError `invalid-argument` for what describes no network at all */
export function requireDefinition(definition: ModelOptions): void {
  const { layers } = ((definition as unknown) ?? {}) as Partial<ModelOptions>;
  if (Array.isArray(layers) && layers.every((layer) => typeof layer === "object" && layer !== null)) return;
  throw invalid(
    `This describes no network, which has inputs and layers, { units: 8, activation: "relu" } each: see defineModel.${unawaited(definition)}`,
  );
}

/** @throws AkariError `invalid-model` for what is no model at all; whether its parameters fit, engines and files check */
export function requireModel(model: Model): void {
  const { definition, parameters } = ((model as unknown) ?? {}) as Partial<Model>;
  const areLayers = Array.isArray(parameters) && parameters.every((layer) => layer?.weight && layer.bias);
  if (Array.isArray(definition?.layers) && areLayers) return;
  throw new AkariError(
    "invalid-model",
    `This is no model, which has a definition and parameters, as the model of what fit and load give.${unawaited(model)}`,
  );
}
