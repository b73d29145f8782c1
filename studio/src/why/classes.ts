/**
 * @file A network's outputs as classes: which it answers, which comes next, and which weighted sums tell the two
 * apart. A network with a single output tells two classes apart with it: the second by the weighted sum, the first by
 * its negative.
 */

import type { ModelDefinition } from "akari";

/** What an explanation is of: a class by itself, or a class against another. */
export interface Question {
  readonly of: number;
  readonly versus?: number;
}

/** The same in output units: of which weighted sum, less which other, and with which sign. */
export interface Target {
  readonly unit: number;
  readonly versus?: number;
  readonly sign: 1 | -1;
}

export interface RankedClass {
  readonly index: number;
  readonly probability: number;
}

/** Probabilities by class, largest first; of two that are as large, the first. */
export function rank(outputs: ArrayLike<number>): RankedClass[] {
  const probabilities = outputs.length === 1 ? [1 - outputs[0], outputs[0]] : Array.from(outputs);
  return probabilities
    .map((probability, index): RankedClass => ({ index, probability }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index);
}

export function targetOf(units: number, { of, versus }: Question): Target {
  // For one unit, z separates class 1 from class 0 already: the question against the other class is the same.
  if (units === 1) return { unit: 0, sign: of === 1 ? 1 : -1 };
  return { unit: of, sign: 1, ...(versus === undefined ? {} : { versus }) };
}

/** What a class is called. */
export const nameOf = ({ labels }: ModelDefinition, index: number): string =>
  labels?.[index] ?? String(index);

/** Whether a network chooses between classes, rather than predicting values. */
export function choosesClasses({ layers }: ModelDefinition): boolean {
  const { units, activation } = layers[layers.length - 1];
  return activation === "softmax" || activation === "sigmoid" || units > 1;
}

/** Height and width of the picture that the inputs are; `undefined` where they are no picture. */
export function pictureOf({ inputs, preprocessing }: ModelDefinition): readonly [number, number] | undefined {
  if (preprocessing.image !== undefined) return preprocessing.image;
  const side = Math.sqrt(inputs);
  return Number.isInteger(side) && side >= 8 ? [side, side] : undefined;
}

/** Whether a network can be tried on MNIST: 28×28 pixels in, the ten digits out. */
export function readsDigits(definition: ModelDefinition): boolean {
  const { inputs, layers } = definition;
  const digits = Array.from({ length: 10 }, (_, i) => i);
  return (
    inputs === 784 &&
    layers[layers.length - 1].units === digits.length &&
    digits.every((digit) => nameOf(definition, digit) === String(digit))
  );
}
