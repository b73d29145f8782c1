/**
 * @file The error function in float64, which JavaScript lacks and GELU needs.
 */

/** Below this |x| the series converges quickly and without cancellation that matters; above it the fraction does. */
const SERIES_LIMIT = 2.5;
/** erf(6) is 1 to the last bit of a float64. */
const SATURATION = 6;

/**
 * `erf(x) = 2/√π ∫₀ˣ e^(−t²) dt`, within 1e-15.
 *
 * Source: NIST Digital Library of Mathematical Functions, 7.6.2 (the series in which every term is positive) and
 * 7.9.4 (the continued fraction of erfc).
 */
export function erf(x: number): number {
  const t = Math.abs(x);
  if (t >= SATURATION) return Math.sign(x);
  const magnitude = t < SERIES_LIMIT ? series(t) : 1 - erfcFraction(t);
  return x < 0 ? -magnitude : magnitude;
}

/** `erf(t) = 2/√π e^(−t²) Σ 2ⁿ t^(2n+1) / (1·3·…·(2n+1))`. */
function series(t: number): number {
  let term = t;
  let sum = t;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * t * t) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-t * t) * sum;
}

/** `erfc(t) = e^(−t²)/√π · 1/(t + ½/(t + 1/(t + 3⁄2/(t + …))))`, evaluated from the inside out. */
function erfcFraction(t: number): number {
  let denominator = t;
  for (let n = 60; n >= 1; n--) denominator = t + n / 2 / denominator;
  return Math.exp(-t * t) / Math.sqrt(Math.PI) / denominator;
}
