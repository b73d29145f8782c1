/**
 * @file What numbers are like: their range, their mean and deviation, and where they lie.
 */

export interface NumberSummary {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  /** The standard deviation. */
  readonly deviation: number;
  /** How many lie in each of as many equal parts of the range. */
  readonly histogram: readonly number[];
}

const BINS = 16;

/** Undefined where there are no numbers. @param values NaN stands for a missing one */
export function summarizeNumbers(values: ArrayLike<number>): NumberSummary | undefined {
  let [count, mean, squares] = [0, 0, 0];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    count++;
    // Welford's way (1962): sums of squares of large numbers would lose their digits.
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (count === 0) return undefined;
  const histogram = new Array<number>(BINS).fill(0);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    histogram[
      most > least ? Math.min(BINS - 1, Math.floor(((values[i] - least) / (most - least)) * BINS)) : 0
    ]++;
  }
  return { least, most, mean, deviation: Math.sqrt(squares / count), histogram };
}
