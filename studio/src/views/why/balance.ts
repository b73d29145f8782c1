/**
 * @file What a logit, or the difference of two, is made of: what a dark picture gives already, what pixels add and
 * what pixels take away. The numbers are rounded so that they add up as they stand on the screen.
 */

import type { Attribution } from "akari";

export interface Balance {
  readonly baseline: number;
  /** Sum of the shares above zero, and of those below. */
  readonly raising: number;
  readonly lowering: number;
  readonly value: number;
}

/** @param decimals how many the numbers are shown with */
export function balanceOf({ value, baseline, shares }: Attribution, decimals: number): Balance {
  let [raising, lowering] = [0, 0];
  for (const share of shares) {
    if (share > 0) raising += share;
    else lowering += share;
  }
  const unit = 10 ** decimals;
  const total = Math.round(value * unit);
  const parts = roundToSum([baseline * unit, raising * unit, lowering * unit], total);
  return {
    baseline: parts[0] / unit,
    raising: parts[1] / unit,
    lowering: parts[2] / unit,
    value: total / unit,
  };
}

/**
 * Whole numbers that add up to `total`, each as near to its part as that allows: what is left over goes to those that
 * rounding moved furthest the other way (the largest-remainder method).
 */
export function roundToSum(parts: readonly number[], total: number): number[] {
  const rounded = parts.map(Math.round);
  let left = total - rounded.reduce((sum, part) => sum + part, 0);
  const step = Math.sign(left);
  while (left !== 0) {
    const lags = rounded.map((part, i) => (parts[i] - part) * step);
    rounded[lags.indexOf(Math.max(...lags))] += step;
    left -= step;
  }
  return rounded;
}
