/**
 * @file One iteration of L-BFGS: a direction, a step in it, and what is learned of the curvature on the way. Nocedal
 * and Wright, Numerical Optimization, 2nd edition, algorithm 7.5.
 */

import type { Pieces } from "../engine.js";
import { ROUNDING, searchLine, type Trial } from "./line-search.js";
import { direction, dot, type Pair, remember } from "./memory.js";
import { largestEntry, type Preconditioner, precondition } from "./preconditioner.js";

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
