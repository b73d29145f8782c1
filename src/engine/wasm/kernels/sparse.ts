/**
 * @file Layers whose inputs are mostly zero, the first one (pictures, one-hot columns) and hidden ones (see hidden.ts): a zero
 * adds nothing to a sum, so only the others are visited, in their order. The sums are those of product.ts, to the bit.
 *
 * Each row of a batch is a list of entries of eight bytes: `u32` the offset of the input's row in a panel of weights
 * (`k * 32`), `f32` its value. Row r's list begins at `lists.entries + r * lists.entryStride` and ends at
 * `lists.entryEnds[r]`.
 *
 * For a wide layer the lists are cut into blocks of inputs, so that the weights of one block, three panels of them,
 * stay in the first-level cache while all rows pass over them. Block b of row r begins at `lists.blockEnds[b][r]` and ends
 * at `lists.blockEnds[b + 1][r]`.
 */

import { ENTRY_BYTES, PANEL, ROW_BYTES, SPARSE_BLOCK } from "./layout.generated";
import { Layer, Lists, Plan, sumsOf } from "./plan";
import { addBias, transposePanel } from "./product";

/** Panels of units from which on a layer is wide. */
@inline const WIDE: usize = 4;
/** Rows from which on it pays to braid the weights of a wide layer: see {@link braid}. */
@inline export const BRAIDED_ROWS: usize = 12;

@inline export function isWide(layer: Layer): bool {
  return layer.panels >= WIDE;
}

@inline export function offsetOf(entry: usize): usize {
  return <usize>load<u32>(entry);
}

@inline export function valueOf(entry: usize): v128 {
  return v128.load32_splat(entry, 4);
}

@inline export function firstEntry(lists: Lists, r: usize): usize {
  return lists.entries + r * lists.entryStride;
}

@inline export function endOfEntries(lists: Lists, r: usize): usize {
  return <usize>load<u32>(lists.entryEnds + r * 4);
}

/** Where it stands where block `b − 1` of row `r` ends and the next one begins. */
@inline export function blockEnd(lists: Lists, b: usize, r: usize): usize {
  return lists.blockEnds + b * lists.blockEndStride + r * 4;
}

/** How many blocks so many panels of inputs are cut into. */
@inline export function blocksOf(panels: usize): usize {
  return (panels * PANEL + SPARSE_BLOCK - 1) / SPARSE_BLOCK;
}

/** Finds where the blocks of the first layer's rows `from` to `to` end. */
export function cutInputs(plan: Plan, from: usize, to: usize): void {
  const layer = plan.layer(0);
  cutEntries(plan.inputLists(), isWide(layer) ? blocksOf(layer.inputPanels) : 1, from, to);
}

/** Finds where so many blocks of rows `from` to `to` end, by halving. */
export function cutEntries(lists: Lists, blocks: usize, from: usize, to: usize): void {
  for (let r = from; r < to; r++) {
    const last = endOfEntries(lists, r);
    let start = firstEntry(lists, r);
    store<u32>(blockEnd(lists, 0, r), <u32>start);
    for (let b: usize = 1; b < blocks; b++) {
      const limit = b * SPARSE_BLOCK * ROW_BYTES;
      let end = last;
      while (start < end) {
        const middle = start + (end - start) / (2 * ENTRY_BYTES) * ENTRY_BYTES;
        if (offsetOf(middle) < limit) start = middle + ENTRY_BYTES;
        else end = middle;
      }
      store<u32>(blockEnd(lists, b, r), <u32>start);
    }
    store<u32>(blockEnd(lists, blocks, r), <u32>last);
  }
}

/** `z = W a + b` over the entries of rows `from` to `to`, for the first layer's panels `begin` to `end`. */
export function sparseProduct(
  plan: Plan, layer: Layer, begin: usize, end: usize, from: usize, to: usize, thread: usize,
): void {
  const wide = isWide(layer), width = layer.inputPanels * 256, lists = plan.inputLists();
  productOverLists(
    plan, blockEnd(lists, 0, from), lists.blockEndStride, layer.weight + begin * width, layer.inputPanels, false,
    layer.inputPanels, wide ? SPARSE_BLOCK / PANEL : layer.inputPanels, wide && to - from >= BRAIDED_ROWS ? 3 : 2,
    layer.z + begin * plan.stride + from * ROW_BYTES, end - begin, to - from, layer.bias + begin * ROW_BYTES, thread,
  );
}

/**
 * `out[p][r][0…8] = Σ value · w[p][k][0…8] + bias[p][0…8]` over each row's list, some panels at a time: with the sums and
 * weights of four, V8 runs out of registers. Three are braided, for which there must be rows enough.
 *
 * @param ends `[blocks + 1][·]` of `u32`, `endStride` apart: where a row's first block begins, and where each ends
 * @param weight a layer's, `[panels][inputPanels * 8][8]`
 * @param transposed whether `w` is these, or the other way round: `Wᵀ`
 * @param listed how many panels of eight the lists are of, `block` of them a block
 * @param most panels at a time
 * @param bias `[panels][8]`, or 0 for none
 */
export function productOverLists(
  plan: Plan, ends: usize, endStride: usize, weight: usize, inputPanels: usize, transposed: bool, listed: usize,
  block: usize, most: usize, out: usize, panels: usize, rows: usize, bias: usize, thread: usize,
): void {
  const laid = sumsOf(plan, thread), width = inputPanels * 256;
  for (let p: usize = 0; p < panels;) {
    const count = min(panelsAtOnce(panels - p), most), rowBytes = (count == 3 ? <usize>3 : 1) * ROW_BYTES;
    for (let first: usize = 0, starts = ends; first < listed; first += block) {
      const some = min(block, listed - first);
      let source = laid - first * PANEL * rowBytes, stride = width;
      if (transposed) {
        stride = some * 256;
        for (let i: usize = 0; i < count; i++) {
          const at = laid + i * (count == 3 ? ROW_BYTES : stride);
          transposePanel(weight + first * width, inputPanels, some, p + i, at, rowBytes);
        }
      } else if (count == 3) braid(weight + p * width + first * 256, width, some * PANEL, laid);
      else source = weight + p * width;
      sumEntries(count, starts, starts + endStride, rows, source, stride, out, plan.stride, first == 0);
      starts += endStride;
    }
    for (const last = p + count; p < last; p++) {
      if (bias != 0) addBias(bias + p * ROW_BYTES, out, rows);
      out += plan.stride;
    }
  }
}

/** How many panels of those that are left to take next: a single one is the slowest, its sums wait for each other. */
@inline export function panelsAtOnce(left: usize): usize {
  return left == 4 ? 2 : min<usize>(left, 3);
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
  // A single one is summed twice, at once: its sums wait for each other in any case.
  else sumTwo(starts, ends, count, source, (panels - 1) * sourceStride, out, (panels - 1) * outStride, fresh);
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
