/**
 * @file Inputs that belong to no data set: rows side by side, as a caller handed them in. Where most of them are zero
 * the first layer is given lists of the others (see sparse.ts), else tiles; both give the same sums, to the bit. A row
 * takes a multiple of 16 values, and what lies beyond its columns is zero.
 */

import { gatherDense, rowAddress } from "./gather";
import { ENTRY_BYTES, PANEL, ROW_BYTES } from "./layout.generated";
import { Plan, Source } from "./plan";
import { firstEntry } from "./sparse";

/** Up to this share of inputs that are not zero, in hundredths, visiting them one by one was measured to be faster. */
@inline const SPARSE_PERCENT: usize = 40;
/** Every fourth row is looked at to tell whether a batch is sparse. */
@inline const SAMPLED_ROWS: usize = 4;

/**
 * Brings the rows that `order` names to rows `from` to `to` of the first layer, as gather.ts does.
 *
 * @param bytes whether they are `u8` and not `f32`
 * @returns whether as lists
 */
export function loadRows(plan: Plan, source: Source, bytes: bool, order: usize, from: usize, to: usize): bool {
  const columns = bytes ? source.stride : source.stride / 4;
  let filled: usize = 0, sampled: usize = 0;
  for (let r = from; r < to; r += SAMPLED_ROWS) {
    const row = rowAddress(source, order, r);
    for (let k: usize = 0; k < columns; k += 16) filled += popcnt(filledMask(bytes, row, k));
    sampled += columns;
  }
  if (filled * 100 > sampled * SPARSE_PERCENT) {
    gatherDense(plan, source, bytes, order, from, to, to - from == 1);
    return false;
  }
  for (let r = from; r < to; r++) {
    listRow(plan, bytes, rowAddress(source, order, r), columns, source.divideBy, source.divided, r);
  }
  return true;
}

/** Which of a row's 16 values from the `k`-th on are not zero, one bit each. */
@inline function filledMask(bytes: bool, row: usize, k: usize): u32 {
  if (bytes) return i8x16.bitmask(i8x16.ne(v128.load(row + k), i8x16.splat(0)));
  const zero = f32x4.splat(0);
  const at = row + k * 4;
  const low = i16x8.narrow_i32x4_s(f32x4.ne(v128.load(at), zero), f32x4.ne(v128.load(at, 16), zero));
  const high = i16x8.narrow_i32x4_s(f32x4.ne(v128.load(at, 32), zero), f32x4.ne(v128.load(at, 48), zero));
  return i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
}

/**
 * Row `r`'s values that are not zero, divided, as sparse.ts reads them; up to three entries behind them are spoilt.
 *
 * @param columns a multiple of 16
 * @param divided every byte's value after the division, where they are bytes
 */
export function listRow(
  plan: Plan, bytes: bool, row: usize, columns: usize, divideBy: f32, divided: usize, r: usize,
): void {
  const lists = plan.inputLists();
  let out = firstEntry(lists, r);
  for (let k: usize = 0; k < columns; k += 64) {
    let mask: u64 = 0;
    for (let i: usize = 0; i < min<usize>(64, columns - k); i += 16) mask |= <u64>filledMask(bytes, row, k + i) << i;
    const end = out + <usize>popcnt(mask) * ENTRY_BYTES;
    let e = out;
    // Four at a time, for processors guess badly when a loop will end. What is too much is overwritten.
    while (e < end) {
      for (let i: usize = 0; i < 4 * ENTRY_BYTES; i += ENTRY_BYTES) {
        const column = k + (<usize>ctz(mask) & 63);
        mask &= mask - 1;
        store<u32>(e + i, <u32>(column * ROW_BYTES));
        if (bytes) store<u32>(e + i, load<u32>(divided + <usize>load<u8>(row + column) * 4), 4);
        else store<f32>(e + i, load<f32>(row + column * 4) / divideBy, 4);
      }
      e += 4 * ENTRY_BYTES;
    }
    out = end;
  }
  store<u32>(lists.entryEnds + r * 4, <u32>out);
}

/** Copies rows out of panels, `[panels][·][8]` with `stride` bytes from panel to panel, to `[rows, columns]`. */
export function unpackRows(from: usize, stride: usize, rows: usize, columns: usize, to: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    let panel = from + r * ROW_BYTES;
    let left = columns;
    for (; left >= PANEL; left -= PANEL) {
      v128.store(to, v128.load(panel));
      v128.store(to, v128.load(panel, 16), 16);
      panel += stride;
      to += ROW_BYTES;
    }
    for (; left > 0; left--) {
      store<f32>(to, load<f32>(panel));
      panel += 4;
      to += 4;
    }
  }
}
