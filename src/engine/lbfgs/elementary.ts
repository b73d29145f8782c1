/**
 * @file Exponential and logarithm in float64, the same bits in every JavaScript engine: only `+ − × ÷` are used, in a
 * fixed order, where the last bits of `Math.exp` and its kin are each engine's own affair. Only for the arguments that
 * cross-entropies have. Both series are Taylor's, cut where the next term falls below half a unit in the last place.
 */

/** `ln 2` in two parts, of which the first ends in zeros, so that its product with a small integer is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** Below it `e^x` is less than half the smallest float64. */
const EXP_LOWEST = -745.2;

/** `1 / n!` for `n` from 13 down to 0. */
const EXP_TERMS = reciprocalFactorials(13).reverse();
/** `2^−n`; the last is 0. */
const POWERS = halvings(1076);
/** The last odd power of the logarithm's series, whose argument is at most a third. */
const LOG_LAST = 35;

/** `e^x` for `x ≤ 0`, within two units in the last place. */
export function expOfNegative(x: number): number {
  if (x < EXP_LOWEST) return 0;
  const n = Math.floor(x * Math.LOG2E + 0.5);
  const r = x - n * LN2_HIGH - n * LN2_LOW;
  let sum = EXP_TERMS[0];
  for (let i = 1; i < EXP_TERMS.length; i++) sum = sum * r + EXP_TERMS[i];
  return sum * POWERS[-n];
}

/** `log(1 + y) = 2 artanh(y / (2 + y))` for `y` from 0 to 1, within four units in the last place. */
export function logOnePlus(y: number): number {
  const t = y / (2 + y);
  const square = t * t;
  let sum = 1 / LOG_LAST;
  for (let power = LOG_LAST - 2; power >= 1; power -= 2) sum = sum * square + 1 / power;
  return 2 * t * sum;
}

/** `log(x)` for `x ≥ 1`. */
export function logFromOne(x: number): number {
  let halved = x;
  let n = 0;
  while (halved >= 2) {
    halved /= 2;
    n++;
  }
  return n * LN2_HIGH + (n * LN2_LOW + logOnePlus(halved - 1));
}

function reciprocalFactorials(last: number): number[] {
  const terms = [1];
  for (let n = 1, factorial = 1; n <= last; n++) {
    factorial *= n;
    terms.push(1 / factorial);
  }
  return terms;
}

function halvings(count: number): Float64Array {
  const powers = new Float64Array(count);
  for (let n = 0, power = 1; n < count; n++, power /= 2) powers[n] = power;
  return powers;
}
