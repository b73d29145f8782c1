/**
 * @file Distorted copies of digits: turned, slanted, stretched, shifted, bent and drawn with another pen, and how
 * they come to the first layer in place of the rows themselves. What is done and why is told in src/data/distort.ts,
 * whose copies these are within float32's precision.
 *
 * They are bent by a smooth field of random displacements over the 28×28 pixels: uniform cubic B-splines over a coarse grid
 * of random numbers.
 */

import { gatherRow, gatherTargets, gatherTile, isSparse } from "./gather";
import { listRow } from "./inputs";
import { AugmentationFields, COPIES_BYTES, DENSE_U8, ROW_BYTES, SPLINE_PIXELS } from "./layout.generated";
import { Plan, Source } from "./plan";
import { seedRow, uniform } from "./random";

@inline const SIDE: usize = 28;
/** Pixels from one grid line to the next: two vectors. */
@inline const SPACING: usize = SPLINE_PIXELS;
/** Grid lines, and how many a row of the grid has room for. */
@inline const POINTS: usize = 7;
@inline const ROOM: usize = 8;
@inline const GRID_ROW: usize = ROOM * 4;

/** The grid, and the same interpolated down. */
const FIELD_SCRATCH_BYTES: usize = (POINTS + SIDE) * GRID_ROW;
/** A field: one direction of the displacements. */
const FIELD_BYTES: usize = SIDE * SIDE * 4;

export const PIXELS: usize = SIDE * SIDE;
/** The digit lies on paper that is larger by two pixels on each side, so that none is looked up outside. */
@inline const MARGIN: usize = 2;
@inline const PAPER_ROW: usize = (SIDE + 2 * MARGIN) * 4;
@inline const PAPER_BYTES: usize = (SIDE + 2 * MARGIN) * PAPER_ROW;
/** The address of the digit's first pixel on its paper. */
@inline const FIRST: usize = MARGIN * PAPER_ROW + MARGIN * 4;
/** As in src/data/distort.ts and src/data/digits/digit.ts. */
@inline const STEEPNESS: f64 = 1.2;
@inline const BOX: f64 = 20;
@inline const MASS_CENTER: f64 = 14.5;
@inline const MIDDLE: f64 = 13.5;
/** What a thread needs beside the copies themselves: state, grid, field, paper. */
@inline const PAPER: usize = 64;
@inline const ACROSS: usize = PAPER + PAPER_BYTES;
@inline const DOWN: usize = ACROSS + FIELD_BYTES;
@inline const GRID: usize = DOWN + FIELD_BYTES;
@inline const OUT: usize = (GRID + FIELD_SCRATCH_BYTES + 63) & ~63;
/** Copies that a thread has room for: as many rows as a tile has. */
export const COPIES: usize = 4;
@inline const THREAD_BYTES: usize = OUT + (COPIES * PIXELS * 4 + 63) & ~63;

if (THREAD_BYTES > COPIES_BYTES) ERROR("COPIES_BYTES must be at least what a thread needs.");

@unmanaged
class Augmentation extends AugmentationFields {
  /** Where a thread's copy number `i` is, `[784]` of `f32`. */
  @inline copy(thread: usize, i: usize): usize {
    return this.scratch + thread * COPIES_BYTES + OUT + i * PIXELS * 4;
  }
}

/** A factor that is as far above 1 as another is below it. */
@inline function ratio(amount: f64): f64 {
  return amount >= 0 ? 1 + amount : 1 / (1 - amount);
}

/** Brings a row's bytes to paper, 0 to 1. */
function copyToPaper(source: Source, row: usize, paper: usize): void {
  memory.fill(paper, 0, PAPER_BYTES);
  const sparse = source.kind != DENSE_U8;
  const starts = source.starts + row * 4;
  let e = source.data + (sparse ? <usize>load<u32>(starts) : row * source.stride);
  const end = sparse ? source.data + <usize>load<u32>(starts, 4) : e + PIXELS;
  for (let column: u32 = 0; e < end; e += 1 + <usize>sparse) {
    let byte = <usize>load<u8>(e);
    if (sparse) {
      column += <u32>byte;
      byte = <usize>load<u8>(e, 1);
    }
    // From row to row there are the margins besides.
    const at = paper + FIRST + (column + column / <u32>SIDE * (2 * <u32>MARGIN)) * 4;
    store<u32>(at, load<u32>(source.divided + byte * 4));
    column += <u32>!sparse;
  }
}

/**
 * Writes a distorted copy of a row, `[784]` of `f32`, 0 to 1.
 *
 * @param source rows of 28×28 bytes, dense or sparse
 */
export function distort(amounts: Augmentation, source: Source, row: u32, thread: usize, to: usize): void {
  const scratch = amounts.scratch + thread * COPIES_BYTES;
  const state = scratch, paper = scratch + PAPER, across = scratch + ACROSS, down = scratch + DOWN;
  seedRow(amounts.key, row, state);
  const turn = amounts.rotation * <f64>uniform(state);
  const slant = amounts.shear * <f64>uniform(state);
  const wide = ratio(amounts.stretch * <f64>uniform(state));
  const size = ratio(amounts.scale * <f64>uniform(state));
  const shiftX = amounts.shift * <f64>uniform(state);
  const shiftY = amounts.shift * <f64>uniform(state);
  const pen = amounts.thickness * <f64>uniform(state);
  drawField(across, <f32>amounts.elastic, state, amounts.weights, scratch + GRID);
  drawField(down, <f32>amounts.elastic, state, amounts.weights, scratch + GRID);
  copyToPaper(source, row, paper);

  // Turned after slanted after stretched.
  const cosine = 1 / Math.sqrt(1 + turn * turn);
  const sine = turn * cosine;
  const xx = cosine * wide, xy = -cosine * slant - sine;
  const yx = sine * wide, yy = cosine - sine * slant;

  let scale = size;
  let left = MIDDLE + shiftX - size * (xx + xy) * MIDDLE;
  let top = MIDDLE + shiftY - size * (yx + yy) * MIDDLE;
  if (amounts.normalize != 0) {
    let minX: f64 = 1e9, maxX: f64 = -1e9, minY: f64 = 1e9, maxY: f64 = -1e9;
    let sum: f64 = 0, sumX: f64 = 0, sumY: f64 = 0;
    for (let y: usize = 0; y < SIDE; y++) {
      const line = paper + FIRST + y * PAPER_ROW;
      for (let group: usize = 0; group < SIDE; group += 4) {
        if (!v128.any_true(v128.load(line + group * 4))) continue;
        for (let x = group; x < group + 4; x++) {
          const ink = <f64>load<f32>(line + x * 4);
          if (ink == 0) continue;
          const i = (y * SIDE + x) * 4;
          const bentX = <f64>x - <f64>load<f32>(across + i), bentY = <f64>y - <f64>load<f32>(down + i);
          const newX = xx * bentX + xy * bentY, newY = yx * bentX + yy * bentY;
          minX = min(minX, newX);
          maxX = max(maxX, newX);
          minY = min(minY, newY);
          maxY = max(maxY, newY);
          sum += ink;
          sumX += ink * newX;
          sumY += ink * newY;
        }
      }
    }
    if (sum > 0) {
      scale = (BOX - 1) / max(1.0, max(maxX - minX, maxY - minY)) * size;
      left = MASS_CENTER - 0.5 + shiftX - scale * (sumX / sum);
      top = MASS_CENTER - 0.5 + shiftY - scale * (sumY / sum);
    }
  }

  const determinant = (xx * yy - xy * yx) * scale;
  const gain = 0.5 / (0.5 - Math.abs(pen));
  const rise = pen >= 0 ? 0 : 1 - gain;
  lookUp(
    paper + FIRST, across, down, to,
    yy / determinant, -xy / determinant, -yx / determinant, xx / determinant, left, top,
    <f32>(gain * STEEPNESS), <f32>((rise - 0.5) * STEEPNESS + 0.5),
  );
}

/** Each pixel of the copy from where it came from, four at a time: between the middles of four pixels each. */
function lookUp(
  first: usize, across: usize, down: usize, to: usize,
  xx: f64, xy: f64, yx: f64, yy: f64, left: f64, top: f64, factor: f32, offset: f32,
): void {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  const gain = f32x4.splat(factor), rise = f32x4.splat(offset);
  const lowest = f32x4.splat(-1), highest = f32x4.splat(<f32>SIDE);
  const steps = f32x4(0, 1, 2, 3);
  const stepX = f32x4.mul(steps, f32x4.splat(<f32>xx)), stepY = f32x4.mul(steps, f32x4.splat(<f32>yx));
  let i: usize = 0;
  for (let y: usize = 0; y < SIDE; y++) {
    const rowX = xy * (<f64>y - top) - xx * left, rowY = yy * (<f64>y - top) - yx * left;
    for (let x: usize = 0; x < SIDE; x += 4) {
      let fromX = f32x4.add(f32x4.splat(<f32>(rowX + xx * <f64>x)), f32x4.add(stepX, v128.load(across + i)));
      let fromY = f32x4.add(f32x4.splat(<f32>(rowY + yx * <f64>x)), f32x4.add(stepY, v128.load(down + i)));
      fromX = f32x4.min(f32x4.max(fromX, lowest), highest);
      fromY = f32x4.min(f32x4.max(fromY, lowest), highest);
      const column = f32x4.floor(fromX), row = f32x4.floor(fromY);
      const right = f32x4.sub(fromX, column), below = f32x4.sub(fromY, row);
      const at = i32x4.add(
        i32x4.mul(i32x4.trunc_sat_f32x4_s(row), i32x4.splat(<i32>PAPER_ROW)),
        i32x4.shl(i32x4.trunc_sat_f32x4_s(column), 2),
      );
      const pa = first + <usize>i32x4.extract_lane(at, 0), pb = first + <usize>i32x4.extract_lane(at, 1);
      const pc = first + <usize>i32x4.extract_lane(at, 2), pd = first + <usize>i32x4.extract_lane(at, 3);
      // Two neighbours of two pixels in a vector, then all four's left ones and right ones.
      const upperAB = v128.load64_lane(pb, v128.load64_zero(pa), 1);
      const upperCD = v128.load64_lane(pd, v128.load64_zero(pc), 1);
      const lowerAB = v128.load64_lane(pb, v128.load64_zero(pa, PAPER_ROW), 1, PAPER_ROW);
      const lowerCD = v128.load64_lane(pd, v128.load64_zero(pc, PAPER_ROW), 1, PAPER_ROW);
      const upperLeft = v128.shuffle<f32>(upperAB, upperCD, 0, 2, 4, 6);
      const upperRight = v128.shuffle<f32>(upperAB, upperCD, 1, 3, 5, 7);
      const lowerLeft = v128.shuffle<f32>(lowerAB, lowerCD, 0, 2, 4, 6);
      const lowerRight = v128.shuffle<f32>(lowerAB, lowerCD, 1, 3, 5, 7);
      const upper = f32x4.add(upperLeft, f32x4.mul(right, f32x4.sub(upperRight, upperLeft)));
      const lower = f32x4.add(lowerLeft, f32x4.mul(right, f32x4.sub(lowerRight, lowerLeft)));
      const ink = f32x4.add(upper, f32x4.mul(below, f32x4.sub(lower, upper)));
      const level = f32x4.add(f32x4.mul(ink, gain), rise);
      v128.store(to + i, f32x4.min(f32x4.max(level, zero), one));
      i += 16;
    }
  }
}

/** As `gather` does; each thread its own rows. @param order row numbers, `u32` */
export function gatherCopies(
  plan: Plan, source: Source, order: usize, from: usize, to: usize, thread: u32,
): void {
  const amounts = changetype<Augmentation>(plan.augmentation);
  if (isSparse(source)) {
    const copy = amounts.copy(thread, 0);
    for (let r = from; r < to; r++) {
      distort(amounts, source, load<u32>(order + r * 4), thread, copy);
      listRow(plan, false, copy, PIXELS, 1, 0, r);
    }
  } else {
    for (let r = from; r < to; r += COPIES) {
      for (let i: usize = 0; i < COPIES; i++) {
        // Where fewer than four are left, the last one fills the tile up.
        distort(amounts, source, load<u32>(order + min(r + i, to - 1) * 4), thread, amounts.copy(thread, i));
      }
      layOut(plan, amounts, r, to, thread);
    }
  }
  gatherTargets(plan, source, order, from, to);
}

/** A thread's copies into the input's panels and, of a batch of several, into a tile. */
function layOut(plan: Plan, amounts: Augmentation, r: usize, to: usize, thread: u32): void {
  const panels = plan.layer(0).inputPanels;
  const input = plan.input + r * ROW_BYTES;
  if (to == 1) {
    gatherRow(false, amounts.copy(thread, 0), input, plan.stride, panels, 1);
    return;
  }
  gatherTile(
    false, amounts.copy(thread, 0), amounts.copy(thread, 1), amounts.copy(thread, 2), amounts.copy(thread, 3),
    input, plan.stride, plan.tiles + r / 4 * plan.tileBytes, panels, 1,
  );
}

/**
 * Draws a field, `[28, 28]` of `f32`.
 *
 * @param most the farthest that a pixel may be moved
 * @param state the generator's
 * @param scratch `FIELD_SCRATCH_BYTES`, with zeros in the last column
 */
function drawField(field: usize, most: f32, state: usize, weights: usize, scratch: usize): void {
  const grid = scratch, rows = scratch + POINTS * GRID_ROW;
  for (let y: usize = 0; y < POINTS; y++) {
    for (let x: usize = 0; x < POINTS; x++) store<f32>(grid + y * GRID_ROW + x * 4, most * uniform(state));
  }
  for (let y: usize = 0; y < SIDE; y++) {
    const g = grid + (y >> 3) * GRID_ROW;
    const w = weights + (y & 7) * 4;
    const a = v128.load32_splat(w), b = v128.load32_splat(w, 32);
    const c = v128.load32_splat(w, 64), d = v128.load32_splat(w, 96);
    for (let half: usize = 0; half < GRID_ROW; half += 16) {
      const p = g + half;
      let sum = f32x4.mul(a, v128.load(p));
      sum = f32x4.add(sum, f32x4.mul(b, v128.load(p, GRID_ROW)));
      sum = f32x4.add(sum, f32x4.mul(c, v128.load(p, 2 * GRID_ROW)));
      sum = f32x4.add(sum, f32x4.mul(d, v128.load(p, 3 * GRID_ROW)));
      v128.store(rows + y * GRID_ROW + half, sum);
    }
  }
  for (let half: usize = 0; half < 2; half++) {
    const w = weights + half * 16;
    const a = v128.load(w), b = v128.load(w, 32), c = v128.load(w, 64), d = v128.load(w, 96);
    for (let y: usize = 0; y < SIDE; y++) {
      let r = rows + y * GRID_ROW;
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
