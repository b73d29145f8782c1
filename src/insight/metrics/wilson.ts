/**
 * @file How far a share of a limited number of examples can be trusted.
 */

/** The standard normal distribution's 97.5% quantile. */
const Z = 1.959963984540054;

/** From where to where a share lies with some certainty, both 0 to 1. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * The 95% interval of a share, after Wilson (1927): of samples of this size, 95 in 100 give an interval that holds the
 * true share. Unlike the textbook's `p ± 1.96 √(p(1−p)/n)` it never leaves 0 to 1, and is of use near both ends.
 *
 * `(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)`, with `p = hits/n`.
 *
 * @param hits how many of the examples, 0 to `n`
 * @param n examples; of none nothing is known: 0 to 1
 */
export function wilsonInterval(hits: number, n: number): Interval {
  if (n === 0) return { from: 0, to: 1 };
  const p = hits / n;
  const middle = p + Z ** 2 / (2 * n);
  const half = Z * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2));
  const all = 1 + Z ** 2 / n;
  // Exactly 0 and 1 at the ends, where rounding would leave something over.
  return {
    from: hits === 0 ? 0 : (middle - half) / all,
    to: hits === n ? 1 : (middle + half) / all,
  };
}
