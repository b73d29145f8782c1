/**
 * @file What a network's outputs are, said by its definition: one of several classes, labels that are each true or not, or
 * numbers; what they are called, and which class, label or number they stand for. Files, programs that are exported,
 * reports, the server and the page all ask here.
 */

import { classCount, type ModelDefinition, outputUnits } from "./model.js";
import type { OutputScaling } from "./preprocessing.js";

/** What a network's outputs are: one of several classes, labels that are each true or not by themselves, or numbers. */
export type OutputTask = "classes" | "labels" | "values";

/**
 * What a network's outputs are. Numbers where they have a scaling of their own; else what softmax and sigmoid give, or
 * whatever has labels, is classes or labels ({@link isMultiLabel}).
 * @example
 * ```ts
 * outputTask(defineModel({ inputs: 4, layers: [{ units: 3, activation: "softmax" }] })); // "classes"
 * ```
 */
export function outputTask(definition: ModelDefinition): OutputTask {
  if (definition.preprocessing.outputs !== undefined) return "values";
  if (isMultiLabel(definition)) return "labels";
  return definition.labels !== undefined || outputsAreProbabilities(definition) ? "classes" : "values";
}

/**
 * Whether a network's outputs are labels, of which each is true of an input or not, whatever the others are: several
 * sigmoid outputs that are neither numbers nor classes of which just one is true.
 */
export function isMultiLabel({ layers, preprocessing, exclusive }: ModelDefinition): boolean {
  const { activation, units } = layers[layers.length - 1];
  return activation === "sigmoid" && units > 1 && !exclusive && preprocessing.outputs === undefined;
}

/** Softmax and sigmoid give probabilities; other activations give numbers that only their order gives a meaning. */
export function outputsAreProbabilities({ layers }: ModelDefinition): boolean {
  const { activation } = layers[layers.length - 1];
  return activation === "softmax" || activation === "sigmoid";
}

/**
 * The names of classes or labels: `0`, `1`, … where the model does not name them.
 * @example
 * ```ts
 * const label = classLabels(model.definition)[predictedClass(await predict(model, input))];
 * ```
 */
export function classLabels(definition: ModelDefinition): readonly string[] {
  return (
    definition.labels ?? Array.from({ length: classCount(outputUnits(definition)) }, (_, i) => String(i))
  );
}

/** The class or label that each output unit stands for, `[units]`: a single one for the second of two classes; undefined where they are numbers. */
export function unitLabels(definition: ModelDefinition): readonly (string | undefined)[] {
  const units = outputUnits(definition);
  if (outputTask(definition) === "values") return new Array(units).fill(undefined);
  return units === 1 ? classLabels(definition).slice(1) : classLabels(definition);
}

/** Each output's name and scaling, `[units]`: its target's, or `output 1`, … as they are. */
export function outputScalings(definition: ModelDefinition): readonly OutputScaling[] {
  return Array.from(
    { length: outputUnits(definition) },
    (_, k) => definition.preprocessing.outputs?.[k] ?? { name: `output ${k + 1}`, shift: 0, scale: 1 },
  );
}

/** Whether an output says that its label is true: where it is above ½. */
export const isPositive = (output: number): boolean => output > 0.5;

/** The score of each class by the outputs of one example: a single output is the second class's, and 1 minus it the first's. */
export const classScores = (outputs: ArrayLike<number>): number[] =>
  outputs.length === 1 ? [1 - outputs[0], outputs[0]] : Array.from(outputs);

/** A class and its score. */
export interface RankedClass {
  readonly index: number;
  readonly score: number;
}

/**
 * The classes of one example, the likeliest first; of two that are as likely, the first.
 *
 * @param outputs activations of the output layer, `[units]`
 * @example
 * ```ts
 * const [likeliest, second] = rankClasses(await predict(model, input));
 * ```
 */
export function rankClasses(outputs: ArrayLike<number>): RankedClass[] {
  return classScores(outputs)
    .map((score, index): RankedClass => ({ index, score }))
    .sort((a, b) => b.score - a.score || a.index - b.index);
}

/**
 * The class that the outputs of one example speak for: the largest. A single output speaks for class 1 where it is
 * above ½, else for class 0.
 *
 * @param outputs activations of the output layer, `[units]`
 * @example
 * ```ts
 * predictedClass([0.1, 0.7, 0.2]); // 1
 * predictedClass([0.3]); // 0: a single output is the probability of class 1
 * ```
 */
export function predictedClass(outputs: ArrayLike<number>): number {
  if (outputs.length === 1) return isPositive(outputs[0]) ? 1 : 0;
  let best = 0;
  for (let i = 1; i < outputs.length; i++) if (outputs[i] > outputs[best]) best = i;
  return best;
}

/** Whether numbers may say classes to a network: its outputs are a softmax, and stand for nothing else. */
export const saysOneHot = (definition: ModelDefinition): boolean =>
  definition.layers.at(-1)?.activation === "softmax" &&
  outputUnits(definition) > 1 &&
  definition.preprocessing.outputs === undefined;

/** {@link oneHotClass} of each row. */
export const oneHotClasses = (targets: Parameters<typeof oneHotClass>[0]): Uint32Array =>
  Uint32Array.from({ length: targets.data.length / targets.columns }, (_, row) => oneHotClass(targets, row));

/** The class that a row of numbers says, one of which is 1 and all others 0; -1 where they are other numbers. */
export function oneHotClass(
  { data, columns }: { readonly data: ArrayLike<number>; readonly columns: number },
  row: number,
): number {
  let found = -1;
  for (let k = 0; k < columns; k++) {
    const number = data[row * columns + k];
    if (number === 0) continue;
    if (number !== 1 || found >= 0) return -1;
    found = k;
  }
  return found;
}
