/**
 * @file What a model takes in, by its own description.
 */

import type { ModelDefinition } from "../model/model.js";
import { BRIGHTEST, takesPixels } from "../model/preprocessing.js";
import type { StoredModel } from "./stored-model.js";

/**
 * `digits`: pictures and strokes that are centred and scaled as MNIST's digits are; `pictures`: as they are, brought to
 * the model's size.
 */
export type InputKind = "digits" | "pictures" | "sounds" | "table";

/** A picture of a digit brought to MNIST's form: its pixels and its sides. */
export const DIGIT_PIXELS = 784;
const DIGIT_SIDE = 28;

/** What a model takes in; undefined where its file does not say enough to show it anything but numbers. */
export function describedKind(stored: StoredModel): InputKind | undefined {
  const { inputs, preprocessing } = stored.model.definition;
  if (preprocessing.table !== undefined) return "table";
  if (preprocessing.sound !== undefined) return "sounds";
  if (!takesPixels(preprocessing)) return undefined;
  if (preprocessing.image !== undefined && !takesDigits(stored)) return "pictures";
  return inputs === DIGIT_PIXELS ? "digits" : undefined;
}

/**
 * Whether a model's pictures are taken for digits. MNIST and IDX files come in parts; a folder of pictures is divided
 * before it is learned from, which the training record tells of.
 */
export function takesDigits({ model: { definition }, record }: StoredModel): boolean {
  return hasDigitForm(definition) && record?.split === undefined;
}

/** Whether a model takes 28×28 grey pixels, so that it might be taken for a reader of digits. */
export function hasDigitForm({ inputs, preprocessing }: ModelDefinition): boolean {
  const { image, channels, divideBy } = preprocessing;
  const isScaled = divideBy === BRIGHTEST || (image === undefined && takesPixels(preprocessing));
  const fits =
    image === undefined || (image[0] === DIGIT_SIDE && image[1] === DIGIT_SIDE && channels === undefined);
  return fits && inputs === DIGIT_PIXELS && isScaled;
}
