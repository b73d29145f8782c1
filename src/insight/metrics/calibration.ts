/**
 * @file Whether a network is as often right as it says: of a hundred answers given with 90%, about ninety should be
 * right.
 */

import { AkariError } from "../../error.js";
import { predictedClass } from "../../model/predicted-class.js";

/** The answers whose confidence lies above `from` and up to `to`. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  /** How many answers. Where there are none, the other two are absent. */
  readonly count: number;
  /** Their mean confidence, 0 to 1. */
  readonly confidence?: number;
  /** The share of them that are right, 0 to 1. */
  readonly accuracy?: number;
}

export interface Calibration {
  /** From the least to the most confident: a reliability diagram. */
  readonly bins: readonly CalibrationBin[];
  /**
   * How far confidence and accuracy lie apart, each bin weighted by its count, 0 to 1 (Guo, Pleiss, Sun and
   * Weinberger, 2017).
   */
  readonly expectedError: number;
  /** Mean confidence over all answers, and the share that is right. */
  readonly confidence: number;
  readonly accuracy: number;
}

/**
 * Compares the confidence of answers, the probability of the predicted class, with how many of them are right.
 *
 * @param outputs probabilities, `[n, units]`, row by row. A single unit gives the probability of class 1
 * @param classes the actual class of each row, `[n]`
 * @param bins how many bins of equal width; 10 when left out
 * @throws AkariError `invalid-data` where the rows are not as many as the classes, or there are none
 */
export function calibration(
  outputs: ArrayLike<number>,
  classes: ArrayLike<number>,
  bins: number = 10,
): Calibration {
  const units = outputs.length / classes.length;
  if (!(Number.isInteger(units) && units > 0)) {
    throw new AkariError(
      "invalid-data",
      `${outputs.length} outputs are no whole rows for ${classes.length} classes.`,
    );
  }
  if (!(Number.isInteger(bins) && bins > 0)) {
    throw new AkariError("invalid-argument", `There must be 1 bin or more, not ${bins}.`);
  }
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  const all = { count: classes.length, confidence: 0, right: 0 };
  for (let n = 0; n < classes.length; n++) {
    const row = Array.from({ length: units }, (_, unit) => outputs[n * units + unit]);
    const predicted = predictedClass(row);
    const confidence = units === 1 && predicted === 0 ? 1 - row[0] : row[units === 1 ? 0 : predicted];
    const bin = sums[Math.max(0, Math.min(bins - 1, Math.ceil(confidence * bins) - 1))];
    bin.count++;
    for (const sum of [bin, all]) {
      sum.confidence += confidence;
      if (predicted === classes[n]) sum.right++;
    }
  }
  return {
    bins: sums.map(({ count, confidence, right }, i) => ({
      from: i / bins,
      to: (i + 1) / bins,
      count,
      ...(count === 0 ? {} : { confidence: confidence / count, accuracy: right / count }),
    })),
    expectedError:
      sums.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0) / all.count,
    confidence: all.confidence / all.count,
    accuracy: all.right / all.count,
  };
}
