/**
 * @file How good the probabilities are that a network gives to classes, not only which is the largest.
 */

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
