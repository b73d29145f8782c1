/**
 * @file Activation maximisation (Erhan, Bengio, Courville and Vincent, 2009): an input that lights a neuron most,
 * found by gradient ascent in the space of inputs.
 */

import { inputGradient } from "../engine/passes/backward.js";
import { createLayers, forward, type Layer } from "../engine/passes/forward.js";
import { invalidArgument } from "../error.js";
import type { Model } from "../model/model.js";
import { brightestInput, inputOf, rawOf } from "../model/preprocessing.js";
import { randomGenerator } from "../model/random.js";
import { requireNeuron } from "./explain.js";

export interface MaximizeOptions {
  /** The least and the largest raw value of an input. `[0, divideBy]` when left out, for bytes
   * `[0, 255]`: dark and bright for pixels. */
  readonly range?: readonly [low: number, high: number];
  /**
   * The largest Euclidean length of the input after preprocessing, for an input no brighter than the data are; the
   * range wins where it excludes 0. No limit when left out.
   */
  readonly norm?: number;
  /** Gradient steps from each start. Default 200. */
  readonly steps?: number;
  /** How many random inputs the ascent starts from; the best end is kept. Default 3. */
  readonly starts?: number;
  /** Decides the random inputs. Default 1. */
  readonly seed?: number;
}

export interface MaximizingInput {
  /** Raw, `[inputs]`: in the unit of the data that the model was trained on, as `predict` and `trace` take it. */
  readonly input: Float64Array;
  /** The neuron's weighted sum and activation for it. */
  readonly preActivation: number;
  readonly activation: number;
}

/** The step of an average input, as a part of the range. */
const STEP = 0.05;

/**
 * Searches for the input, within a range, that lights a neuron most. It climbs the neuron's weighted sum, for there
 * the slope does not fade where a sigmoid saturates; for softmax the logarithm of the probability. Computed in float64
 * by the reference engine's chain rule; the same seed gives the same input. It finds a local maximum: of a first
 * layer's neuron the only one.
 *
 * @param layer 1 for the first layer with weights, for 0 is the input layer
 * @param unit from 0
 * @throws AkariError `invalid-argument` where the model has no such neuron or the options contradict themselves
 * @example
 * ```ts
 * const { input, activation } = maximizingInput(model, 1, 0);
 * ```
 */
export function maximizingInput(
  { definition, parameters }: Model,
  layer: number,
  unit: number,
  options: MaximizeOptions = {},
): MaximizingInput {
  requireNeuron(definition, layer, unit);
  const { preprocessing } = definition;
  const { divideBy, scaling } = preprocessing;
  const {
    range: [low, high] = [0, brightestInput(preprocessing)],
    norm = Number.POSITIVE_INFINITY,
    steps = 200,
    starts = 3,
    seed = 1,
  } = options;
  if (!(low < high && norm > 0 && steps >= 1 && starts >= 1)) {
    throw invalidArgument(
      `An input between ${low} and ${high}, no longer than ${norm}, cannot be found in ${steps} steps from ` +
        `${starts} starts: the range must be of some width, and the others above 0.`,
    );
  }
  const layers = createLayers({ ...definition, layers: definition.layers.slice(0, layer) });
  for (const [l, { weight, bias }] of layers.entries()) {
    weight.set(parameters[l].weight);
    bias.set(parameters[l].bias);
  }
  const neuron = layers[layer - 1];
  const x = new Float64Array(definition.inputs);
  const gradient = new Float64Array(x.length);
  let best: MaximizingInput | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < starts; start++) {
    const random = randomGenerator(seed, `maximizing/${start}`);
    for (let j = 0; j < x.length; j++) {
      x[j] = inputOf(preprocessing, low + (high - low) * random.uniform(), j);
    }
    for (let step = 0; step <= steps; step++) {
      confine(x, (j) => [inputOf(preprocessing, low, j), inputOf(preprocessing, high, j)], norm);
      forward(layers, x);
      const height = goal(neuron, unit);
      if (best === undefined || height > highest) {
        highest = height;
        best = {
          input: x.map((value, j) => rawOf(preprocessing, value, j)),
          preActivation: neuron.z[unit],
          activation: neuron.a[unit],
        };
      }
      inputGradient(layers, gradient);
      const size = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0) / x.length);
      // A plain, where nothing leads upwards: ReLUs that are all dark, or a softmax that is all this neuron's.
      if (!(size > 0)) break;
      for (let j = 0; j < x.length; j++) {
        const unit = divideBy * (scaling?.each[j % scaling.each.length].scale ?? 1);
        x[j] += (STEP * (high - low) * gradient[j]) / (unit * size);
      }
    }
  }
  return best!;
}

/** How high the neuron stands, after a forward pass; leaves the goal's `∂/∂z` in the layer. */
function goal({ activation, z, a, delta }: Layer, unit: number): number {
  if (activation !== "softmax") {
    delta.fill(0);
    delta[unit] = 1;
    return z[unit];
  }
  // ∂ log aᵤ / ∂zᵢ = [i = u] − aᵢ
  for (let i = 0; i < a.length; i++) delta[i] = (i === unit ? 1 : 0) - a[i];
  const lead = Math.max(...z) - z[unit];
  return -lead - Math.log(z.reduce((sum, other) => sum + Math.exp(other - z[unit] - lead), 0));
}

/** Brings an input back to the length, then into the range, which shortens it further where the range has 0 in it. */
function confine(x: Float64Array, range: (j: number) => [low: number, high: number], norm: number): void {
  const length = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
  const scale = Math.min(1, norm / length);
  for (let j = 0; j < x.length; j++) {
    const [low, high] = range(j);
    x[j] = Math.min(high, Math.max(low, x[j] * scale));
  }
}
