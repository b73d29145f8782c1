/**
 * @file Which of a network's weighted sums tell one class from another, and what its inputs are a picture of. A network
 * with a single output tells two classes apart with it: the second by the weighted sum, the first by its negative.
 */

import type { ModelDefinition } from "akari";
import { greyImage } from "../../network/layout";

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

export function targetOf(units: number, { of, versus }: Question): Target {
  // For one unit, z separates class 1 from class 0 already: the question against the other class is the same.
  if (units === 1) return { unit: 0, sign: of === 1 ? 1 : -1 };
  return { unit: of, sign: 1, ...(versus === undefined ? {} : { versus }) };
}

/** Whether a network chooses between classes, rather than predicting values. */
export function choosesClasses({ layers }: ModelDefinition): boolean {
  const { units, activation } = layers[layers.length - 1];
  return activation === "softmax" || activation === "sigmoid" || units > 1;
}

/** Height and width of the picture that the inputs are; `undefined` where they are no picture. */
export function pictureOf(definition: ModelDefinition): readonly [number, number] | undefined {
  const { inputs, preprocessing } = definition;
  const { image, table, sound } = preprocessing;
  if (image !== undefined || table !== undefined || sound !== undefined) return greyImage(definition);
  const side = Math.sqrt(inputs);
  return Number.isInteger(side) && side >= 8 ? [side, side] : undefined;
}
