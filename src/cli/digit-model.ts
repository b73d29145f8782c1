/**
 * @file Whether a model can be shown digits, whatever they were drawn with.
 */

import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";

/** Pixels of a digit brought to MNIST's form, and the brightest of them. */
const DIGIT_PIXELS = 784;
const BRIGHTEST = 255;

/**
 * @param model what to call it in messages
 * @throws AkariError `invalid-model` where it takes something else than 784 pixels of 0 to 255
 */
export function requireDigitInputs({ inputs, preprocessing }: ModelDefinition, model: string): void {
  if (inputs !== DIGIT_PIXELS) {
    throw new AkariError(
      "invalid-model",
      `${model} takes ${inputs} inputs, but a picture of a digit becomes ${DIGIT_PIXELS} (28×28).`,
    );
  }
  if (preprocessing.divideBy !== BRIGHTEST) {
    throw new AkariError(
      "invalid-model",
      `${model} divides its inputs by ${preprocessing.divideBy}, but the pixels of a digit go from 0 to ` +
        `${BRIGHTEST} and have to be divided by ${BRIGHTEST}.`,
    );
  }
}
