/**
 * @file The first layer for inputs that are mostly zero (pictures, one-hot columns): a zero adds nothing to a sum,
 * so only the others are visited, in their order. The sums are those of product.ts, to the bit.
 *
 * Each row of a batch is a list of entries of eight bytes: `u32` the offset of the input's row in a panel of weights
 * (`k * 32`), `f32` its value. Row r's list begins at `plan.entries + r * plan.entryStride` and ends at
 * `plan.entryEnds[r]`.
 *
 * For a wide layer the lists are cut into blocks of inputs, so that the weights of one block, three panels of them,
 * stay in the first-level cache while all rows pass over them. Block b of row r begins at `plan.blockEnds[b][r]` and ends
 * at `plan.blockEnds[b + 1][r]`.
 */

import { ENTRY_BYTES, PANEL, ROW_BYTES, SPARSE_BLOCK } from "./layout.generated";
import { Layer, Plan, sumsOf } from "./plan";

/** Panels of units from which on a layer is wide. */
@inline const WIDE: usize = 4;
/** Rows from which on it pays to braid the weights of a wide layer: see {@link braid}. */
@inline const BRAIDED_ROWS: usize = 12;

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

/** Where it stands where block `b − 1` of row `r` ends and the next one begins. */
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
    store<u32>(blockEnd(plan, 0, r), <u32>start);
    for (let b: usize = 1; b < blocks; b++) {
      const limit = b * SPARSE_BLOCK * ROW_BYTES;
      let end = last;
      while (start < end) {
        const middle = start + (end - start) / (2 * ENTRY_BYTES) * ENTRY_BYTES;
        if (offsetOf(middle) < limit) start = middle + ENTRY_BYTES;
        else end = middle;
      }
      store<u32>(blockEnd(plan, b, r), <u32>start);
    }
    store<u32>(blockEnd(plan, blocks, r), <u32>last);
  }
}

/**
 * `z[p][r][0…8] = Σ input[r][k] · weight[p][k][0…8] + bias[p][0…8]` over row r's entries, for the first layer's panels
 * `begin` to `end` and rows `from` to `to`, up to three panels at a time: with the sums and weights of four, V8 runs out
 * of registers. Three are braided, for which there must be rows enough.
 */
export function sparseProduct(
  plan: Plan, layer: Layer, begin: usize, end: usize, from: usize, to: usize, thread: usize,
): void {
  const blocks = blocksOf(layer), inputs = layer.inputPanels * PANEL, weightStride = inputs * ROW_BYTES;
  const most: usize = isWide(layer) && to - from >= BRAIDED_ROWS ? 3 : 2;
  const braided = sumsOf(plan, thread);
  for (let p = begin; p < end;) {
    const panels = min(panelsAtOnce(end - p), most);
    for (let b: usize = 0; b < blocks; b++) {
      let weight = layer.weight + p * weightStride;
      if (panels == 3) {
        const first = b * SPARSE_BLOCK;
        braid(weight + first * ROW_BYTES, weightStride, min(SPARSE_BLOCK, inputs - first), braided);
        weight = braided - 3 * first * ROW_BYTES;
      }
      sumEntries(
        panels, blockEnd(plan, b, from), blockEnd(plan, b + 1, from), to - from, weight, weightStride,
        layer.z + p * plan.stride + from * ROW_BYTES, plan.stride, b == 0,
      );
    }
    finish(plan, layer, p, panels, from, to);
    p += panels;
  }
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

/**
 * Three panels braided into rows of 24 numbers, of which each is reached from one address: `out[i][0…24] =
 * panels[0…3][i][0…8]` for `count` rows.
 *
 * @param stride from panel to panel
 */
export function braid(panels: usize, stride: usize, count: usize, out: usize): void {
  for (const end = panels + count * ROW_BYTES; panels < end; panels += ROW_BYTES) {
    for (let from = panels, to = out + 3 * ROW_BYTES; out < to; out += ROW_BYTES) {
      v128.store(out, v128.load(from));
      v128.store(out, v128.load(from, 16), 16);
      from += stride;
    }
  }
}

/**
 * `out[p][i][0…8] (+)= Σ value · source[p][offset][0…8]` over the entries of each of `count` lists, for one, two or three
 * panels.
 *
 * @param starts `[count]` of `u32`: where each list begins; `ends`, where it ends
 * @param source three panels braided; or one or two, `sourceStride` apart
 * @param outStride from panel to panel
 * @param fresh whether sums begin at +0, not at what stands there
 */
export function sumEntries(
  panels: usize, starts: usize, ends: usize, count: usize, source: usize, sourceStride: usize, out: usize,
  outStride: usize, fresh: bool,
): void {
  if (panels == 3) sumThree(starts, ends, count, source, out, outStride, fresh);
  else if (panels == 2) sumTwo(starts, ends, count, source, sourceStride, out, outStride, fresh);
  else sumOne(starts, ends, count, source, out, fresh);
}

function sumThree(
  starts: usize, ends: usize, count: usize, source: usize, oa: usize, outStride: usize, fresh: bool,
): void {
  let ob = oa + outStride, oc = ob + outStride;
  for (const last = starts + count * 4; starts < last; starts += 4) {
    let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0;
    if (!fresh) {
      a0 = v128.load(oa);
      a1 = v128.load(oa, 16);
      b0 = v128.load(ob);
      b1 = v128.load(ob, 16);
      c0 = v128.load(oc);
      c1 = v128.load(oc, 16);
    }
    const end = <usize>load<u32>(ends);
    for (let e = <usize>load<u32>(starts); e < end; e += ENTRY_BYTES) {
      const k = source + 3 * offsetOf(e);
      const x = valueOf(e);
      a0 = f32x4.add(a0, f32x4.mul(x, v128.load(k)));
      a1 = f32x4.add(a1, f32x4.mul(x, v128.load(k, 16)));
      b0 = f32x4.add(b0, f32x4.mul(x, v128.load(k, 32)));
      b1 = f32x4.add(b1, f32x4.mul(x, v128.load(k, 48)));
      c0 = f32x4.add(c0, f32x4.mul(x, v128.load(k, 64)));
      c1 = f32x4.add(c1, f32x4.mul(x, v128.load(k, 80)));
    }
    v128.store(oa, a0);
    v128.store(oa, a1, 16);
    v128.store(ob, b0);
    v128.store(ob, b1, 16);
    v128.store(oc, c0);
    v128.store(oc, c1, 16);
    ends += 4;
    oa += ROW_BYTES;
    ob += ROW_BYTES;
    oc += ROW_BYTES;
  }
}

function sumTwo(
  starts: usize, ends: usize, count: usize, source: usize, sourceStride: usize, oa: usize, outStride: usize,
  fresh: bool,
): void {
  const second = source + sourceStride;
  let ob = oa + outStride;
  for (const last = starts + count * 4; starts < last; starts += 4) {
    let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
    if (!fresh) {
      a0 = v128.load(oa);
      a1 = v128.load(oa, 16);
      b0 = v128.load(ob);
      b1 = v128.load(ob, 16);
    }
    const end = <usize>load<u32>(ends);
    for (let e = <usize>load<u32>(starts); e < end; e += ENTRY_BYTES) {
      const k = offsetOf(e);
      const x = valueOf(e);
      a0 = f32x4.add(a0, f32x4.mul(x, v128.load(source + k)));
      a1 = f32x4.add(a1, f32x4.mul(x, v128.load(source + k, 16)));
      b0 = f32x4.add(b0, f32x4.mul(x, v128.load(second + k)));
      b1 = f32x4.add(b1, f32x4.mul(x, v128.load(second + k, 16)));
    }
    v128.store(oa, a0);
    v128.store(oa, a1, 16);
    v128.store(ob, b0);
    v128.store(ob, b1, 16);
    ends += 4;
    oa += ROW_BYTES;
    ob += ROW_BYTES;
  }
}

function sumOne(starts: usize, ends: usize, count: usize, source: usize, o: usize, fresh: bool): void {
  for (const last = starts + count * 4; starts < last; starts += 4) {
    let low = f32x4.splat(0), high = low;
    if (!fresh) {
      low = v128.load(o);
      high = v128.load(o, 16);
    }
    const end = <usize>load<u32>(ends);
    for (let e = <usize>load<u32>(starts); e < end; e += ENTRY_BYTES) {
      const k = offsetOf(e);
      const x = valueOf(e);
      low = f32x4.add(low, f32x4.mul(x, v128.load(source + k)));
      high = f32x4.add(high, f32x4.mul(x, v128.load(source + k, 16)));
    }
    v128.store(o, low);
    v128.store(o, high, 16);
    ends += 4;
    o += ROW_BYTES;
  }
}
