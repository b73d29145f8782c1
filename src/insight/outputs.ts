/**
 * @file What a network's outputs say: which class and how sure, or which numbers in the targets' own units.
 */

import { unseenColumns } from "../data/table/unseen.js";
import { AkariError } from "../error.js";
import { saysYes } from "../model/label-scores.js";
import { classCount, isMultiLabel, type ModelDefinition, outputUnits } from "../model/model.js";
import { predictedClass } from "../model/predicted-class.js";

/** Of a network that tells classes apart. */
export interface ClassAnswer {
  readonly kind: "class";
  /** Index of the class. */
  readonly predicted: number;
  readonly label: string;
  /** A number a class: its probability, or the bare output where {@link outputsAreProbabilities} says no. */
  readonly scores: readonly number[];
  /** Columns of a table whose category training never saw, where the inputs are known and there are some. */
  readonly unseen?: readonly string[];
}

/** Of a network whose outputs are labels that are each true or not, whatever the others are. */
export interface LabelsAnswer {
  readonly kind: "labels";
  /** One an output. */
  readonly labels: readonly AnsweredLabel[];
  /** As a {@link ClassAnswer} has it. */
  readonly unseen?: readonly string[];
}

export interface AnsweredLabel {
  readonly label: string;
  /** Whether it is true: where its probability is above ½. */
  readonly answer: boolean;
  readonly probability: number;
}

/** Of a network that predicts numbers. */
export interface ValuesAnswer {
  readonly kind: "values";
  /** One an output, in the target's own unit. */
  readonly values: readonly NamedValue[];
  /** Columns of a table whose category training never saw, where the inputs are known and there are some. */
  readonly unseen?: readonly string[];
}

export interface NamedValue {
  /** The target's column, or `output 1`. */
  readonly name: string;
  readonly value: number;
}

/** A network's answer to one input. */
export type Answer = ClassAnswer | LabelsAnswer | ValuesAnswer;

/**
 * What a model's outputs say: a class with its label and probability; of several sigmoid outputs, whether each label is
 * true; or numbers with the scaling of the targets undone (`value = scale · output + shift`).
 *
 * @param outputs activations of the output layer from `predict`, `[n, units]`
 * @param inputs what they were predicted of, `[n, inputs]`; given them, an answer says which columns of a table have a
 * category that training never saw: it is a guess then
 * @returns an answer for each of the `n` inputs
 * @throws AkariError `invalid-data` where they are not those of whole inputs
 */
export function readAnswers(
  definition: ModelDefinition,
  outputs: ArrayLike<number>,
  inputs?: ArrayLike<number>,
): Answer[] {
  const units = outputUnits(definition);
  const count = outputs.length / units;
  if (!Number.isInteger(count)) {
    throw new AkariError(
      "invalid-data",
      `${outputs.length} outputs are not those of a network with ${units}.`,
    );
  }
  const read = READERS[answerKind(definition)];
  const { table } = definition.preprocessing;
  return Array.from({ length: count }, (_, i) => {
    const own = Array.from({ length: units }, (__, k) => outputs[i * units + k]);
    const answer = read(definition, own);
    if (table === undefined || inputs === undefined) return answer;
    const unseen = unseenColumns(table, inputs, i * definition.inputs);
    return unseen.length === 0 ? answer : { ...answer, unseen };
  });
}

/** What a network's answers are: one of several classes, labels that are each true or not, or numbers. */
export function answerKind(definition: ModelDefinition): Answer["kind"] {
  const { labels, preprocessing } = definition;
  if (preprocessing.outputs !== undefined) return "values";
  if (isMultiLabel(definition)) return "labels";
  return labels !== undefined || outputsAreProbabilities(definition) ? "class" : "values";
}

/** Softmax and sigmoid give probabilities; other activations give numbers that only their order gives a meaning. */
export function outputsAreProbabilities({ layers }: ModelDefinition): boolean {
  const { activation } = layers[layers.length - 1];
  return activation === "softmax" || activation === "sigmoid";
}

/** The names of classes or labels: `0`, `1`, … where the model does not name them. */
export function classLabels(definition: ModelDefinition): readonly string[] {
  return (
    definition.labels ?? Array.from({ length: classCount(outputUnits(definition)) }, (_, i) => String(i))
  );
}

/** A single output is the second class's score, and 1 minus it the first's. */
function readClass(definition: ModelDefinition, outputs: readonly number[]): ClassAnswer {
  const scores = outputs.length === 1 ? [1 - outputs[0], outputs[0]] : outputs;
  const predicted = predictedClass(outputs);
  return { kind: "class", predicted, label: classLabels(definition)[predicted], scores };
}

function readLabels(definition: ModelDefinition, outputs: readonly number[]): LabelsAnswer {
  const labels = classLabels(definition).map(
    (label, k): AnsweredLabel => ({ label, answer: saysYes(outputs[k]), probability: outputs[k] }),
  );
  return { kind: "labels", labels };
}

function readValues({ preprocessing }: ModelDefinition, outputs: readonly number[]): ValuesAnswer {
  const values = outputs.map((output, k): NamedValue => {
    const { name, shift, scale } = preprocessing.outputs?.[k] ?? {
      name: `output ${k + 1}`,
      shift: 0,
      scale: 1,
    };
    return { name, value: scale * output + shift };
  });
  return { kind: "values", values };
}

const READERS = { class: readClass, labels: readLabels, values: readValues } as const;
