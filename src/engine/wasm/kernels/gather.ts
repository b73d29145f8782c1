/**
 * @file Brings a batch's rows from the data set, in the type in which it is stored, to the layout that the kernels
 * read, and divides each raw value by the source's divisor; and turns rows of bytes that are mostly zero into the lists
 * in which they are stored.
 */

import {
  DENSE_F32, DENSE_U8, ENTRY_BYTES, LARGEST_GAP, ROW_BYTES, SPARSE_F32, SPARSE_U8,
} from "./layout.generated";
import { Lists, Plan, Source } from "./plan";
import { storeTransposed } from "./product";
import { firstEntry } from "./sparse";

export function isSparse(source: Source): bool {
  return source.kind == SPARSE_U8 || source.kind == SPARSE_F32;
}

/**
 * Gathers rows `from` to `to` of a batch, those that `order` names.
 *
 * @param order row numbers, `u32`
 * @param keep whether dense rows are needed in the input's panels too, from which gradients are taken
 */
export function gather(plan: Plan, source: Source, order: usize, from: usize, to: usize, keep: bool): void {
  if (source.kind == DENSE_U8 || source.kind == DENSE_F32) {
    gatherDense(plan, source, source.kind == DENSE_U8, order, from, to, keep);
  } else if (isSparse(source)) gatherSparse(plan, source, order, from, to);
  else unreachable();
  gatherTargets(plan, source, order, from, to);
}

/** The targets of rows `from` to `to` of a batch. */
export function gatherTargets(plan: Plan, source: Source, order: usize, from: usize, to: usize): void {
  if (source.classes != 0) gatherClasses(plan, source.classes, order, from, to);
  if (source.values != 0) gatherValues(plan, source.values, order, from, to);
}

/** Four stored values as floats, divided. */
@inline function values(bytes: bool, address: usize, divideBy: f32): v128 {
  const x = bytes
    ? f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(address))))
    : v128.load(address);
  return divideBy == 1 ? x : f32x4.div(x, f32x4.splat(divideBy));
}

/**
 * Rows as they are, four at a time: into the input's panels, where they are to be kept, and into tiles, from which the
 * first layer is computed. Four rows come from memory side by side, and fill whole cache lines.
 *
 * @param bytes whether they are `u8` and not `f32`
 */
export function gatherDense(
  plan: Plan, source: Source, bytes: bool, order: usize, from: usize, to: usize, keep: bool,
): void {
  const panels = plan.layer(0).inputPanels;
  // A batch of a single row needs no tile; a thread's single row of a larger batch does, for others read it too.
  if (to == 1) {
    const row = rowAddress(source, order, from);
    gatherRow(bytes, row, plan.input + from * ROW_BYTES, plan.stride, panels, source.divideBy);
    return;
  }
  for (let r = from; r < to; r += 4) {
    // Where fewer than four are left, the last one fills the tile up.
    gatherTile(
      bytes, rowAddress(source, order, r), rowAddress(source, order, min(r + 1, to - 1)),
      rowAddress(source, order, min(r + 2, to - 1)), rowAddress(source, order, min(r + 3, to - 1)),
      keep ? plan.input + r * ROW_BYTES : 0, plan.stride, plan.tiles + r / 4 * plan.tileBytes,
      panels, source.divideBy,
    );
  }
}

@inline export function rowAddress(source: Source, order: usize, r: usize): usize {
  return source.data + <usize>load<u32>(order + r * 4) * source.stride;
}

/** One row into panels. */
export function gatherRow(bytes: bool, row: usize, to: usize, stride: usize, panels: usize, divideBy: f32): void {
  const half: usize = bytes ? 4 : 16;
  for (let p: usize = 0; p < panels; p++) {
    v128.store(to, values(bytes, row, divideBy));
    v128.store(to, values(bytes, row + half, divideBy), 16);
    row += half + half;
    to += stride;
  }
}

/** Four rows into panels, of which an `input` of 0 are none, and into a tile `[inputs][4]`. */
export function gatherTile(
  bytes: bool, a: usize, b: usize, c: usize, d: usize, input: usize, stride: usize, tile: usize, panels: usize,
  divideBy: f32,
): void {
  // Asked for every four values, the type would cost a tenth of a small network's prediction.
  if (bytes) tileOf<u8>(a, b, c, d, input, stride, tile, panels, divideBy);
  else tileOf<f32>(a, b, c, d, input, stride, tile, panels, divideBy);
}

function tileOf<T>(
  a: usize, b: usize, c: usize, d: usize, input: usize, stride: usize, tile: usize, panels: usize, divideBy: f32,
): void {
  const bytes = sizeof<T>() == 1;
  for (let p: usize = 0; p < panels; p++) {
    const to = input + p * stride;
    for (let half: usize = 0; half < 2; half++) {
      const at = (p * 8 + half * 4) * sizeof<T>();
      const xa = values(bytes, a + at, divideBy), xb = values(bytes, b + at, divideBy);
      const xc = values(bytes, c + at, divideBy), xd = values(bytes, d + at, divideBy);
      if (input != 0) {
        v128.store(to + half * 16, xa);
        v128.store(to + half * 16, xb, 32);
        v128.store(to + half * 16, xc, 64);
        v128.store(to + half * 16, xd, 96);
      }
      storeTransposed(xa, xb, xc, xd, tile, 16);
      tile += 64;
    }
  }
}

/**
 * A stored entry is, for bytes, a `u16`: the gap from the last entry's column in the low byte, the value in the high
 * one (a value of 0 only bridges a gap over 255); for floats, a `u32` column and an `f32` value.
 */
function gatherSparse(plan: Plan, source: Source, order: usize, from: usize, to: usize): void {
  const lists = plan.inputLists();
  touchRows(lists, source, order, from, to);
  for (let r = from; r < to; r++) {
    let out = firstEntry(lists, r);
    const start = source.starts + <usize>load<u32>(order + r * 4) * 4;
    let e = source.data + <usize>load<u32>(start);
    const end = source.data + <usize>load<u32>(start, 4);
    if (source.kind == SPARSE_U8) {
      let offset: u32 = 0;
      for (; e < end; e += 2) {
        const entry = <u32>load<u16>(e);
        offset += (entry & 255) * <u32>ROW_BYTES;
        store<u32>(out, offset);
        store<u32>(out, load<u32>(source.divided + <usize>(entry >> 8) * 4), 4);
        out += ENTRY_BYTES;
      }
    } else {
      for (; e < end; e += 8) {
        store<u32>(out, load<u32>(e) * <u32>ROW_BYTES);
        store<f32>(out, load<f32>(e, 4) / source.divideBy, 4);
        out += ENTRY_BYTES;
      }
    }
    store<u32>(lists.entryEnds + r * 4, <u32>out);
  }
}

/**
 * Reads a byte of every cache line of the batch's rows. They lie far apart in a data set larger than the caches; asked
 * for in one tight loop, they come from memory many at a time, not one after another.
 */
function touchRows(lists: Lists, source: Source, order: usize, from: usize, to: usize): void {
  let seen: u32 = 0;
  for (let r = from; r < to; r++) {
    const start = source.starts + <usize>load<u32>(order + r * 4) * 4;
    const end = source.data + <usize>load<u32>(start, 4);
    for (let line = source.data + <usize>load<u32>(start); line < end; line += 64) seen |= <u32>load<u8>(line);
  }
  // Kept, so that no compiler finds the reads useless.
  store<u32>(lists.entryEnds + from * 4, seen);
}

/** Classes become one-hot rows; where the output is a single unit, class 1 is its target 1. */
function gatherClasses(plan: Plan, classes: usize, order: usize, from: usize, to: usize): void {
  const output = plan.last();
  for (let r = from; r < to; r++) {
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
function gatherValues(plan: Plan, values: usize, order: usize, from: usize, to: usize): void {
  const panels = plan.last().panels;
  for (let r = from; r < to; r++) {
    const row = values + <usize>load<u32>(order + r * 4) * panels * ROW_BYTES;
    gatherRow(false, row, plan.target + r * ROW_BYTES, plan.stride, panels, 1);
  }
}

/** How many of `count` bytes (a multiple of 16) are not zero. */
export function countNonZero(data: usize, count: usize): u32 {
  let total: u32 = 0;
  for (let i = data; i < data + count; i += 16) {
    total += popcnt(i8x16.bitmask(i8x16.ne(v128.load(i), i8x16.splat(0))));
  }
  return total;
}

/**
 * Writes the entries of `rows` rows: two bytes each, the gap from the last entry's column and the value.
 *
 * @param data `[rows][stride]` bytes; `stride` is a multiple of 16, and what lies beyond the columns is zero
 * @param out where the entries go
 * @param starts `[rows]` of `u32`: where each row's entries begin, counted from `base`
 * @returns the address behind the last entry
 */
export function encodeBytes(data: usize, rows: usize, stride: usize, out: usize, starts: usize, base: usize): usize {
  for (let r: usize = 0; r < rows; r++) {
    store<u32>(starts + r * 4, <u32>(out - base));
    const row = data + r * stride;
    let last: u32 = 0;
    for (let i: usize = 0; i < stride; i += 16) {
      let mask = i8x16.bitmask(i8x16.ne(v128.load(row + i), i8x16.splat(0)));
      while (mask != 0) {
        const column = <u32>i + ctz(mask);
        mask &= mask - 1;
        for (; column - last > <u32>LARGEST_GAP; last += <u32>LARGEST_GAP) {
          // An entry of value 0 bridges a gap that a byte cannot name.
          store<u16>(out, <u16>LARGEST_GAP);
          out += 2;
        }
        store<u16>(out, <u16>((column - last) | (<u32>load<u8>(row + column) << 8)));
        out += 2;
        last = column;
      }
    }
  }
  return out;
}
