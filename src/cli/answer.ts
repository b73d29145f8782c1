/**
 * @file What a network's outputs say: which class, and how sure.
 */

import { AkariError } from "../error.js";
import { classCount, type ModelDefinition, outputUnits } from "../model/model.js";
import { predictedClass } from "../model/predicted-class.js";

/** A network's answer to one input. */
export interface Answer {
  /** Index of the class. */
  readonly predicted: number;
  readonly label: string;
  /** A number a class: its probability, or the bare output where {@link outputsAreProbabilities} says no. */
  readonly scores: readonly number[];
}

/** Softmax and sigmoid give probabilities; other activations give numbers that only their order gives a meaning. */
export function outputsAreProbabilities({ layers }: ModelDefinition): boolean {
  const { activation } = layers[layers.length - 1];
  return activation === "softmax" || activation === "sigmoid";
}

/** The classes' names: `0`, `1`, … where the model does not name them. */
export function classLabels(definition: ModelDefinition): readonly string[] {
  return (
    definition.labels ?? Array.from({ length: classCount(outputUnits(definition)) }, (_, i) => String(i))
  );
}

/**
 * @param model what to call it in messages
 * @throws AkariError `invalid-model` for a network whose outputs are values and no classes
 */
export function requireClassifier(definition: ModelDefinition, model: string): void {
  if (definition.labels !== undefined || outputsAreProbabilities(definition)) return;
  throw new AkariError(
    "invalid-model",
    `${model} gives numbers, not classes: its output layer is ${definition.layers[definition.layers.length - 1].activation} ` +
      "and it names no labels.",
  );
}

/**
 * The class that the outputs speak for. A single output is the second class's score, and 1 minus it the first's.
 *
 * @param outputs activations of the output layer, `[units]`
 */
export function answer(definition: ModelDefinition, outputs: ArrayLike<number>): Answer {
  const scores = outputs.length === 1 ? [1 - outputs[0], outputs[0]] : Array.from(outputs);
  const predicted = predictedClass(outputs);
  return { predicted, label: classLabels(definition)[predicted], scores };
}
