/**
 * @file Has a network read labelled images: how sure it is of right and wrong answers, and where it errs.
 */

import { calibration, compile } from "akari";
import { rank } from "../../network/answer";
import type { Examination, ExaminationRequest, Mistake } from "./messages";

/** So many mistakes are worth a look. */
const MOST_MISTAKES = 24;

const CHUNK = 500;

export async function examine({ model, images, labels }: ExaminationRequest): Promise<Examination> {
  const { inputs, layers } = model.definition;
  const { units } = layers[layers.length - 1];
  using network = await compile(model);
  const outputs = new Float32Array(labels.length * units);
  for (let from = 0; from < labels.length; from += CHUNK) {
    const to = Math.min(labels.length, from + CHUNK);
    network.predict(images.subarray(from * inputs, to * inputs), outputs.subarray(from * units, to * units));
  }
  const mistakes: Mistake[] = [];
  labels.forEach((label, index) => {
    const [{ index: answer, probability }] = rank(outputs.subarray(index * units, (index + 1) * units));
    if (answer !== label) mistakes.push({ index, label, answer, confidence: probability });
  });
  mistakes.sort((a, b) => b.confidence - a.confidence);
  return {
    examples: labels.length,
    calibration: calibration(outputs, labels),
    wrong: mistakes.length,
    mistakes: mistakes.slice(0, MOST_MISTAKES),
  };
}
