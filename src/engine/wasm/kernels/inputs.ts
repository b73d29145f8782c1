/**
 * @file Inputs that belong to no data set: rows side by side, as a caller handed them in. Where most of them are zero
 * the first layer is given lists of the others (see sparse.ts), else tiles; both give the same sums, to the bit. The
 * caller leaves room behind the rows, for they are read up to 64 values at a time.
 */

import { unitMask } from "./activation";
import { gatherRow, values } from "./gather";
import { DENSE_U8, ENTRY_BYTES, PANEL, ROW_BYTES } from "./layout.generated";
import { Plan, Source } from "./plan";
import { storeTransposed } from "./product";
import { cutEntries } from "./sparse";
import { forward } from "./step";

/** Up to this share of inputs that are not zero, in hundredths, visiting them one by one was measured to be faster. */
@inline const SPARSE_PERCENT: usize = 40;
/** Every fourth row is looked at to tell whether a batch is sparse. */
@inline const SAMPLED_ROWS: usize = 4;

/** A forward pass over the source's first `rows` rows; the outputs are left in the last layer's activations. */
export function forwardInputs(plan: Plan, source: Source, rows: usize): void {
  const sparse = source.kind == DENSE_U8 ? loadInputs<u8>(plan, source, rows) : loadInputs<f32>(plan, source, rows);
  if (sparse) cutEntries(plan, 0, rows);
  forward(plan, 0, sparse, rows, 0, 1);
}

/** Brings rows to the first layer. Returns whether as lists. */
function loadInputs<T>(plan: Plan, source: Source, rows: usize): bool {
  const columns = source.stride / sizeof<T>();
  let filled: usize = 0, sampled: usize = 0;
  for (let r: usize = 0; r < rows; r += SAMPLED_ROWS) {
    filled += countFilled<T>(source.data + r * source.stride, columns);
    sampled += columns;
  }
  if (filled * 100 <= sampled * SPARSE_PERCENT) {
    for (let r: usize = 0; r < rows; r++) listRow<T>(plan, source.data + r * source.stride, columns, source.divideBy, r);
    return true;
  }
  if (rows == 1) packRow<T>(plan, source, columns);
  else for (let r: usize = 0; r < rows; r += 4) packTile<T>(plan, source, columns, r, rows - 1);
  return false;
}

/** Which of the 16 values at an address are not zero, one bit each; of values from the `left`-th on, none. */
@inline function filledMask<T>(address: usize, left: usize): u32 {
  let mask: u32;
  if (sizeof<T>() == 1) {
    mask = i8x16.bitmask(i8x16.ne(v128.load(address), i8x16.splat(0)));
  } else {
    const zero = f32x4.splat(0);
    const low = i16x8.narrow_i32x4_s(f32x4.ne(v128.load(address), zero), f32x4.ne(v128.load(address, 16), zero));
    const high = i16x8.narrow_i32x4_s(f32x4.ne(v128.load(address, 32), zero), f32x4.ne(v128.load(address, 48), zero));
    mask = i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
  }
  return left < 16 ? mask & ((1 << <u32>left) - 1) : mask;
}

function countFilled<T>(row: usize, columns: usize): usize {
  let filled: usize = 0;
  for (let k: usize = 0; k < columns; k += 16) filled += popcnt(filledMask<T>(row + k * sizeof<T>(), columns - k));
  return filled;
}

/** Row `r`'s values that are not zero, divided, as sparse.ts reads them; up to three entries behind them are spoilt. */
export function listRow<T>(plan: Plan, row: usize, columns: usize, divideBy: f32, r: usize): void {
  let out = plan.entries + r * plan.entryStride;
  for (let k: usize = 0; k < columns; k += 64) {
    let mask: u64 = 0;
    for (let i: usize = 0; i < min<usize>(64, columns - k); i += 16) {
      mask |= <u64>filledMask<T>(row + (k + i) * sizeof<T>(), columns - k - i) << i;
    }
    const end = out + <usize>popcnt(mask) * ENTRY_BYTES;
    let e = out;
    // Four at a time, for processors guess badly when a loop will end. What is too much is overwritten.
    while (e < end) {
      for (let i: usize = 0; i < 4 * ENTRY_BYTES; i += ENTRY_BYTES) {
        const column = k + (<usize>ctz(mask) & 63);
        mask &= mask - 1;
        store<u32>(e + i, <u32>(column * ROW_BYTES));
        store<f32>(e + i, <f32>load<T>(row + column * sizeof<T>()) / divideBy, 4);
      }
      e += 4 * ENTRY_BYTES;
    }
    out = end;
  }
  store<u32>(plan.entryEnds + r * 4, <u32>out);
}

/** The only row, into the input's panels. */
function packRow<T>(plan: Plan, source: Source, columns: usize): void {
  const panels = plan.layer(0).inputPanels;
  gatherRow<T>(source.data, plan.input, plan.stride, panels, source.divideBy);
  // The last panel was filled up with whatever lies behind the row.
  const first = (panels - 1) * PANEL;
  const last = plan.input + (panels - 1) * plan.stride;
  v128.store(last, v128.and(unitMask(columns, first), v128.load(last)));
  v128.store(last, v128.and(unitMask(columns, first + 4), v128.load(last, 16)), 16);
}

/** Rows `r` to `r + 3` into a tile `[inputs][4]`; the row `last` stands for those behind it. */
function packTile<T>(plan: Plan, source: Source, columns: usize, r: usize, last: usize): void {
  const inputs = plan.layer(0).inputPanels * PANEL;
  const tile = plan.tiles + r / 4 * plan.tileBytes;
  const a = source.data + r * source.stride;
  const b = source.data + min(r + 1, last) * source.stride;
  const c = source.data + min(r + 2, last) * source.stride;
  const d = source.data + min(r + 3, last) * source.stride;
  const divideBy = source.divideBy;
  for (let k: usize = 0; k < columns; k += 4) {
    const at = k * sizeof<T>();
    storeTransposed(
      values<T>(a + at, divideBy), values<T>(b + at, divideBy),
      values<T>(c + at, divideBy), values<T>(d + at, divideBy), tile + k * 16, 16,
    );
  }
  if (columns < inputs) memory.fill(tile + columns * 16, 0, (inputs - columns) * 16);
}

/**
 * Copies rows out of panels, `[panels][·][8]` with `stride` bytes from panel to panel, to `[rows, columns]`.
 *
 * @param to has room for seven numbers more, over which the last panel may reach
 */
export function unpackRows(from: usize, stride: usize, rows: usize, columns: usize, to: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    let panel = from + r * ROW_BYTES;
    // What reaches over a row's end is overwritten by the next row.
    for (let k: usize = 0; k < columns; k += PANEL) {
      v128.store(to + k * 4, v128.load(panel));
      v128.store(to + k * 4, v128.load(panel, 16), 16);
      panel += stride;
    }
    to += columns * 4;
  }
}
