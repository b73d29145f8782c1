/**
 * @file How far R² can be trusted: what it comes to where other examples of the same kind are drawn.
 */

import { randomGenerator } from "../../model/random.js";
import type { Interval } from "./wilson.js";

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
 */
export function r2Interval(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  seed: number = 1,
): Interval | undefined {
  const n = actual.length;
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
