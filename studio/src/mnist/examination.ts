/**
 * @file Has a network read labelled images: what it takes each for, how sure it is of right and wrong answers, and where it errs.
 */

import { compile, type Model } from "akari";
import { type Calibration, calibration, surestMistakes } from "akari/insight";
import { predictedClass } from "akari/model";

export interface ExaminationRequest {
  readonly model: Model;
  /** `[n, inputs]`. */
  readonly images: Uint8Array;
  /** `[n]`. */
  readonly labels: Uint8Array;
}

/** A test image that was taken for another digit. */
export interface Mistake {
  readonly index: number;
  readonly label: number;
  readonly answer: number;
  readonly confidence: number;
}

export interface Examination {
  /** What each image was taken for, `[n]`. */
  readonly predicted: Uint8Array;
  readonly calibration: Calibration;
  /** All that were wrong, the most confident first. */
  readonly mistakes: readonly Mistake[];
}

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
  const row = (i: number): Float32Array => outputs.subarray(i * units, (i + 1) * units);
  return {
    predicted: Uint8Array.from(labels, (_, i) => predictedClass(row(i))),
    calibration: calibration(outputs, labels),
    mistakes: surestMistakes({ classes: labels }, outputs, labels.length).map(
      ({ row, actual, predicted, score }): Mistake => ({
        index: row,
        label: actual,
        answer: predicted,
        confidence: score,
      }),
    ),
  };
}
