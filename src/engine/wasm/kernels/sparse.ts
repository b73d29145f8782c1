/**
 * @file The first layer for inputs that are mostly zero (pictures, one-hot columns): a zero adds nothing to a sum,
 * so only the others are visited, in their order. The sums are those of product.ts, to the bit.
 *
 * Each row of a batch is a list of entries of eight bytes: `u32` the offset of the input's row in a panel of weights
 * (`k * 32`), `f32` its value. Row r's list begins at `plan.entries + r * plan.entryStride` and ends at
 * `plan.entryEnds[r]`.
 *
 * For a wide layer the lists are cut into blocks of inputs, so that the weights of one block, three panels of them,
 * stay in the first-level cache while all rows pass over them. Block b of row r ends at `plan.blockEnds[b][r]`.
 */

import { ENTRY_BYTES, PANEL, ROW_BYTES, SPARSE_BLOCK } from "./layout.generated";
import { Layer, Plan } from "./plan";

/** Panels of units from which on a layer is wide. */
@inline const WIDE: usize = 4;

@inline export function isWide(layer: Layer): bool {
  return layer.panels >= WIDE;
}

@inline export function offsetOf(entry: usize): usize {
  return <usize>load<u32>(entry);
}

@inline export function valueOf(entry: usize): v128 {
  return v128.load32_splat(entry, 4);
}

@inline export function firstEntry(plan: Plan, r: usize): usize {
  return plan.entries + r * plan.entryStride;
}

@inline export function endOfEntries(plan: Plan, r: usize): usize {
  return <usize>load<u32>(plan.entryEnds + r * 4);
}

/** Where block `b` of row `r` ends. */
@inline function blockEnd(plan: Plan, b: usize, r: usize): usize {
  return plan.blockEnds + b * plan.blockEndStride + r * 4;
}

/** How many blocks the first layer's inputs are cut into. */
@inline function blocksOf(layer: Layer): usize {
  return isWide(layer) ? (layer.inputPanels * PANEL + SPARSE_BLOCK - 1) / SPARSE_BLOCK : 1;
}

/** Finds where the blocks of rows `from` to `to` end, by halving. */
export function cutEntries(plan: Plan, from: usize, to: usize): void {
  const blocks = blocksOf(plan.layer(0));
  for (let r = from; r < to; r++) {
    const last = endOfEntries(plan, r);
    let start = firstEntry(plan, r);
    for (let b: usize = 0; b < blocks - 1; b++) {
      const limit = (b + 1) * SPARSE_BLOCK * ROW_BYTES;
      let end = last;
      while (start < end) {
        const middle = start + (end - start) / (2 * ENTRY_BYTES) * ENTRY_BYTES;
        if (offsetOf(middle) < limit) start = middle + ENTRY_BYTES;
        else end = middle;
      }
      store<u32>(blockEnd(plan, b, r), <u32>start);
    }
    store<u32>(blockEnd(plan, blocks - 1, r), <u32>last);
  }
}

/**
 * `z[p][r][0…8] = Σ input[r][k] · weight[p][k][0…8] + bias[p][0…8]` over row r's entries, for the first layer's panels
 * `begin` to `end` and rows `from` to `to`, up to three panels at a time: with the sums and weights of four, V8 runs out
 * of registers.
 */
export function sparseProduct(
  plan: Plan, layer: Layer, begin: usize, end: usize, from: usize, to: usize,
): void {
  const blocks = blocksOf(layer);
  for (let p = begin; p < end;) {
    const panels = panelsAtOnce(end - p);
    for (let b: usize = 0; b < blocks; b++) {
      if (panels == 3) threePanels(plan, layer, p, b, from, to);
      else if (panels == 2) twoPanels(plan, layer, p, b, from, to);
      else onePanel(plan, layer, p, b, from, to);
    }
    finish(plan, layer, p, panels, from, to);
    p += panels;
  }
}

/** Where block `b` of row `r` begins. */
@inline function blockStart(plan: Plan, b: usize, r: usize): usize {
  return b == 0 ? firstEntry(plan, r) : <usize>load<u32>(blockEnd(plan, b - 1, r));
}

/** How many of the panels that are left to take next: a single one is the slowest, its sums wait for each other. */
@inline export function panelsAtOnce(left: usize): usize {
  return left == 4 ? 2 : min<usize>(left, 3);
}

/** Adds the biases to sums that are complete. */
function finish(plan: Plan, layer: Layer, p: usize, panels: usize, from: usize, to: usize): void {
  for (let end = p + panels; p < end; p++) {
    const low = v128.load(layer.bias + p * ROW_BYTES), high = v128.load(layer.bias + p * ROW_BYTES, 16);
    const out = layer.z + p * plan.stride;
    for (let o = out + from * ROW_BYTES; o < out + to * ROW_BYTES; o += ROW_BYTES) {
      v128.store(o, f32x4.add(v128.load(o), low));
      v128.store(o, f32x4.add(v128.load(o, 16), high), 16);
    }
  }
}

/** The sums of three panels over a block, on top of those of the blocks before. */
function threePanels(plan: Plan, layer: Layer, p: usize, block: usize, from: usize, to: usize): void {
  const weightStride = layer.inputPanels * 256;
  const wa = layer.weight + p * weightStride, wb = wa + weightStride, wc = wb + weightStride;
  for (let r = from; r < to; r++) {
    const oa = layer.z + p * plan.stride + r * ROW_BYTES, ob = oa + plan.stride, oc = ob + plan.stride;
    let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0;
    if (block > 0) {
      a0 = v128.load(oa);
      a1 = v128.load(oa, 16);
      b0 = v128.load(ob);
      b1 = v128.load(ob, 16);
      c0 = v128.load(oc);
      c1 = v128.load(oc, 16);
    }
    const end = <usize>load<u32>(blockEnd(plan, block, r));
    for (let e = blockStart(plan, block, r); e < end; e += ENTRY_BYTES) {
      const k = offsetOf(e);
      const x = valueOf(e);
      a0 = f32x4.add(a0, f32x4.mul(x, v128.load(wa + k)));
      a1 = f32x4.add(a1, f32x4.mul(x, v128.load(wa + k, 16)));
      b0 = f32x4.add(b0, f32x4.mul(x, v128.load(wb + k)));
      b1 = f32x4.add(b1, f32x4.mul(x, v128.load(wb + k, 16)));
      c0 = f32x4.add(c0, f32x4.mul(x, v128.load(wc + k)));
      c1 = f32x4.add(c1, f32x4.mul(x, v128.load(wc + k, 16)));
    }
    v128.store(oa, a0);
    v128.store(oa, a1, 16);
    v128.store(ob, b0);
    v128.store(ob, b1, 16);
    v128.store(oc, c0);
    v128.store(oc, c1, 16);
  }
}

/** The same for two panels. */
function twoPanels(plan: Plan, layer: Layer, p: usize, block: usize, from: usize, to: usize): void {
  const weightStride = layer.inputPanels * 256;
  const wa = layer.weight + p * weightStride, wb = wa + weightStride;
  for (let r = from; r < to; r++) {
    const oa = layer.z + p * plan.stride + r * ROW_BYTES, ob = oa + plan.stride;
    let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
    if (block > 0) {
      a0 = v128.load(oa);
      a1 = v128.load(oa, 16);
      b0 = v128.load(ob);
      b1 = v128.load(ob, 16);
    }
    const end = <usize>load<u32>(blockEnd(plan, block, r));
    for (let e = blockStart(plan, block, r); e < end; e += ENTRY_BYTES) {
      const k = offsetOf(e);
      const x = valueOf(e);
      a0 = f32x4.add(a0, f32x4.mul(x, v128.load(wa + k)));
      a1 = f32x4.add(a1, f32x4.mul(x, v128.load(wa + k, 16)));
      b0 = f32x4.add(b0, f32x4.mul(x, v128.load(wb + k)));
      b1 = f32x4.add(b1, f32x4.mul(x, v128.load(wb + k, 16)));
    }
    v128.store(oa, a0);
    v128.store(oa, a1, 16);
    v128.store(ob, b0);
    v128.store(ob, b1, 16);
  }
}

/** The same for one panel. */
function onePanel(plan: Plan, layer: Layer, p: usize, block: usize, from: usize, to: usize): void {
  const w = layer.weight + p * layer.inputPanels * 256;
  for (let r = from; r < to; r++) {
    const o = layer.z + p * plan.stride + r * ROW_BYTES;
    let low = f32x4.splat(0), high = low;
    if (block > 0) {
      low = v128.load(o);
      high = v128.load(o, 16);
    }
    const end = <usize>load<u32>(blockEnd(plan, block, r));
    for (let e = blockStart(plan, block, r); e < end; e += ENTRY_BYTES) {
      const k = offsetOf(e);
      const x = valueOf(e);
      low = f32x4.add(low, f32x4.mul(x, v128.load(w + k)));
      high = f32x4.add(high, f32x4.mul(x, v128.load(w + k, 16)));
    }
    v128.store(o, low);
    v128.store(o, high, 16);
  }
}
