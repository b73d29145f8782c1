/**
 * @file Exponential, logarithm and kin for four float32 numbers at once, the same bits on every machine: only
 * correctly rounded operations are used, in a fixed order. Each is within 2 units in the last place of the true
 * value, with IEEE's special values (a test sweeps the whole range).
 *
 * Polynomials are the Taylor series, cut where the next term falls below half a unit in the last place.
 */

/**
 * The constants, in memory: loading one costs a single instruction, building a vector from its bits several.
 * `ln 2` is in two parts, of which the first ends in zeros, so that its product with a small integer is exact.
 * `ROUNDER` is 1.5·2²³: adding it to a small number leaves the nearest integer in the low bits.
 */
const CONSTANTS: usize = memory.data<f32>([
  1.0,
  0.5,
  2.0,
  0.0,
  -0.5,
  1.4426950408889634,
  0.693359375,
  -0.00021219444005469057,
  12582912.0,
  1.0 / 5040.0,
  1.0 / 720.0,
  1.0 / 120.0,
  1.0 / 24.0,
  1.0 / 6.0,
  -104.0,
  89.0,
  -88.0,
  88.0,
  10.0,
]);
@inline const ONE: usize = 0;
@inline const HALF: usize = 1;
@inline const TWO: usize = 2;
@inline const ZERO: usize = 3;
@inline const MINUS_HALF: usize = 4;
@inline const LOG2_E: usize = 5;
@inline const LN2_HIGH: usize = 6;
@inline const LN2_LOW: usize = 7;
@inline const ROUNDER: usize = 8;
@inline const EXP_7: usize = 9;
@inline const EXP_6: usize = 10;
@inline const EXP_5: usize = 11;
@inline const EXP_4: usize = 12;
@inline const EXP_3: usize = 13;
@inline const EXP_LOWEST: usize = 14;
@inline const EXP_HIGHEST: usize = 15;
@inline const EXPM1_LOWEST: usize = 16;
@inline const EXPM1_HIGHEST: usize = 17;
@inline const TANH_HIGHEST: usize = 18;
@inline const ROUNDER_BITS: i32 = 0x4b400000;
@inline const SQRT_HALF_BITS: i32 = 0x3f3504f3;

@inline function constant(index: usize): v128 {
  return v128.load32_splat(CONSTANTS + (index << 2));
}

@inline function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** `x·y + c`, rounded after each of the two operations. */
@inline function mulAdd(x: v128, y: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(x, y), c);
}

/** `2ⁿ` for whole `n` from −126 to 127, given as i32x4. */
@inline function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** `(e^r − 1 − r) / r²` for |r| ≤ ½ ln 2. */
@inline function expTail(r: v128): v128 {
  let p = mulAdd(constant(EXP_7), r, constant(EXP_6));
  p = mulAdd(p, r, constant(EXP_5));
  p = mulAdd(p, r, constant(EXP_4));
  p = mulAdd(p, r, constant(EXP_3));
  return mulAdd(p, r, constant(HALF));
}

/** `e^x`: `x = n ln 2 + r`, so `e^x = 2ⁿ e^r`. The factor comes in two halves, for results below 2⁻¹²⁶. */
export function exp(x: v128): v128 {
  // Beyond these the result is 0 or infinite anyway. The order of operands lets NaN pass.
  const bounded = f32x4.pmin(f32x4.pmax(x, constant(EXP_LOWEST)), constant(EXP_HIGHEST));
  const shifted = mulAdd(bounded, constant(LOG2_E), constant(ROUNDER));
  const n = f32x4.sub(shifted, constant(ROUNDER));
  const r = f32x4.sub(f32x4.sub(bounded, f32x4.mul(n, constant(LN2_HIGH))), f32x4.mul(n, constant(LN2_LOW)));
  const p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), expTail(r)), r), constant(ONE));
  const whole = i32x4.sub(shifted, i32x4.splat(ROUNDER_BITS));
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/** `e^x − 1` without cancellation near 0, for x ≤ 88: `2ⁿ (e^r − 1) + (2ⁿ − 1)`. */
export function expm1(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, constant(EXPM1_LOWEST)), constant(EXPM1_HIGHEST));
  const shifted = mulAdd(bounded, constant(LOG2_E), constant(ROUNDER));
  const n = f32x4.sub(shifted, constant(ROUNDER));
  const r = f32x4.sub(f32x4.sub(bounded, f32x4.mul(n, constant(LN2_HIGH))), f32x4.mul(n, constant(LN2_LOW)));
  const q = f32x4.add(f32x4.mul(f32x4.mul(r, r), expTail(r)), r);
  const scale = powerOfTwo(i32x4.sub(shifted, i32x4.splat(ROUNDER_BITS)));
  return f32x4.add(f32x4.mul(q, scale), f32x4.sub(scale, constant(ONE)));
}

/**
 * `log x`: `x = 2ᵉ (1 + f)` with `1 + f` between √½ and √2, and `log(1 + f) = f − f²/2 + s (f²/2 + R)` with
 * `s = f / (2 + f)` and `R = 2 (s²/3 + s⁴/5 + …)`: the arrangement of Ng (fdlibm, 1993), which loses nothing
 * near x = 1.
 */
export function log(x: v128): v128 {
  const tiny = f32x4.lt(x, splat(1.1754943508222875e-38));
  const normal = v128.bitselect(f32x4.mul(x, splat(8388608.0)), x, tiny);
  const offset = i32x4.sub(normal, i32x4.splat(SQRT_HALF_BITS));
  let e = f32x4.convert_i32x4_s(i32x4.shr_s(offset, 23));
  e = f32x4.sub(e, v128.and(tiny, splat(23.0)));
  const mantissa = i32x4.add(v128.and(offset, i32x4.splat(0x007fffff)), i32x4.splat(SQRT_HALF_BITS));
  const f = f32x4.sub(mantissa, constant(ONE));
  const s = f32x4.div(f, f32x4.add(f, constant(TWO)));
  const s2 = f32x4.mul(s, s);
  let series = splat(<f32>(2.0 / 11.0));
  series = mulAdd(series, s2, splat(<f32>(2.0 / 9.0)));
  series = mulAdd(series, s2, splat(<f32>(2.0 / 7.0)));
  series = mulAdd(series, s2, splat(<f32>(2.0 / 5.0)));
  series = mulAdd(series, s2, splat(<f32>(2.0 / 3.0)));
  const R = f32x4.mul(series, s2);
  const halfSquare = f32x4.mul(constant(HALF), f32x4.mul(f, f));
  const low = f32x4.add(f32x4.mul(s, f32x4.add(halfSquare, R)), f32x4.mul(e, constant(LN2_LOW)));
  let result = f32x4.sub(f, f32x4.sub(halfSquare, low));
  result = f32x4.add(result, f32x4.mul(e, constant(LN2_HIGH)));
  // log ∞ = ∞, log 0 = −∞, the logarithm of a negative number or NaN is NaN.
  result = v128.bitselect(x, result, f32x4.eq(x, splat(f32.POSITIVE_INFINITY)));
  result = v128.bitselect(splat(f32.NEGATIVE_INFINITY), result, f32x4.eq(x, constant(ZERO)));
  return v128.bitselect(result, splat(f32.NaN), f32x4.ge(x, constant(ZERO)));
}

/** `log(1 + t)` for 0 ≤ t ≤ 1: `log u` with `u = 1 + t`, and what rounding took from `u` given back. */
export function log1p(t: v128): v128 {
  const u = f32x4.add(t, constant(ONE));
  const lost = f32x4.sub(t, f32x4.sub(u, constant(ONE)));
  return f32x4.add(log(u), f32x4.div(lost, u));
}

/** `tanh x = sign(x) (1 − 2 / (e^(2|x|) + 1)) = sign(x) m / (m + 2)` with `m = e^(2|x|) − 1`. */
export function tanh(x: v128): v128 {
  const magnitude = f32x4.pmin(f32x4.abs(x), constant(TANH_HIGHEST));
  const m = expm1(f32x4.add(magnitude, magnitude));
  const t = f32x4.div(m, f32x4.add(m, constant(TWO)));
  return v128.bitselect(x, t, i32x4.splat(0x80000000));
}

/** `1 / (1 + e^−x)`; for negative x as `e^x / (1 + e^x)`, which keeps small results exact. */
export function sigmoid(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  const numerator = v128.bitselect(constant(ONE), e, f32x4.ge(x, constant(ZERO)));
  return f32x4.div(numerator, f32x4.add(e, constant(ONE)));
}

/** `log(1 + e^x) = max(x, 0) + log(1 + e^−|x|)`. */
export function softplus(x: v128): v128 {
  return f32x4.add(f32x4.max(x, constant(ZERO)), log1p(exp(f32x4.neg(f32x4.abs(x)))));
}

/** The density `φ(x) = e^(−x²/2) / √(2π)` of the standard normal distribution. */
export function normalDensity(x: v128): v128 {
  return f32x4.mul(exp(f32x4.mul(f32x4.mul(x, x), constant(MINUS_HALF))), splat(0.3989422804014327));
}

/**
 * The distribution function `Φ(x)` of the standard normal distribution. For x ≤ 0 it is `e^(−x²/2) s P(s)` with
 * `s = 1 / (1 + 0.3|x|)` and a polynomial `P` fitted by least squares, reweighted until the largest relative error
 * was level, at 4e-9; for x > 0 the rest to 1. The form is Hastings' (1955).
 */
export function normalCdf(x: v128): v128 {
  const magnitude = f32x4.pmin(f32x4.abs(x), splat(14.4));
  const s = f32x4.div(constant(ONE), mulAdd(magnitude, splat(0.3), constant(ONE)));
  let p = splat(-0.02062346921);
  p = mulAdd(p, s, splat(0.1124356139));
  p = mulAdd(p, s, splat(-0.2282136015));
  p = mulAdd(p, s, splat(0.1917845366));
  p = mulAdd(p, s, splat(-0.07942349271));
  p = mulAdd(p, s, splat(0.09615683343));
  p = mulAdd(p, s, splat(0.0783896492));
  p = mulAdd(p, s, splat(0.1102354248));
  p = mulAdd(p, s, splat(0.1195718139));
  p = mulAdd(p, s, splat(0.1196866898));
  const tail = f32x4.mul(exp(f32x4.mul(f32x4.mul(magnitude, magnitude), constant(MINUS_HALF))), f32x4.mul(p, s));
  return v128.bitselect(f32x4.sub(constant(ONE), tail), tail, f32x4.gt(x, constant(ZERO)));
}
