/**
 * @file How far a score of a limited number of examples can be trusted: a share (Wilson) and R² (bootstrap).
 */

import { AkariError, invalidArgument } from "../../error.js";
import { randomGenerator } from "../../model/random.js";

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
 * @throws AkariError `invalid-argument` where so many examples cannot have so many hits
 * @example
 * ```ts
 * const { from, to } = wilsonInterval(95, 100); // 0.888 to 0.978
 * ```
 */
export function wilsonInterval(hits: number, n: number): Interval {
  if (!(hits >= 0 && hits <= n && n < Number.POSITIVE_INFINITY)) {
    throw invalidArgument(`There cannot be ${hits} hits among ${n} examples.`);
  }
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

const RESAMPLES = 1000;
/** Of many examples fewer resamples do: their R² hardly differ. */
const MOST_DRAWS = 5_000_000;
const FEWEST_RESAMPLES = 200;
/** Of fewer examples, resamples tell nothing. */
const FEWEST_EXAMPLES = 10;

/**
 * The 95% interval of R² by the bootstrap (Efron, 1979; the percentile method): as many examples are drawn with
 * repetition, again and again, and the middle 95 of a hundred results are kept.
 *
 * @param actual and predicted numbers, `[n]` each
 * @param seed decides what is drawn; 1 when left out
 * @returns undefined for fewer than 10 examples, and where the actual numbers are all the same
 * @throws AkariError `invalid-data` where the predicted numbers are not as many as the actual ones
 * @example
 * ```ts
 * const interval = r2Interval(prices, predictedPrices);
 * if (interval !== undefined) console.log(interval.from, interval.to);
 * ```
 */
export function r2Interval(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  seed: number = 1,
): Interval | undefined {
  const n = actual.length;
  if (predicted.length !== n) {
    throw new AkariError(
      "invalid-data",
      `There are ${n} actual numbers, but ${predicted.length} predicted ones.`,
    );
  }
  if (n < FEWEST_EXAMPLES || Array.from(actual).every((value) => value === actual[0])) return undefined;
  const random = randomGenerator(seed, "bootstrap");
  const resamples = Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, Math.floor(MOST_DRAWS / n)));
  const rows = new Uint32Array(n);
  const results = new Float64Array(resamples);
  let count = 0;
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < n; i++) rows[i] = random.below(n);
    const result = r2(actual, predicted, rows);
    if (Number.isFinite(result)) results[count++] = result;
  }
  if (count === 0) return undefined;
  const sorted = results.subarray(0, count).sort();
  const at = (share: number): number => sorted[Math.round(share * (count - 1))];
  return { from: at(0.025), to: at(0.975) };
}

/** NaN or −∞ where the actual numbers are all the same. */
function r2(actual: ArrayLike<number>, predicted: ArrayLike<number>, rows: Uint32Array): number {
  let sum = 0;
  for (const row of rows) sum += actual[row];
  const mean = sum / rows.length;
  let [missed, spread] = [0, 0];
  for (const row of rows) {
    missed += (actual[row] - predicted[row]) ** 2;
    spread += (actual[row] - mean) ** 2;
  }
  return 1 - missed / spread;
}
