/**
 * @file The matrix product, in which nearly all of the time is spent.
 *
 * Every sum runs over its inputs in their order, in one accumulator that begins at +0, and gets its bias last.
 * That order is the same for one row and for many, and for dense and sparse inputs, so all give the same bits.
 */

import { ROW_BYTES } from "./layout.generated";

/** Inputs that are summed before the next panel of units is taken: weights and inputs of as many stay in the first-level cache. */
const BLOCK: usize = 384;

/**
 * Rearranges rows in panels for {@link product}: `out[r / 4][k][r % 4] = input[k / 8][r][k % 8]`, four rows side by
 * side, `rows` rounded up to four.
 *
 * @param tileBytes from one tile to the next
 */
export function packTiles(
  input: usize, stride: usize, panels: usize, tiles: usize, tileBytes: usize, rows: usize,
): void {
  for (let r: usize = 0; r < rows; r += 4) {
    let from = input + r * ROW_BYTES;
    let out = tiles + r / 4 * tileBytes;
    for (let p: usize = 0; p < panels; p++) {
      transpose4(from, ROW_BYTES, out, 16);
      transpose4(from + 16, ROW_BYTES, out + 64, 16);
      from += stride;
      out += 128;
    }
  }
}

/**
 * `out[p][r][0…8] = Σₖ input[r][k] · weight[p][k][0…8] + bias[p][0…8]` for `rows` rows (rounded up to four).
 *
 * Four rows by eight units are kept in registers: eight accumulators, two vectors of weights, one input spread over
 * four lanes.
 *
 * @param tiles the input `[rows / 4][inputs][4]`, from {@link packTiles}, with `tileBytes` from tile to tile
 * @param inputs a multiple of eight
 * @param weight `[panels][inputs][8]`
 * @param bias `[panels][8]`, or 0 for none
 * @param out `[panels][·][8]` with `outStride` bytes from panel to panel
 */
export function product(
  tiles: usize, tileBytes: usize, inputs: usize, weight: usize, bias: usize, out: usize, outStride: usize,
  panels: usize, rows: usize,
): void {
  const weightStride = inputs * ROW_BYTES;
  for (let start: usize = 0; start < inputs; start += BLOCK) {
    const end = min(start + BLOCK, inputs);
    for (let p: usize = 0; p < panels; p++) {
      const w = weight + p * weightStride;
      const last = end == inputs && bias != 0;
      for (let r: usize = 0; r < rows; r += 4) {
        const x = tiles + r / 4 * tileBytes + start * 16;
        const o = out + p * outStride + r * ROW_BYTES;
        productTile(x, w + start * ROW_BYTES, w + end * ROW_BYTES, o, start == 0);
        if (last) addBias(bias + p * ROW_BYTES, o, 4);
      }
    }
  }
}

/** Four rows by eight units: `out[r][0…8] (+)= Σ x[k][r] · w[k][0…8]`, from +0 if `fresh`. */
@inline function productTile(x: usize, w: usize, end: usize, out: usize, fresh: bool): void {
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  if (!fresh) {
    a0 = v128.load(out);
    a1 = v128.load(out, 16);
    b0 = v128.load(out, 32);
    b1 = v128.load(out, 48);
    c0 = v128.load(out, 64);
    c1 = v128.load(out, 80);
    d0 = v128.load(out, 96);
    d1 = v128.load(out, 112);
  }
  for (; w < end; w += ROW_BYTES) {
    const low = v128.load(w);
    const high = v128.load(w, 16);
    const xa = v128.load32_splat(x);
    a0 = f32x4.add(a0, f32x4.mul(xa, low));
    a1 = f32x4.add(a1, f32x4.mul(xa, high));
    const xb = v128.load32_splat(x, 4);
    b0 = f32x4.add(b0, f32x4.mul(xb, low));
    b1 = f32x4.add(b1, f32x4.mul(xb, high));
    const xc = v128.load32_splat(x, 8);
    c0 = f32x4.add(c0, f32x4.mul(xc, low));
    c1 = f32x4.add(c1, f32x4.mul(xc, high));
    const xd = v128.load32_splat(x, 12);
    d0 = f32x4.add(d0, f32x4.mul(xd, low));
    d1 = f32x4.add(d1, f32x4.mul(xd, high));
    x += 16;
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out, b0, 32);
  v128.store(out, b1, 48);
  v128.store(out, c0, 64);
  v128.store(out, c1, 80);
  v128.store(out, d0, 96);
  v128.store(out, d1, 112);
}

/** Adds a panel's biases to some rows. */
@inline export function addBias(bias: usize, out: usize, rows: usize): void {
  const low = v128.load(bias), high = v128.load(bias, 16);
  for (let o = out; o < out + rows * ROW_BYTES; o += ROW_BYTES) {
    v128.store(o, f32x4.add(v128.load(o), low));
    v128.store(o, f32x4.add(v128.load(o, 16), high), 16);
  }
}

/**
 * The same for a single row, two panels of units at a time.
 *
 * @param input `[inputPanels][·][8]` with `stride` bytes from panel to panel
 */
export function productRow(
  input: usize, stride: usize, inputPanels: usize, weight: usize, bias: usize, out: usize, panels: usize,
): void {
  const width = inputPanels * 256;
  for (let p: usize = 0; p < panels; p += 2) {
    // A last one alone is summed twice, at once: its sums wait for each other in any case.
    const second: usize = p + 1 < panels ? 1 : 0, weightStride = second * width;
    let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
    let x = input;
    let w = weight + p * width;
    for (const end = w + width; w < end; x += stride) {
      for (let k: usize = 0; k < 32; k += 4) {
        const xk = v128.load32_splat(x + k);
        a0 = f32x4.add(a0, f32x4.mul(xk, v128.load(w)));
        a1 = f32x4.add(a1, f32x4.mul(xk, v128.load(w, 16)));
        b0 = f32x4.add(b0, f32x4.mul(xk, v128.load(w + weightStride)));
        b1 = f32x4.add(b1, f32x4.mul(xk, v128.load(w + weightStride, 16)));
        w += ROW_BYTES;
      }
    }
    storeWithBias(a0, a1, bias + p * ROW_BYTES, out + p * stride);
    storeWithBias(b0, b1, bias + (p + second) * ROW_BYTES, out + (p + second) * stride);
  }
}

@inline function storeWithBias(low: v128, high: v128, bias: usize, out: usize): void {
  v128.store(out, f32x4.add(low, v128.load(bias)));
  v128.store(out, f32x4.add(high, v128.load(bias, 16)), 16);
}

/**
 * One panel of `Wᵀ`: `out[unit][0…8] = weight[unit / 8][8 p + 0…8][unit % 8]`, so that the product above can carry
 * the deltas back through it.
 *
 * @param weight `[panels][inputPanels * 8][8]`
 * @param p which eight inputs
 * @param out `[panels * 8][8]` with `stride` bytes from row to row
 */
export function transposePanel(
  weight: usize, inputPanels: usize, panels: usize, p: usize, out: usize, stride: usize,
): void {
  let block = weight + p * 256;
  for (let q: usize = 0; q < panels; q++) {
    transpose4(block, ROW_BYTES, out, stride);
    transpose4(block + 128, ROW_BYTES, out + 16, stride);
    out += 4 * stride;
    transpose4(block + 16, ROW_BYTES, out, stride);
    transpose4(block + 144, ROW_BYTES, out + 16, stride);
    out += 4 * stride;
    block += inputPanels * 256;
  }
}

/** Transposes four by four floats between two blocks with the given bytes from row to row. */
function transpose4(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromStride);
  const c = v128.load(from + 2 * fromStride);
  const d = v128.load(from + 3 * fromStride);
  storeTransposed(a, b, c, d, to, toStride);
}

/** Writes the transpose of the four by four floats whose rows are given. */
@inline export function storeTransposed(a: v128, b: v128, c: v128, d: v128, to: usize, stride: usize): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(to + stride, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  v128.store(to + 2 * stride, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(to + 3 * stride, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}
