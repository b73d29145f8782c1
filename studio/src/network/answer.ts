/**
 * @file What a network's outputs say: a number with a name for each output neuron, and the answer.
 */

import { isMultiLabel, type ModelDefinition, predictedClass, type Trace } from "akari";

export interface Output {
  /** `undefined` where an output is a value and stands for no class. */
  readonly label: string | undefined;
  /** The neuron's activation. */
  readonly value: number;
}

export interface Answer {
  /** One for each output neuron. */
  readonly outputs: readonly Output[];
  /** Whether the values are probabilities. */
  readonly probable: boolean;
  /** The neurons that stand for what is answered: that of the predicted class, or those of all labels that are true. */
  readonly chosen: readonly number[];
  /** The predicted class, or `undefined` where the outputs are values, or labels that are each true or not. */
  readonly predicted:
    | { readonly label: string; readonly probability: number; readonly unit: number }
    | undefined;
}

/** Softmax and sigmoid give probabilities; other activations give values, unless the model names its classes. */
export const givesProbabilities = ({ layers }: ModelDefinition): boolean => {
  const { activation } = layers[layers.length - 1];
  return activation === "softmax" || activation === "sigmoid";
};

/** The classes' names, `0`, `1`, … where the model does not name them; `undefined` where its outputs are values. */
export function classLabels(definition: ModelDefinition): readonly string[] | undefined {
  if (definition.labels !== undefined) return definition.labels;
  if (!givesProbabilities(definition)) return undefined;
  const { units } = definition.layers[definition.layers.length - 1];
  return Array.from({ length: units === 1 ? 2 : units }, (_, i) => String(i));
}

/** The label of each output neuron. A single neuron stands for the second of two classes. */
export function outputLabels(definition: ModelDefinition): readonly (string | undefined)[] {
  const { units } = definition.layers[definition.layers.length - 1];
  const labels = classLabels(definition);
  return Array.from({ length: units }, (_, i) => (units === 1 ? labels?.[1] : labels?.[i]));
}

/** A label of several that are each true or not by themselves: it is true where its probability is above ½. */
export const isTrue = (probability: number): boolean => probability > 0.5;

/** A class and how likely it is. */
export interface RankedClass {
  readonly index: number;
  readonly probability: number;
}

/** Probabilities by class, largest first; of two that are as large, the first. A single output is the second class's. */
export function rank(outputs: ArrayLike<number>): RankedClass[] {
  const probabilities = outputs.length === 1 ? [1 - outputs[0], outputs[0]] : Array.from(outputs);
  return probabilities
    .map((probability, index): RankedClass => ({ index, probability }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index);
}

/** What a class is called. */
export const nameOf = ({ labels }: ModelDefinition, index: number): string =>
  labels?.[index] ?? String(index);

/** What the network says by its outputs: a number with a name for each, and the answer. */
export function readAnswer(definition: ModelDefinition, trace: Trace): Answer {
  const { activations } = trace.layers[trace.layers.length - 1];
  const labels = classLabels(definition);
  const names = outputLabels(definition);
  const outputs = names.map((label, i): Output => ({ label, value: activations[i] }));
  const probable = givesProbabilities(definition);
  if (isMultiLabel(definition)) {
    const chosen = outputs.flatMap(({ value }, unit) => (isTrue(value) ? [unit] : []));
    return { outputs, probable, chosen, predicted: undefined };
  }
  if (labels === undefined) return { outputs, probable, chosen: [], predicted: undefined };
  const chosen = predictedClass(activations);
  const alone = outputs.length === 1;
  const value = activations[alone ? 0 : chosen];
  const probability = alone && chosen === 0 ? 1 - value : value;
  const unit = alone ? 0 : chosen;
  return { outputs, probable, chosen: [unit], predicted: { label: labels[chosen], probability, unit } };
}

/**
 * Which outputs are written beside the output layer where not all have room: the largest, each at least `line` away
 * from the others. In the order of the neurons.
 *
 * @param places where each output neuron stands, across
 */
export function writtenOutputs(
  places: ArrayLike<number>,
  values: ArrayLike<number> | undefined,
  line: number,
): number[] {
  const order = Array.from(places, (_, i) => i);
  if (values !== undefined) order.sort((a, b) => values[b] - values[a]);
  const kept: number[] = [];
  for (const i of order) if (kept.every((k) => Math.abs(places[k] - places[i]) >= line)) kept.push(i);
  return kept.sort((a, b) => a - b);
}
