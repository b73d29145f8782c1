/**
 * @file How far to go in a direction: to a point where the strong Wolfe conditions hold. Nocedal and Wright, Numerical
 * Optimization, 2nd edition, algorithms 3.5 (widen until a good step lies between two lengths) and 3.6 (narrow down on
 * it), with the cubic interpolation (3.59).
 *
 * Near the minimum, differences of the function drown in rounding while its slope is still precise. So a decrease is
 * called sufficient if it fails to be one by no more than rounding.
 */

import type { Pieces } from "../engine.js";

/** Sufficient decrease: `φ(α) ≤ φ(0) + c₁ α φ′(0)`. */
const C1 = 1e-4;
/** Curvature: `|φ′(α)| ≤ c₂ |φ′(0)|`. */
const C2 = 0.9;
/** How many lengths are tried while widening, and while narrowing down. */
const MOST_TRIALS = 30;
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
export function* searchLine(
  start: Trial,
  first: number,
  at: (length: number) => Pieces<Trial>,
): Pieces<Trial | undefined> {
  const noise = ROUNDING * Math.abs(start.value);
  const tooHigh = ({ length, value }: Trial, lower: Trial): boolean =>
    !(value <= start.value + C1 * length * start.slope + noise && value <= lower.value + noise);
  const flat = ({ slope }: Trial): boolean => Math.abs(slope) <= -C2 * start.slope;

  let before = start;
  for (let i = 0, length = first; i < MOST_TRIALS; i++, length *= 2) {
    const trial = yield* at(length);
    if (tooHigh(trial, before)) return yield* narrow(before, trial);
    if (flat(trial)) return trial;
    if (trial.slope >= 0) return yield* narrow(trial, before);
    before = trial;
  }
  return before;

  function* narrow(low: Trial, high: Trial): Pieces<Trial | undefined> {
    let [lower, upper] = [low, high];
    for (let i = 0; i < MOST_TRIALS; i++) {
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
