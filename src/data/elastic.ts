/**
 * @file A smooth field of random displacements, as if a digit were drawn on rubber that is pulled here and there
 * (Simard, Steinkraus and Platt, 2003): uniform cubic B-splines over a coarse grid of random numbers. The kernels'
 * counterpart is engine/wasm/kernels/elastic.ts.
 */

/** Pixels from one grid line to the next: the length over which neighbours move together. */
const SPACING = 8;

/** A cubic B-spline reaches over four grid points. */
const TAPS = 4;

export class ElasticField {
  readonly #side: number;
  readonly #points: number;
  readonly #weights: readonly (readonly number[])[];
  readonly #grid: Float64Array;
  readonly #rows: Float64Array;
  /** `[side, side]`: how far each pixel is moved, in pixels. */
  readonly across: Float64Array;
  readonly down: Float64Array;

  /** @param side pixels of the square picture */
  constructor(side: number) {
    this.#side = side;
    this.#points = Math.ceil(side / SPACING) + TAPS - 1;
    this.#weights = Array.from({ length: SPACING }, (_, x) => splineWeights((x + 0.5) / SPACING));
    this.#grid = new Float64Array(this.#points * this.#points);
    this.#rows = new Float64Array(side * this.#points);
    this.across = new Float64Array(side * side);
    this.down = new Float64Array(side * side);
  }

  /**
   * Draws another field, in place.
   *
   * @param most the farthest that a pixel may be moved
   * @param either draws a number from −1 to 1
   */
  draw(most: number, either: () => number): void {
    this.#draw(this.across, most, either);
    this.#draw(this.down, most, either);
  }

  /** Interpolates the grid down, then across. */
  #draw(field: Float64Array, most: number, either: () => number): void {
    const side = this.#side;
    const points = this.#points;
    const grid = this.#grid;
    const rows = this.#rows;
    for (let i = 0; i < grid.length; i++) grid[i] = most * either();
    for (let y = 0; y < side; y++) {
      const [a, b, c, d] = this.#weights[y % SPACING];
      for (let p = 0, g = Math.floor(y / SPACING) * points; p < points; p++, g++) {
        rows[y * points + p] =
          a * grid[g] + b * grid[g + points] + c * grid[g + 2 * points] + d * grid[g + 3 * points];
      }
    }
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const [a, b, c, d] = this.#weights[x % SPACING];
        const r = y * points + Math.floor(x / SPACING);
        field[y * side + x] = a * rows[r] + b * rows[r + 1] + c * rows[r + 2] + d * rows[r + 3];
      }
    }
  }
}

/** The uniform cubic B-spline's four weights at `t` from 0 to 1 between two grid lines; they add up to 1. */
function splineWeights(t: number): number[] {
  const s = 1 - t;
  return [
    (s * s * s) / 6,
    (3 * t * t * t - 6 * t * t + 4) / 6,
    (3 * s * s * s - 6 * s * s + 4) / 6,
    (t * t * t) / 6,
  ];
}
