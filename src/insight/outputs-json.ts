/**
 * @file Answers and traces as they stand in JSON, for the command and for what is served over HTTP.
 */

import { tableInputs } from "../data/table/input-names.js";
import type { ModelDefinition } from "../model/model.js";
import type { Trace } from "./compile.js";
import { type Answer, classLabels, outputsAreProbabilities, readAnswers } from "./outputs.js";

/** What is true of an input, where it is known. */
export interface KnownTruth {
  /** Its class. */
  readonly label?: string | undefined;
  /** Its numbers, in their own units; of labels 1 where one is true and 0 where it is not. */
  readonly values?: readonly number[] | undefined;
}

/** An answer as it stands in JSON, with the truth where it is known. */
export function answerJson(definition: ModelDefinition, answer: Answer, truth: KnownTruth = {}): object {
  const unseen = answer.unseen === undefined ? {} : { unseen: answer.unseen };
  if (answer.kind === "values") {
    const names = answer.values.map(({ name }) => name);
    const known = truth.values === undefined ? {} : { actual: named(names, truth.values) };
    return {
      values: named(
        names,
        answer.values.map(({ value }) => value),
      ),
      ...unseen,
      ...known,
    };
  }
  if (answer.kind === "labels") {
    const actual = labelTruth(definition, truth);
    const labels = answer.labels.map((one, k) =>
      actual === undefined ? one : { ...one, actual: actual[k] },
    );
    return { labels, ...unseen };
  }
  const { label, predicted, scores } = answer;
  const known = truth.label === undefined ? {} : { actual: truth.label };
  return outputsAreProbabilities(definition)
    ? { label, probability: scores[predicted], probabilities: scores, ...unseen, ...known }
    : { label, output: scores[predicted], outputs: scores, ...unseen, ...known };
}

/**
 * Which labels are true of an input: those of a table's row, or the one that is its class.
 *
 * @returns one a label; undefined where it is not known
 */
export function labelTruth(
  definition: ModelDefinition,
  { label, values }: KnownTruth,
): readonly boolean[] | undefined {
  if (values !== undefined) return values.map((value) => value === 1);
  const labels = classLabels(definition);
  return label !== undefined && labels.includes(label) ? labels.map((name) => name === label) : undefined;
}

const named = (names: readonly string[], values: readonly number[]): object =>
  Object.fromEntries(names.map((name, k) => [name, values[k]]));

/**
 * A trace as it stands in JSON: what the output says, the inputs, by name where they are a table's, and every layer's
 * weighted sums and activations.
 */
export function traceJson(
  definition: ModelDefinition,
  { inputs, layers }: Trace,
  truth: KnownTruth = {},
): object {
  const { table } = definition.preprocessing;
  const [answer] = readAnswers(definition, layers[layers.length - 1].activations, inputs);
  const says =
    answer.kind === "class"
      ? { label: truth.label, predicted: answer.label, ...(answer.unseen && { unseen: answer.unseen }) }
      : answerJson(definition, answer, truth);
  return {
    ...says,
    ...(table === undefined ? {} : { inputNames: tableInputs(table).map(({ name }) => name) }),
    inputs: Array.from(inputs),
    layers: layers.map(({ preActivations, activations }) => ({
      preActivations: Array.from(preActivations),
      activations: Array.from(activations),
    })),
  };
}
