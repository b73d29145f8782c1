/**
 * @file Has a network read labelled images: how sure it is of right and wrong answers, where it errs, and where the bars
 * of its reliability diagram stand.
 */

import { compile, type Model } from "akari";
import { type Calibration, type CalibrationBin, calibration, surestMistakes } from "akari/insight";

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
  readonly examples: number;
  readonly calibration: Calibration;
  /** How many were wrong, and the most confident of them first. */
  readonly wrong: number;
  readonly mistakes: readonly Mistake[];
}

/** So many mistakes are worth a look. */
const MOST_MISTAKES = 24;

const CHUNK = 500;

/** Reads labelled images: how sure the answers are, and which of them are wrong, the most confident first. */
export async function examine({ model, images, labels }: ExaminationRequest): Promise<Examination> {
  const { inputs, layers } = model.definition;
  const { units } = layers[layers.length - 1];
  using network = await compile(model);
  const outputs = new Float32Array(labels.length * units);
  for (let from = 0; from < labels.length; from += CHUNK) {
    const to = Math.min(labels.length, from + CHUNK);
    network.predict(images.subarray(from * inputs, to * inputs), outputs.subarray(from * units, to * units));
  }
  const mistakes = surestMistakes({ classes: labels }, outputs, labels.length);
  return {
    examples: labels.length,
    calibration: calibration(outputs, labels),
    wrong: mistakes.length,
    mistakes: mistakes.slice(0, MOST_MISTAKES).map(
      ({ row, actual, predicted, score }): Mistake => ({
        index: row,
        label: actual,
        answer: predicted,
        confidence: score,
      }),
    ),
  };
}

export interface ReliabilityBar {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  /** How bright: the share of all answers, on a root scale so that small bins can still be seen. */
  readonly weight: number;
}

/** One for every bin that has answers, `undefined` for the others. */
export function reliabilityBars(bins: readonly CalibrationBin[]): (ReliabilityBar | undefined)[] {
  const most = Math.max(...bins.map(({ count }) => count));
  return bins.map(({ from, to, count, accuracy }) =>
    accuracy === undefined
      ? undefined
      : {
          x: from * 100,
          width: (to - from) * 100,
          y: (1 - accuracy) * 100,
          height: accuracy * 100,
          weight: Math.sqrt(count / most),
        },
  );
}

/** The bin with the most answers. */
export const fullestBin = (bins: readonly CalibrationBin[]): number =>
  bins.reduce((best, { count }, i) => (count > bins[best].count ? i : best), 0);
