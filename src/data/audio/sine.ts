/**
 * @file Sine and cosine by `+ − × ÷` alone: `Math.sin` and `Math.cos` differ in their last bits between engines, and
 * a recording is to give the same inputs everywhere.
 */

/** Terms of the Taylor series: the next is below 1e-17 of the sum for angles up to a quarter turn. */
const TERMS = 11;

/** `sin(π x)`, within 1e-15 for |x| up to a thousand. */
export function sinPi(x: number): number {
  // Whole turns taken off exactly, then mirrored into −½ to ½.
  let turn = x - 2 * Math.round(x / 2);
  if (turn > 0.5) turn = 1 - turn;
  else if (turn < -0.5) turn = -1 - turn;
  const angle = Math.PI * turn;
  let sum = 0;
  for (let n = TERMS; n >= 1; n--) sum = 1 - (angle * angle * sum) / (2 * n * (2 * n + 1));
  return angle * sum;
}

/** `cos(π x)`, as exactly. */
export const cosPi = (x: number): number => sinPi(x + 0.5);
