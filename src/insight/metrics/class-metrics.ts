/**
 * @file How well classes are told apart. By the confusion matrix: precision, recall and F1 of every class; where a division
 * is by zero, scikit-learn's choice holds: the figure is 0, and a class that neither occurs nor was ever predicted has none
 * and counts in no mean. By the probabilities, not only which is the largest: log loss, Brier score, the area under the
 * ROC curve, and whether a network is as often right as it says (calibration).
 */

import { AkariError, invalidArgument } from "../../error.js";
import { predictedClass } from "../../model/outputs.js";

/** How well one class is told from all others. */
export interface ClassScore {
  /** How many examples of this class there are. */
  readonly examples: number;
  /** The share of those predicted as this class that are of it, 0 to 1; 0 where it was never predicted. */
  readonly precision: number;
  /** The share of this class's examples that were predicted as it, 0 to 1; 0 where it has none. */
  readonly recall: number;
  /** The harmonic mean of both, `2 TP / (2 TP + FP + FN)`. */
  readonly f1: number;
}

/** The plain mean over the classes, each counting the same however many examples it has. */
export type MacroScore = Omit<ClassScore, "examples">;

export interface ClassScores {
  /** In the classes' order; absent for a class that neither occurs nor was predicted. */
  readonly classes: readonly (ClassScore | undefined)[];
  readonly macro: MacroScore;
}

/** @param confusion counts, `[actual class][predicted class]` */
export function classScores(confusion: readonly (readonly number[])[]): ClassScores {
  const classes = confusion.map((row, c) => {
    const examples = row.reduce((sum, n) => sum + n, 0);
    const predicted = confusion.reduce((sum, other) => sum + other[c], 0);
    if (examples + predicted === 0) return undefined;
    const right = row[c];
    return {
      examples,
      precision: share(right, predicted),
      recall: share(right, examples),
      f1: (2 * right) / (examples + predicted),
    };
  });
  const present = classes.filter((score) => score !== undefined);
  const mean = (key: keyof MacroScore): number =>
    share(
      present.reduce((sum, score) => sum + score[key], 0),
      present.length,
    );
  return { classes, macro: { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") } };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Probabilities are taken as at least this, scikit-learn's bound too: one wrong answer given for sure is not infinitely bad. */
const LEAST = Number.EPSILON;

/** A probability for every class and example, `[examples, classes]`. */
export type ProbabilityAt = (example: number, classIndex: number) => number;

/**
 * The mean of `−log p` of each example's actual class (natural logarithm): 0 at best; `log k` is what guessing among `k`
 * classes comes to.
 *
 * @param classes the actual class of each example, `[examples]`
 * @returns NaN where there are no examples
 */
export function logLoss(probability: ProbabilityAt, classes: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < classes.length; n++) sum -= Math.log(Math.max(LEAST, probability(n, classes[n])));
  return sum / classes.length;
}

/**
 * Brier's score (1950): the mean squared distance of the probabilities from 1 for the actual class and 0 for the others.
 * Summed over the classes, 0 at best to 2; for two classes that counts the same error twice, so half of it is given,
 * as is usual there: 0 to 1.
 *
 * @param classes the actual class of each example, `[examples]`
 * @param count how many classes there are
 * @returns NaN where there are no examples
 */
export function brierScore(probability: ProbabilityAt, classes: ArrayLike<number>, count: number): number {
  let sum = 0;
  for (let n = 0; n < classes.length; n++) {
    for (let c = 0; c < count; c++) sum += (probability(n, c) - (classes[n] === c ? 1 : 0)) ** 2;
  }
  return sum / classes.length / (count === 2 ? 2 : 1);
}

/**
 * The probability that an example of the class has a higher score than one that is not of it; equal scores count half
 * (Hanley and McNeil, 1982). Computed from ranks: `(R − m(m+1)/2) / (m n)`, where `R` is the sum of the ranks of the
 * `m` examples of the class, equal scores sharing their mean rank.
 *
 * @param scores `[n]`, in any unit: only their order counts
 * @param positive whether an example is of the class
 * @returns 0 to 1, chance being ½; undefined where all examples are of the class, or none is
 */
export function rocAuc(
  scores: ArrayLike<number>,
  positive: (example: number) => boolean,
): number | undefined {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => scores[a] - scores[b],
  );
  let ranks = 0;
  let positives = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
    const meanRank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) {
      if (!positive(order[i])) continue;
      ranks += meanRank;
      positives++;
    }
    from = to;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

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
 * @example
 * ```ts
 * const { bins, expectedError } = calibration([0.9, 0.1, 0.4, 0.6], [0, 1]);
 * ```
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
    throw invalidArgument(`There must be 1 bin or more, not ${bins}.`);
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
