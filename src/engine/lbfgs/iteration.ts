/**
 * @file One iteration of L-BFGS: a direction, a step in it, and what is learned of the curvature on the way. Nocedal
 * and Wright, Numerical Optimization, 2nd edition, algorithm 7.5.
 *
 * - The direction comes from the last steps `s` and the changes `y` of the gradient that they made (section 7.2).
 * - How far to go in it: to a point where the strong Wolfe conditions hold, by algorithms 3.5 (widen until a good step
 *   lies between two lengths) and 3.6 (narrow down on it), with the cubic interpolation (3.59). Near the minimum,
 *   differences of the function drown in rounding while its slope is still precise, so a decrease is called sufficient if
 *   it fails to be one by no more than rounding.
 */

import { largestEntry, type Preconditioner, precondition } from "./problem.js";
import type { Pieces } from "./triangle.js";

/** A point, and the function there. */
export interface Place {
  readonly point: Float64Array;
  /** Mean loss, and with the penalty. */
  readonly loss: number;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Where an iteration leads. */
export interface Advance {
  readonly place: Place;
  readonly pairs: readonly Pair[];
  /** Whether float64 holds no better place; it is then the same place. */
  readonly stalled: boolean;
}

/**
 * @param at evaluates the function at a point
 * @param most how many pairs to remember
 */
export function* iterate(
  from: Place,
  pairs: readonly Pair[],
  metric: Preconditioner,
  at: (point: Float64Array) => Pieces<Place>,
  most: number,
): Pieces<Advance> {
  // Pairs that lead nowhere, which only rounding can bring about, are given up for the metric alone.
  const place =
    (yield* step(from, pairs, metric, at)) ??
    (pairs.length > 0 ? yield* step(from, [], metric, at) : undefined);
  if (place === undefined || isNoise(metric, from, place)) return { place: from, pairs, stalled: true };
  const difference = (to: Float64Array, origin: Float64Array): Float64Array =>
    to.map((v, i) => v - origin[i]);
  const pair = {
    step: difference(place.point, from.point),
    change: difference(place.gradient, from.gradient),
  };
  return { place, pairs: remember(pairs, pair, most), stalled: false };
}

/** Whether a step gained nothing that rounding could not have given: neither a lower value nor a smaller gradient. */
function isNoise(metric: Preconditioner, from: Place, to: Place): boolean {
  return (
    from.value - to.value <= ROUNDING * Math.abs(from.value) &&
    largestEntry(metric, to.gradient) >= largestEntry(metric, from.gradient)
  );
}

/** Nothing where the direction leads to no better place. */
function* step(
  from: Place,
  pairs: readonly Pair[],
  metric: Preconditioner,
  at: (point: Float64Array) => Pieces<Place>,
): Pieces<Place | undefined> {
  const towards = direction(from.gradient, pairs, (v, into) => precondition(metric, v, into));
  const slope = dot(from.gradient, towards);
  if (!(slope < 0)) return undefined;
  let last = from;
  let tried = 0;

  function* trial(length: number): Pieces<Trial> {
    tried = length;
    last = yield* at(from.point.map((value, i) => value + length * towards[i]));
    return { length, value: last.value, slope: dot(last.gradient, towards) };
  }

  // Without any knowledge of the curvature: by a length of 1 in the metric, or less where the slope is small.
  const known = pairs.length > 0 || metric.model !== undefined;
  const first = known ? 1 : Math.min(1, 1 / Math.sqrt(-slope));
  const found = yield* searchLine({ length: 0, value: from.value, slope }, first, trial);
  if (found === undefined) return undefined;
  if (found.length !== tried) yield* trial(found.length);
  return last;
}

/** Sufficient decrease: `φ(α) ≤ φ(0) + c₁ α φ′(0)`. */
const C1 = 1e-4;
/** Curvature: `|φ′(α)| ≤ c₂ |φ′(0)|`. */
const C2 = 0.9;
/** How many lengths are tried while widening, and while narrowing down. */
const MAX_TRIALS = 30;
/** What rounding may add to a sum over many examples, as a share of it. */
export const ROUNDING = 1e-13;

/** A step's length with the function's value and slope there. */
export interface Trial {
  readonly length: number;
  readonly value: number;
  readonly slope: number;
}

/**
 * @param start the function at length 0; its slope is below 0
 * @param first the length to try first
 * @param at evaluates the function; a value that is not finite means that the length is too large
 * @returns nothing where no length is any better than 0
 */
function* searchLine(
  start: Trial,
  first: number,
  at: (length: number) => Pieces<Trial>,
): Pieces<Trial | undefined> {
  const noise = ROUNDING * Math.abs(start.value);
  const tooHigh = ({ length, value }: Trial, lower: Trial): boolean =>
    !(value <= start.value + C1 * length * start.slope + noise && value <= lower.value + noise);
  const flat = ({ slope }: Trial): boolean => Math.abs(slope) <= -C2 * start.slope;

  let before = start;
  for (let i = 0, length = first; i < MAX_TRIALS; i++, length *= 2) {
    const trial = yield* at(length);
    if (tooHigh(trial, before)) return yield* narrow(before, trial);
    if (flat(trial)) return trial;
    if (trial.slope >= 0) return yield* narrow(trial, before);
    before = trial;
  }
  return before;

  function* narrow(low: Trial, high: Trial): Pieces<Trial | undefined> {
    let [lower, upper] = [low, high];
    for (let i = 0; i < MAX_TRIALS; i++) {
      const trial = yield* at(between(lower, upper));
      if (tooHigh(trial, lower)) {
        upper = trial;
        continue;
      }
      if (flat(trial)) return trial;
      if (trial.slope * (upper.length - lower.length) >= 0) upper = lower;
      lower = trial;
    }
    return lower.length > 0 ? lower : undefined;
  }
}

/** Where the cubic through two values and slopes is lowest, if that lies well between them, else the middle. */
function between(a: Trial, b: Trial): number {
  const width = b.length - a.length;
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.length - b.length);
  const root = Math.sqrt(d1 * d1 - a.slope * b.slope);
  const d2 = width > 0 ? root : -root;
  const share = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
  return a.length + width * (share > 0.1 && share < 0.9 ? share : 0.5);
}

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
