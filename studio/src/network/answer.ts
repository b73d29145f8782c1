/**
 * @file What is shown of a network's outputs: a number with a name for each output neuron, the answer, and which are written.
 */

import type { ModelDefinition, Trace } from "akari";
import { interpretOutputs } from "akari/insight";
import { outputsAreProbabilities, unitLabels } from "akari/model";

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

/** What the network says by its outputs: a number with a name for each, and the answer. */
export function readAnswer(definition: ModelDefinition, trace: Trace): Answer {
  const { activations } = trace.layers[trace.layers.length - 1];
  const outputs = unitLabels(definition).map((label, i): Output => ({ label, value: activations[i] }));
  const probable = outputsAreProbabilities(definition);
  const [said] = interpretOutputs(definition, activations);
  if (said.task === "values") return { outputs, probable, chosen: [], predicted: undefined };
  if (said.task === "labels") {
    const chosen = said.labels.flatMap(({ answer }, unit) => (answer ? [unit] : []));
    return { outputs, probable, chosen, predicted: undefined };
  }
  const { label, predicted, scores } = said;
  // A single neuron speaks for both classes.
  const unit = outputs.length === 1 ? 0 : predicted;
  return { outputs, probable, chosen: [unit], predicted: { label, probability: scores[predicted], unit } };
}

/** How much room a name takes, in digits: signs of Japanese are as wide as two. */
export const widthOf = (name: string): number =>
  [...name].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 2 : 1), 0);

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
