/**
 * @file Hidden layers of which many neurons are off: behind ReLU a zero activation adds nothing to the next layer's
 * sums and gradients, and a zero delta nothing to those of the layer before. Where enough are zero, only the others are
 * visited, in their order, as sparse.ts and gradient.ts do with the first layer's inputs. A zero times an infinite number
 * would not be nothing: so the other factors are looked at first, and the bits are those of the dense product.
 *
 * Lists are made anew for each use, in `plan.hiddenLists`, where every thread has the places of its own rows.
 */

import { barrier } from "./barrier";
import { updateSparseWeights } from "./gradient";
import { LISTED_PANELS, PANEL, ROW_BYTES, SPARSE_BLOCK } from "./layout.generated";
import { Layer, Lists, Plan } from "./plan";
import { BRAIDED_ROWS, blockEnd, blocksOf, cutEntries, firstEntry, productOverLists } from "./sparse";

/** Up to this share of numbers that are not zero, in hundredths, visiting them one by one was measured to be faster. */
@inline const SPARSE_PERCENT: usize = 60;
/** Every fourth row is looked at to tell how many are zero. */
@inline const SAMPLED_ROWS: usize = 4;
/** Rows whose lists are made and used at a time: they stay in the second-level cache. */
@inline const SLICE: usize = 64;

/**
 * Whether enough of `values`, so many panels of them, are zero in rows `from` to `to` for lists of the others to pay.
 *
 * @param sums how many panels of sums each of them has a part in
 */
function pays(plan: Plan, values: usize, panels: usize, from: usize, to: usize, sums: usize): bool {
  if (plan.hiddenLists == 0 || sums < LISTED_PANELS || to - from < BRAIDED_ROWS) return false;
  const zero = f32x4.splat(0);
  let filled: usize = 0, sampled: usize = 0;
  for (let p: usize = 0; p < panels; p++) {
    const panel = values + p * plan.stride;
    for (let r = from; r < to; r += SAMPLED_ROWS) {
      const row = panel + r * ROW_BYTES;
      filled += popcnt(i32x4.bitmask(f32x4.ne(v128.load(row), zero)));
      filled += popcnt(i32x4.bitmask(f32x4.ne(v128.load(row, 16), zero)));
      sampled += PANEL;
    }
  }
  return filled * 100 <= sampled * SPARSE_PERCENT;
}

/** Whether no number of so many pieces of some bytes, `stride` apart, is infinite or NaN. */
function areFinite(from: usize, stride: usize, pieces: usize, bytes: usize): bool {
  let largest = i32x4.splat(0);
  for (; pieces > 0; pieces--) {
    for (let at = from, end = from + bytes; at < end; at += 16) {
      largest = i32x4.max_u(largest, i32x4.shl(v128.load(at), 1));
    }
    from += stride;
  }
  // Without its sign bit, a number that is not finite is at least infinity.
  return !v128.any_true(i32x4.ge_u(largest, i32x4.splat(0xFF000000)));
}

/** Lists of rows `from` to `to` of an array in panels. */
function listRows(plan: Plan, lists: Lists, values: usize, panels: usize, from: usize, to: usize): void {
  for (let r = from; r < to; r++) {
    let out = firstEntry(lists, r);
    for (let p: usize = 0; p < panels; p++) {
      const row = values + p * plan.stride + r * ROW_BYTES;
      for (let i: usize = 0; i < PANEL; i++) {
        // Written in any case; where the value is zero, the next one takes its place.
        const value = load<u32>(row + i * 4);
        store<u64>(out, <u64>((p * PANEL + i) * ROW_BYTES) | <u64>value << 32);
        out += <usize>((value << 1) != 0) << 3;
      }
    }
    store<u32>(lists.entryEnds + r * 4, <u32>out);
  }
}

/**
 * A layer's product `z = W a + b`, or `∂L/∂a = Wᵀ δ` of its inputs, over what is not zero, if that pays.
 *
 * @param backward which of the two
 * @param out `z`, or where `∂L/∂a` goes
 * @returns whether it did
 */
export function hiddenProduct(
  plan: Plan, layer: Layer, backward: bool, out: usize, from: usize, to: usize, thread: usize,
): bool {
  const lists = changetype<Lists>(plan.hiddenLists);
  const values = backward ? layer.delta : layer.input;
  const listed = backward ? layer.panels : layer.inputPanels, panels = backward ? layer.inputPanels : layer.panels;
  const bytes = layer.panels * layer.inputPanels * 256;
  if (!pays(plan, values, listed, from, to, panels) || !areFinite(layer.weight, 0, 1, bytes)) return false;
  for (; from < to; from += SLICE) {
    const end = min(from + SLICE, to);
    listRows(plan, lists, values, listed, from, end);
    cutEntries(lists, blocksOf(listed), from, end);
    productOverLists(
      plan, blockEnd(lists, 0, from), lists.blockEndStride, layer.weight, layer.inputPanels, backward, listed,
      SPARSE_BLOCK / PANEL, 3, out + from * ROW_BYTES, panels, end - from, backward ? 0 : layer.bias, thread,
    );
  }
  return true;
}

/** Updates a thread's share of a layer's weights over its inputs that are not zero, if that pays. @returns whether it did */
export function updateHidden(plan: Plan, layer: Layer, rows: usize, thread: usize, threads: usize): bool {
  const lists = changetype<Lists>(plan.hiddenLists);
  if (
    !pays(plan, layer.input, layer.inputPanels, 0, rows, layer.panels) ||
    !areFinite(layer.delta, plan.stride, layer.panels, rows * ROW_BYTES)
  ) return false;
  listRows(plan, lists, layer.input, layer.inputPanels, rows * thread / threads, rows * (thread + 1) / threads);
  barrier(plan, <u32>threads);
  updateSparseWeights(plan, lists, layer, rows, thread, threads);
  return true;
}
