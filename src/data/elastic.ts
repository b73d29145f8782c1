/**
 * @file A smooth field of random displacements, as if a digit were drawn on rubber that is pulled here and there
 * (Simard, Steinkraus and Platt, 2003): uniform B-splines over a coarse grid of random numbers.
 */

import type { RandomGenerator } from "../model/random.js";

export interface ElasticField {
  /** `[side, side]`: how far each pixel is moved. */
  readonly across: Float64Array;
  readonly down: Float64Array;
  /** Draws another field, in place. @param most the farthest that a pixel may be moved */
  draw(most: number, random: RandomGenerator): void;
}

/** Pixels from one grid line to the next: the length over which neighbours move together. */
const SPACING = 7;

/** A cubic B-spline reaches over four grid points. */
const TAPS = 4;

/** @param side pixels of the square picture */
export function elasticField(side: number): ElasticField {
  const points = Math.ceil(side / SPACING) + TAPS - 1;
  const weights = splineWeights(side);
  const grid = new Float64Array(points * points);
  const rows = new Float64Array(points * side);

  /** Interpolates the grid across, then down. */
  const draw = (field: Float64Array, most: number, random: RandomGenerator): void => {
    for (let i = 0; i < grid.length; i++) grid[i] = (2 * random.uniform() - 1) * most;
    for (let x = 0; x < side; x++) {
      const [a, b, c, d] = weights[x];
      let g = Math.floor(x / SPACING);
      for (let i = x; i < rows.length; i += side, g += points) {
        rows[i] = a * grid[g] + b * grid[g + 1] + c * grid[g + 2] + d * grid[g + 3];
      }
    }
    for (let y = 0, i = 0; y < side; y++) {
      const [a, b, c, d] = weights[y];
      const end = i + side;
      for (let r = Math.floor(y / SPACING) * side; i < end; i++, r++) {
        field[i] = a * rows[r] + b * rows[r + side] + c * rows[r + 2 * side] + d * rows[r + 3 * side];
      }
    }
  };

  const across = new Float64Array(side * side);
  const down = new Float64Array(side * side);
  return {
    across,
    down,
    draw(most, random) {
      draw(across, most, random);
      draw(down, most, random);
    },
  };
}

/** The uniform cubic B-spline's four weights at each pixel's middle; they add up to 1. */
function splineWeights(side: number): [number, number, number, number][] {
  return Array.from({ length: side }, (_, x) => {
    const t = ((x % SPACING) + 0.5) / SPACING;
    const s = 1 - t;
    return [
      (s * s * s) / 6,
      (3 * t * t * t - 6 * t * t + 4) / 6,
      (3 * s * s * s - 6 * s * s + 4) / 6,
      (t * t * t) / 6,
    ];
  });
}
