/**
 * @file How good a network is, from its outputs: accuracy, confusion matrix and its most confident mistakes.
 */

import { predictedClass } from "akari/model";
import type { Exam, Mistake } from "./messages";

/** How many mistakes are shown. */
const SHOWN = 48;

/** The share of rows whose largest output is that of their label. `outputs` is `[rows, classes]`. */
export function accuracyOf(outputs: Float32Array, labels: Uint8Array): number {
  const classes = outputs.length / labels.length;
  let right = 0;
  labels.forEach((label, row) => {
    if (predictedClass(outputs.subarray(row * classes, (row + 1) * classes)) === label) right++;
  });
  return right / labels.length;
}

/** The test's part of an exam. `images` is `[rows, pixels]`. */
export function judge(
  outputs: Float32Array,
  labels: Uint8Array,
  images: Uint8Array,
): Pick<Exam, "testAccuracy" | "confusion" | "mistakes"> {
  const classes = outputs.length / labels.length;
  const pixels = images.length / labels.length;
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const wrong: Omit<Mistake, "pixels">[] = [];
  labels.forEach((actual, index) => {
    const row = outputs.subarray(index * classes, (index + 1) * classes);
    const predicted = predictedClass(row);
    confusion[actual][predicted]++;
    if (predicted !== actual) wrong.push({ index, actual, predicted, confidence: row[predicted] });
  });
  wrong.sort((a, b) => b.confidence - a.confidence || a.index - b.index);
  return {
    testAccuracy: 1 - wrong.length / labels.length,
    confusion,
    mistakes: wrong.slice(0, SHOWN).map((mistake) => ({
      ...mistake,
      pixels: images.slice(mistake.index * pixels, (mistake.index + 1) * pixels),
    })),
  };
}
