/**
 * @file One neuron in numbers: what comes in, what each weight makes of it, and what goes out.
 */

import { invalidArgument } from "../error.js";
import type { ActivationName } from "../model/activations.js";
import { layerInputs, type Model, type ModelDefinition } from "../model/model.js";
import type { Trace } from "./compile.js";

/** What one neuron of the layer before adds to a neuron's weighted sum. */
export interface NeuronTerm {
  /** The unit of the layer before, from 0. */
  readonly from: number;
  readonly weight: number;
  /** That unit's activation; for the first layer the input after preprocessing. */
  readonly activation: number;
  /** `weight · activation`. */
  readonly product: number;
}

/** A neuron's equation `z = Σⱼ wⱼ aⱼ + b`, `a = σ(z)` with its numbers. */
export interface NeuronExplanation {
  readonly layer: number;
  readonly unit: number;
  /** One for each unit of the layer before, the largest products (by absolute value) first. */
  readonly terms: readonly NeuronTerm[];
  readonly bias: number;
  /** `z`, as the trace has it. */
  readonly preActivation: number;
  /** `a`, as the trace has it. */
  readonly activation: number;
  /** `σ`. */
  readonly activationFunction: ActivationName;
}

/**
 * Takes a neuron's weighted sum apart.
 *
 * Products are computed in float64, the trace's `z` in its engine's precision. With `n` terms, `z` lies within
 * `(n + 4) u (Σ|wⱼ aⱼ| + |b|)` of `Σ wⱼ aⱼ + b`, where `u` is 2⁻²⁴ for a trace by `wasm` (float32) and 2⁻⁵³ for one by
 * `reference`: a rounding for each product, addition, weight and input (Higham, Accuracy and Stability of Numerical
 * Algorithms, section 3.1).
 *
 * @param trace the same model's
 * @param layer 1 for the first layer with weights, for 0 is the input layer
 * @param unit from 0
 * @throws AkariError `invalid-argument` where the model has no such neuron
 * @example
 * ```ts
 * const { terms, bias, preActivation } = explain(model, await trace(model, image), 1, 0); // the first hidden neuron
 * ```
 */
export function explain(model: Model, trace: Trace, layer: number, unit: number): NeuronExplanation {
  requireNeuron(model.definition, layer, unit);
  const { weight, bias } = model.parameters[layer - 1];
  const before = layer === 1 ? trace.inputs : trace.layers[layer - 2].activations;
  const inputs = layerInputs(model.definition, layer - 1);
  const terms = Array.from({ length: inputs }, (_, from): NeuronTerm => {
    const w = weight[unit * inputs + from];
    return { from, weight: w, activation: before[from], product: w * before[from] };
  });
  terms.sort((s, t) => Math.abs(t.product) - Math.abs(s.product));
  const { preActivations, activations } = trace.layers[layer - 1];
  return {
    layer,
    unit,
    terms,
    bias: bias[unit],
    preActivation: preActivations[unit],
    activation: activations[unit],
    activationFunction: model.definition.layers[layer - 1].activation,
  };
}

/**
 * A neuron's weights as seen from the inputs: row `unit` of `W_layer ⋯ W₂ W₁`, `[inputs]`.
 *
 * For the first layer these are its weights. For deeper ones it is a picture, not what the network computes: the
 * product leaves out the activation functions and the biases between the layers, as if each layer were linear.
 *
 * @param layer 1 for the first layer with weights, for 0 is the input layer
 * @param unit from 0
 * @throws AkariError `invalid-argument` where the model has no such neuron
 * @example
 * ```ts
 * const picture = weightsThrough(model, 2, 5); // 784 numbers, of the sixth neuron of the second layer
 * ```
 */
export function weightsThrough({ definition, parameters }: Model, layer: number, unit: number): Float64Array {
  requireNeuron(definition, layer, unit);
  const before = layerInputs(definition, layer - 1);
  let row = Float64Array.from(parameters[layer - 1].weight.subarray(unit * before, (unit + 1) * before));
  for (let l = layer - 2; l >= 0; l--) {
    const inputs = layerInputs(definition, l);
    const next = new Float64Array(inputs);
    row.forEach((factor, i) => {
      for (let j = 0; j < inputs; j++) next[j] += factor * parameters[l].weight[i * inputs + j];
    });
    row = next;
  }
  return row;
}

/** @throws AkariError `invalid-argument` where there is no such neuron with weights */
export function requireNeuron({ layers }: ModelDefinition, layer: number, unit: number): void {
  const units = layers[layer - 1]?.units;
  if (units === undefined) {
    throw invalidArgument(`There is no layer ${layer} with weights: they are layers 1 to ${layers.length}.`);
  }
  if (!(Number.isInteger(unit) && unit >= 0 && unit < units)) {
    throw invalidArgument(`Layer ${layer} has no unit ${unit}: they are 0 to ${units - 1}.`);
  }
}
