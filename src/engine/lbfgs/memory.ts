/**
 * @file What L-BFGS remembers: its last steps `s` and the changes `y` of the gradient that they made, from which it
 * knows the second derivatives in part. Nocedal and Wright, Numerical Optimization, 2nd edition, section 7.2.
 */

export interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
}

/** Below this share of `|s| |y|` a pair says nothing of the curvature, or something that is wrong. */
const FLATTEST = 1e-14;

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The pairs with one more, of which the oldest goes where there would be more than `most`. */
export function remember(pairs: readonly Pair[], pair: Pair, most: number): readonly Pair[] {
  const { step, change } = pair;
  const curvature = dot(step, change);
  if (!(curvature > FLATTEST * Math.sqrt(dot(step, step) * dot(change, change)))) return pairs;
  return [...pairs, pair].slice(-most);
}

/**
 * The direction `−H g` (algorithm 7.4, the two-loop recursion), where `H` begins as `γ P` with `γ = sᵀy / yᵀPy` of the
 * last pair (7.20).
 *
 * @param precondition writes `P v` into its second argument
 */
export function direction(
  gradient: Float64Array,
  pairs: readonly Pair[],
  precondition: (v: Float64Array, into: Float64Array) => void,
): Float64Array {
  const q = gradient.slice();
  const r = new Float64Array(q.length);
  const shares = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change } = pairs[k];
    shares[k] = dot(step, q) / dot(step, change);
    for (let i = 0; i < q.length; i++) q[i] -= shares[k] * change[i];
  }
  let gamma = 1;
  if (pairs.length > 0) {
    const { step, change } = pairs[pairs.length - 1];
    precondition(change, r);
    gamma = dot(step, change) / dot(change, r);
  }
  precondition(q, r);
  for (let i = 0; i < r.length; i++) r[i] *= gamma;
  pairs.forEach(({ step, change }, k) => {
    const share = shares[k] - dot(change, r) / dot(step, change);
    for (let i = 0; i < r.length; i++) r[i] += share * step[i];
  });
  for (let i = 0; i < r.length; i++) r[i] = -r[i];
  return r;
}
