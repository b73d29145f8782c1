/**
 * @file A smooth field of random displacements over a digit's 28×28 pixels: uniform cubic B-splines over a coarse grid
 * of random numbers. The specification is src/data/distort.ts.
 */

import { uniform } from "./random";

/** Pixels from one grid line to the next: two vectors. */
@inline const SPACING: usize = 8;
@inline const SIDE: usize = 28;
/** Grid lines, and how many a row of the grid has room for. */
@inline const POINTS: usize = 7;
@inline const ROOM: usize = 8;
@inline const ROW_BYTES: usize = ROOM * 4;

/** The grid, and the same interpolated down. */
export const FIELD_SCRATCH_BYTES: usize = (POINTS + SIDE) * ROW_BYTES;
/** A field: one direction of the displacements. */
export const FIELD_BYTES: usize = SIDE * SIDE * 4;
/** The spline's weights, `[4 taps][8 pixels]`. */
export const WEIGHTS_BYTES: usize = 4 * SPACING * 4;

/** Writes the four weights at each of the eight pixels between two grid lines. */
export function writeSplineWeights(to: usize): void {
  for (let x: usize = 0; x < SPACING; x++) {
    const t = (<f64>x + 0.5) / <f64>SPACING;
    const s = 1 - t;
    const at = to + x * 4;
    store<f32>(at, <f32>((s * s * s) / 6));
    store<f32>(at, <f32>((3 * t * t * t - 6 * t * t + 4) / 6), 32);
    store<f32>(at, <f32>((3 * s * s * s - 6 * s * s + 4) / 6), 64);
    store<f32>(at, <f32>((t * t * t) / 6), 96);
  }
}

/**
 * Draws a field, `[28, 28]` of `f32`.
 *
 * @param most the farthest that a pixel may be moved
 * @param state the generator's
 * @param scratch `FIELD_SCRATCH_BYTES`, with zeros in the last column
 */
export function drawField(field: usize, most: f32, state: usize, weights: usize, scratch: usize): void {
  const grid = scratch, rows = scratch + POINTS * ROW_BYTES;
  for (let y: usize = 0; y < POINTS; y++) {
    for (let x: usize = 0; x < POINTS; x++) store<f32>(grid + y * ROW_BYTES + x * 4, most * uniform(state));
  }
  for (let y: usize = 0; y < SIDE; y++) {
    const g = grid + (y >> 3) * ROW_BYTES;
    const w = weights + (y & 7) * 4;
    const a = v128.load32_splat(w), b = v128.load32_splat(w, 32);
    const c = v128.load32_splat(w, 64), d = v128.load32_splat(w, 96);
    for (let half: usize = 0; half < ROW_BYTES; half += 16) {
      const p = g + half;
      let sum = f32x4.mul(a, v128.load(p));
      sum = f32x4.add(sum, f32x4.mul(b, v128.load(p, ROW_BYTES)));
      sum = f32x4.add(sum, f32x4.mul(c, v128.load(p, 2 * ROW_BYTES)));
      sum = f32x4.add(sum, f32x4.mul(d, v128.load(p, 3 * ROW_BYTES)));
      v128.store(rows + y * ROW_BYTES + half, sum);
    }
  }
  for (let half: usize = 0; half < 2; half++) {
    const w = weights + half * 16;
    const a = v128.load(w), b = v128.load(w, 32), c = v128.load(w, 64), d = v128.load(w, 96);
    for (let y: usize = 0; y < SIDE; y++) {
      let r = rows + y * ROW_BYTES;
      const out = field + y * SIDE * 4;
      for (let x = half * 4; x < SIDE; x += SPACING) {
        let sum = f32x4.mul(a, v128.load32_splat(r));
        sum = f32x4.add(sum, f32x4.mul(b, v128.load32_splat(r, 4)));
        sum = f32x4.add(sum, f32x4.mul(c, v128.load32_splat(r, 8)));
        sum = f32x4.add(sum, f32x4.mul(d, v128.load32_splat(r, 12)));
        v128.store(out + x * 4, sum);
        r += 4;
      }
    }
  }
}
