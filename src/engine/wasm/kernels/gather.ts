/**
 * @file Brings a batch's rows from the data set, in the type in which it is stored, to the layout that the kernels
 * read, and divides each raw value by the source's divisor.
 */

import { Plan, ROW_BYTES, Source } from "./plan";
import { ENTRY_BYTES } from "./sparse";

/** Rows of `u8`, of `f32`, or lists of the values that are not zero: of `u8`, or of `f32`. */
@inline export const DENSE_U8: u32 = 0;
@inline export const DENSE_F32: u32 = 1;
@inline export const SPARSE_U8: u32 = 2;
@inline export const SPARSE_F32: u32 = 3;

export function isSparse(source: Source): bool {
  return source.kind == SPARSE_U8 || source.kind == SPARSE_F32;
}

/**
 * Gathers the rows that `order` names.
 *
 * @param order `[rows]` row numbers, `u32`
 */
export function gather(plan: Plan, source: Source, order: usize, rows: usize): void {
  if (isSparse(source)) {
    gatherSparse(plan, source, order, rows);
  } else {
    const panels = plan.layer(0).inputPanels;
    for (let r: usize = 0; r < rows; r++) {
      const row = source.data + <usize>load<u32>(order + r * 4) * source.stride;
      const to = plan.input + r * ROW_BYTES;
      if (source.kind == DENSE_U8) gatherBytes(row, to, plan.stride, panels, source.divideBy);
      else gatherFloats(row, to, plan.stride, panels, source.divideBy);
    }
  }
  if (source.classes != 0) gatherClasses(plan, source.classes, order, rows);
  if (source.values != 0) gatherValues(plan, source.values, order, rows);
}

function gatherBytes(row: usize, to: usize, stride: usize, panels: usize, divideBy: f32): void {
  const divisor = f32x4.splat(divideBy);
  for (let p: usize = 0; p < panels; p++) {
    const words = v128.load8x8_u(row + p * 8);
    v128.store(to, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(words)), divisor));
    v128.store(to, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(words)), divisor), 16);
    to += stride;
  }
}

function gatherFloats(row: usize, to: usize, stride: usize, panels: usize, divideBy: f32): void {
  if (divideBy != 1) {
    const divisor = f32x4.splat(divideBy);
    for (let p: usize = 0; p < panels; p++) {
      v128.store(to, f32x4.div(v128.load(row + p * 32), divisor));
      v128.store(to, f32x4.div(v128.load(row + p * 32, 16), divisor), 16);
      to += stride;
    }
    return;
  }
  for (let p: usize = 0; p < panels; p++) {
    v128.store(to, v128.load(row + p * 32));
    v128.store(to, v128.load(row + p * 32, 16), 16);
    to += stride;
  }
}

/**
 * A stored entry is, for bytes, a `u16`: the gap from the last entry's column in the low byte, the value in the high
 * one (a value of 0 only bridges a gap over 255); for floats, a `u32` column and an `f32` value.
 */
function gatherSparse(plan: Plan, source: Source, order: usize, rows: usize): void {
  touchRows(plan, source, order, rows);
  let to = plan.entries;
  for (let r: usize = 0; r < rows; r++) {
    store<u32>(plan.entryStarts + r * 4, <u32>to);
    const start = source.starts + <usize>load<u32>(order + r * 4) * 4;
    let e = source.data + <usize>load<u32>(start);
    const end = source.data + <usize>load<u32>(start, 4);
    if (source.kind == SPARSE_U8) {
      let offset: u32 = 0;
      for (; e < end; e += 2) {
        const entry = <u32>load<u16>(e);
        offset += (entry & 255) * <u32>ROW_BYTES;
        store<u32>(to, offset);
        store<u32>(to, load<u32>(source.divided + <usize>(entry >> 8) * 4), 4);
        to += ENTRY_BYTES;
      }
    } else {
      for (; e < end; e += 8) {
        store<u32>(to, load<u32>(e) * <u32>ROW_BYTES);
        store<f32>(to, load<f32>(e, 4) / source.divideBy, 4);
        to += ENTRY_BYTES;
      }
    }
  }
  store<u32>(plan.entryStarts + rows * 4, <u32>to);
}

/**
 * Reads a byte of every cache line of the batch's rows. They lie far apart in a data set larger than the caches; asked
 * for in one tight loop, they come from memory many at a time, not one after another.
 */
function touchRows(plan: Plan, source: Source, order: usize, rows: usize): void {
  let seen: u32 = 0;
  for (let r: usize = 0; r < rows; r++) {
    const start = source.starts + <usize>load<u32>(order + r * 4) * 4;
    const end = source.data + <usize>load<u32>(start, 4);
    for (let line = source.data + <usize>load<u32>(start); line < end; line += 64) seen |= <u32>load<u8>(line);
  }
  // Kept, so that no compiler finds the reads useless.
  store<u32>(plan.entryStarts, seen);
}

/** Classes become one-hot rows; where the output is a single unit, class 1 is its target 1. */
function gatherClasses(plan: Plan, classes: usize, order: usize, rows: usize): void {
  const output = plan.last();
  for (let r: usize = 0; r < rows; r++) {
    const target = plan.target + r * ROW_BYTES;
    for (let p: usize = 0; p < output.panels; p++) {
      v128.store(target + p * plan.stride, f32x4.splat(0));
      v128.store(target + p * plan.stride, f32x4.splat(0), 16);
    }
    const c = <usize>load<u32>(classes + <usize>load<u32>(order + r * 4) * 4);
    if (output.units == 1) store<f32>(target, <f32>c);
    else store<f32>(target + (c >> 3) * plan.stride + (c & 7) * 4, 1);
  }
}

/** Values are stored `[rows][panels * 8]`. */
function gatherValues(plan: Plan, values: usize, order: usize, rows: usize): void {
  const panels = plan.last().panels;
  for (let r: usize = 0; r < rows; r++) {
    const from = values + <usize>load<u32>(order + r * 4) * panels * ROW_BYTES;
    gatherFloats(from, plan.target + r * ROW_BYTES, plan.stride, panels, 1);
  }
}
