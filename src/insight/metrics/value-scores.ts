/**
 * @file How close predicted numbers come to the actual ones.
 */

/** Of one output of a regression, in the unit that the numbers have. */
export interface ValueScore {
  /**
   * The share of the variance that is explained, `1 − Σ(y − ŷ)² / Σ(y − ȳ)²`: 1 at best, 0 for always predicting the
   * mean, below 0 for worse than that. Where the actual numbers are all the same, 1 if the predictions are too and else
   * 0, as in scikit-learn. Absent for fewer than two examples.
   */
  readonly r2?: number;
  /** The root of the mean squared error: large errors count more. */
  readonly rmse: number;
  /** The mean absolute error. */
  readonly mae: number;
}

/**
 * @param actual `[n]`
 * @param predicted `[n]`
 */
export function valueScore(actual: ArrayLike<number>, predicted: ArrayLike<number>): ValueScore {
  const n = actual.length;
  let [mean, squares, absolutes, deviations] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) mean += actual[i] / n;
  for (let i = 0; i < n; i++) {
    const error = actual[i] - predicted[i];
    squares += error ** 2;
    absolutes += Math.abs(error);
    deviations += (actual[i] - mean) ** 2;
  }
  const isConstant = !varies(actual);
  const r2 = isConstant ? (squares === 0 ? 1 : 0) : 1 - squares / deviations;
  return { ...(n < 2 ? {} : { r2 }), rmse: Math.sqrt(squares / n), mae: absolutes / n };
}

/** Whether any number differs from the first. Rounding of the mean must not make a constant look like a variable. */
function varies(numbers: ArrayLike<number>): boolean {
  for (let i = 1; i < numbers.length; i++) if (numbers[i] !== numbers[0]) return true;
  return false;
}
