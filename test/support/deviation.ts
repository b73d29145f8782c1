/**
 * @file How far numbers are from what they should be.
 */

/** The largest `|expected|`. */
export function magnitude(expected: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]));
  return largest;
}

/** The largest `|actual − expected|`; NaN where either has a NaN or their lengths differ. */
export function deviation(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.NaN;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
  return largest;
}
