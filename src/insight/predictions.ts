/**
 * @file What a network's outputs say of its inputs: which class and how sure, which labels are true, or which numbers in the
 * targets' own units; and the same, as a trace too, in JSON, for the command and for what is served over HTTP.
 */

import { tableInputs } from "../data/table/inputs.js";
import { unseenColumns } from "../data/table/unseen.js";
import { AkariError } from "../error.js";
import { type ModelDefinition, outputUnits } from "../model/model.js";
import {
  classLabels,
  classScores,
  isPositive,
  outputScalings,
  outputsAreProbabilities,
  outputTask,
  predictedClass,
} from "../model/outputs.js";
import type { Trace } from "./compile.js";

/** Of a network that tells classes apart. */
export interface ClassPrediction {
  readonly task: "classes";
  /** Index of the class. */
  readonly predicted: number;
  readonly label: string;
  /** A number a class: its probability, or the bare output where `outputsAreProbabilities` says no. */
  readonly scores: readonly number[];
  /** Columns of a table whose category training never saw, where the inputs are known and there are some. */
  readonly unseen?: readonly string[];
  readonly labels?: undefined;
  readonly values?: undefined;
}

/** Of a network whose outputs are labels that are each true or not, whatever the others are. */
export interface LabelsPrediction {
  readonly task: "labels";
  /** One an output. */
  readonly labels: readonly PredictedLabel[];
  /** As a {@link ClassPrediction} has it. */
  readonly unseen?: readonly string[];
  readonly label?: undefined;
  readonly predicted?: undefined;
  readonly scores?: undefined;
  readonly values?: undefined;
}

export interface PredictedLabel {
  readonly label: string;
  /** Whether it is true: where its probability is above ½. */
  readonly answer: boolean;
  readonly probability: number;
}

/** Of a network that predicts numbers. */
export interface ValuesPrediction {
  readonly task: "values";
  /** One an output, in the target's own unit. */
  readonly values: readonly NamedValue[];
  /** Columns of a table whose category training never saw, where the inputs are known and there are some. */
  readonly unseen?: readonly string[];
  readonly label?: undefined;
  readonly predicted?: undefined;
  readonly scores?: undefined;
  readonly labels?: undefined;
}

export interface NamedValue {
  /** The target's column, or `output 1`. */
  readonly name: string;
  readonly value: number;
}

/** What a network says of one input, by what its outputs are: `task` says which. What they are not is `undefined`. */
export type Prediction = ClassPrediction | LabelsPrediction | ValuesPrediction;

/**
 * What a model's outputs say: a class with its label and probability; of several sigmoid outputs, whether each label is
 * true; or numbers with the scaling of the targets undone (`value = scale · output + shift`).
 *
 * @param outputs activations of the output layer from `predict`, `[n, units]`
 * @param inputs what they were predicted of, `[n, inputs]`; given them, a prediction says which columns of a table have a
 * category that training never saw: it is a guess then
 * @returns a prediction for each of the `n` inputs
 * @throws AkariError `invalid-data` where they are not those of whole inputs
 * @example
 * ```ts
 * const [answer] = interpretOutputs(model.definition, await predict(model, input));
 * console.log(answer.label);
 * ```
 */
export function interpretOutputs(
  definition: ModelDefinition,
  outputs: ArrayLike<number>,
  inputs?: ArrayLike<number>,
): Prediction[] {
  const units = outputUnits(definition);
  const count = outputs.length / units;
  if (!Number.isInteger(count)) {
    throw new AkariError(
      "invalid-data",
      `${outputs.length} outputs are not those of a network with ${units}.`,
    );
  }
  const read = READERS[outputTask(definition)];
  const { table } = definition.preprocessing;
  return Array.from({ length: count }, (_, i) => {
    const own = Array.from({ length: units }, (__, k) => outputs[i * units + k]);
    const prediction = read(definition, own);
    if (table === undefined || inputs === undefined) return prediction;
    const unseen = unseenColumns(table, inputs, i * definition.inputs);
    return unseen.length === 0 ? prediction : { ...prediction, unseen };
  });
}

function readClass(definition: ModelDefinition, outputs: readonly number[]): ClassPrediction {
  const predicted = predictedClass(outputs);
  return {
    task: "classes",
    predicted,
    label: classLabels(definition)[predicted],
    scores: classScores(outputs),
  };
}

function readLabels(definition: ModelDefinition, outputs: readonly number[]): LabelsPrediction {
  const labels = classLabels(definition).map(
    (label, k): PredictedLabel => ({ label, answer: isPositive(outputs[k]), probability: outputs[k] }),
  );
  return { task: "labels", labels };
}

function readValues(definition: ModelDefinition, outputs: readonly number[]): ValuesPrediction {
  const values = outputScalings(definition).map(
    ({ name, shift, scale }, k): NamedValue => ({ name, value: scale * outputs[k] + shift }),
  );
  return { task: "values", values };
}

const READERS = { classes: readClass, labels: readLabels, values: readValues } as const;

/** What is true of an input, where it is known. */
export interface KnownTruth {
  /** Its class. */
  readonly label?: string | undefined;
  /** Its numbers, in their own units; of labels 1 where one is true and 0 where it is not. */
  readonly values?: readonly number[] | undefined;
}

/** An prediction as it stands in JSON, with the truth where it is known. */
export function predictionJson(
  definition: ModelDefinition,
  prediction: Prediction,
  truth: KnownTruth = {},
): object {
  const unseen = prediction.unseen === undefined ? {} : { unseen: prediction.unseen };
  if (prediction.task === "values") {
    const names = prediction.values.map(({ name }) => name);
    const known = truth.values === undefined ? {} : { actual: named(names, truth.values) };
    return {
      values: named(
        names,
        prediction.values.map(({ value }) => value),
      ),
      ...unseen,
      ...known,
    };
  }
  if (prediction.task === "labels") {
    const actual = labelTruth(definition, truth);
    const labels = prediction.labels.map((one, k) =>
      actual === undefined ? one : { ...one, actual: actual[k] },
    );
    return { labels, ...unseen };
  }
  const { label, predicted, scores } = prediction;
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
  const [prediction] = interpretOutputs(definition, layers[layers.length - 1].activations, inputs);
  const says =
    prediction.task === "classes"
      ? {
          label: truth.label,
          predicted: prediction.label,
          ...(prediction.unseen && { unseen: prediction.unseen }),
        }
      : predictionJson(definition, prediction, truth);
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
