/**
 * @file What MNIST is: images of 28×28 pixels of the ten digits, and which networks can be right or wrong about them.
 */

import type { Dataset, ModelDefinition } from "akari";
import { isMultiLabel } from "akari/model";

/** Pixels of an image. */
export const PIXELS = 784;

/** The digits, as a network's labels have them. */
export const CLASSES = Array.from({ length: 10 }, (_, digit) => String(digit));

export const TRAINING_IMAGES = 60_000;
export const TEST_IMAGES = 10_000;

/** What the training part is called, as the command calls it. */
export const TRAINING_PART = "MNIST, training part";

/** Whether a network answers an image of MNIST with one of its ten digits, so that it can be right or wrong. */
export function readsDigits(definition: ModelDefinition): boolean {
  const { inputs, layers, labels, preprocessing } = definition;
  const { units } = layers[layers.length - 1];
  if (isMultiLabel(definition) || preprocessing.sound !== undefined) return false;
  return inputs === PIXELS && units === 10 && (labels?.every((label, i) => label === String(i)) ?? true);
}

/**
 * Images and their digits as a data set.
 *
 * @param images `[n, 784]`, 0 dark to 255 bright
 */
export const toMnistDataset = (name: string, images: Uint8Array, labels: Uint8Array): Dataset => ({
  name,
  features: { data: images, rows: labels.length, columns: PIXELS },
  targets: { kind: "classes", classes: labels, names: CLASSES },
  preprocessing: { divideBy: 255, image: [28, 28] },
});
