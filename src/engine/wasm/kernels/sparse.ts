/**
 * @file The first layer for inputs that are mostly zero (pictures, one-hot columns): a zero adds nothing to a sum,
 * so only the others are visited, in their order. The sums are those of product.ts, to the bit.
 *
 * Each row of a batch is a list of entries of eight bytes: `u32` the offset of the input's row in a panel of weights
 * (`k * 32`), `f32` its value. Row r's list begins at `plan.entries + r * plan.entryStride` and ends at
 * `plan.entryEnds[r]`.
 */

import { Layer, Plan, ROW_BYTES } from "./plan";

export const ENTRY_BYTES: usize = 8;

@inline function offsetOf(entry: usize): usize {
  return <usize>load<u32>(entry);
}

@inline function valueOf(entry: usize): v128 {
  return v128.load32_splat(entry, 4);
}

@inline function firstEntry(plan: Plan, r: usize): usize {
  return plan.entries + r * plan.entryStride;
}

@inline function endOfEntries(plan: Plan, r: usize): usize {
  return <usize>load<u32>(plan.entryEnds + r * 4);
}

/**
 * `z[p][r][0…8] = Σ input[r][k] · weight[p][k][0…8] + bias[p][0…8]` over row r's entries, for the first layer's rows
 * `from` to `to`: four panels at a time while there are as many, then two, then one.
 */
export function sparseProduct(plan: Plan, layer: Layer, from: usize, to: usize): void {
  let p: usize = 0;
  for (; p + 4 <= layer.panels; p += 4) fourPanels(plan, layer, p, from, to);
  for (; p + 2 <= layer.panels; p += 2) twoPanels(plan, layer, p, from, to);
  if (p < layer.panels) onePanel(plan, layer, p, from, to);
}

function fourPanels(plan: Plan, layer: Layer, p: usize, from: usize, to: usize): void {
  const weightStride = layer.inputPanels * 256;
  const weight = layer.weight + p * weightStride;
  const bias = layer.bias + p * ROW_BYTES;
  const out = layer.z + p * plan.stride;
  const wa = weight, wb = wa + weightStride, wc = wb + weightStride, wd = wc + weightStride;
  for (let r = from; r < to; r++) {
    const end = endOfEntries(plan, r);
    let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
    for (let e = firstEntry(plan, r); e < end; e += ENTRY_BYTES) {
      const k = offsetOf(e);
      const x = valueOf(e);
      a0 = f32x4.add(a0, f32x4.mul(x, v128.load(wa + k)));
      a1 = f32x4.add(a1, f32x4.mul(x, v128.load(wa + k, 16)));
      b0 = f32x4.add(b0, f32x4.mul(x, v128.load(wb + k)));
      b1 = f32x4.add(b1, f32x4.mul(x, v128.load(wb + k, 16)));
      c0 = f32x4.add(c0, f32x4.mul(x, v128.load(wc + k)));
      c1 = f32x4.add(c1, f32x4.mul(x, v128.load(wc + k, 16)));
      d0 = f32x4.add(d0, f32x4.mul(x, v128.load(wd + k)));
      d1 = f32x4.add(d1, f32x4.mul(x, v128.load(wd + k, 16)));
    }
    let o = out + r * ROW_BYTES;
    v128.store(o, f32x4.add(a0, v128.load(bias)));
    v128.store(o, f32x4.add(a1, v128.load(bias, 16)), 16);
    o += plan.stride;
    v128.store(o, f32x4.add(b0, v128.load(bias, 32)));
    v128.store(o, f32x4.add(b1, v128.load(bias, 48)), 16);
    o += plan.stride;
    v128.store(o, f32x4.add(c0, v128.load(bias, 64)));
    v128.store(o, f32x4.add(c1, v128.load(bias, 80)), 16);
    o += plan.stride;
    v128.store(o, f32x4.add(d0, v128.load(bias, 96)));
    v128.store(o, f32x4.add(d1, v128.load(bias, 112)), 16);
  }
}

function twoPanels(plan: Plan, layer: Layer, p: usize, from: usize, to: usize): void {
  const weightStride = layer.inputPanels * 256;
  const weight = layer.weight + p * weightStride;
  const bias = layer.bias + p * ROW_BYTES;
  const out = layer.z + p * plan.stride;
  const wa = weight, wb = wa + weightStride;
  for (let r = from; r < to; r++) {
    const end = endOfEntries(plan, r);
    let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
    for (let e = firstEntry(plan, r); e < end; e += ENTRY_BYTES) {
      const k = offsetOf(e);
      const x = valueOf(e);
      a0 = f32x4.add(a0, f32x4.mul(x, v128.load(wa + k)));
      a1 = f32x4.add(a1, f32x4.mul(x, v128.load(wa + k, 16)));
      b0 = f32x4.add(b0, f32x4.mul(x, v128.load(wb + k)));
      b1 = f32x4.add(b1, f32x4.mul(x, v128.load(wb + k, 16)));
    }
    const o = out + r * ROW_BYTES;
    v128.store(o, f32x4.add(a0, v128.load(bias)));
    v128.store(o, f32x4.add(a1, v128.load(bias, 16)), 16);
    v128.store(o + plan.stride, f32x4.add(b0, v128.load(bias, 32)));
    v128.store(o + plan.stride, f32x4.add(b1, v128.load(bias, 48)), 16);
  }
}

function onePanel(plan: Plan, layer: Layer, p: usize, from: usize, to: usize): void {
  const weight = layer.weight + p * layer.inputPanels * 256;
  const bias = layer.bias + p * ROW_BYTES;
  const out = layer.z + p * plan.stride;
  for (let r = from; r < to; r++) {
    const end = endOfEntries(plan, r);
    let low = f32x4.splat(0), high = low;
    for (let e = firstEntry(plan, r); e < end; e += ENTRY_BYTES) {
      const k = offsetOf(e);
      const x = valueOf(e);
      low = f32x4.add(low, f32x4.mul(x, v128.load(weight + k)));
      high = f32x4.add(high, f32x4.mul(x, v128.load(weight + k, 16)));
    }
    const o = out + r * ROW_BYTES;
    v128.store(o, f32x4.add(low, v128.load(bias)));
    v128.store(o, f32x4.add(high, v128.load(bias, 16)), 16);
  }
}

/**
 * The first layer's weight gradient, `gradient[p][k][0…8] = Σᵣ input[r][k] · delta[p][r][0…8]` over the entries, for
 * panels `from` to `to`, two at a time.
 */
export function sparseWeightGradient(plan: Plan, layer: Layer, rows: usize, from: usize, to: usize): void {
  const gradientStride = layer.inputPanels * 256;
  const gradient = layer.weightGradient, delta = layer.delta, deltaStride = plan.stride;
  memory.fill(gradient + from * gradientStride, 0, (to - from) * gradientStride);
  let p = from;
  for (; p + 2 <= to; p += 2) {
    const ga = gradient + p * gradientStride, gb = ga + gradientStride;
    for (let r: usize = 0; r < rows; r++) {
      const d = delta + p * deltaStride + r * ROW_BYTES;
      const a0 = v128.load(d), a1 = v128.load(d, 16);
      const b0 = v128.load(d + deltaStride), b1 = v128.load(d + deltaStride, 16);
      const end = endOfEntries(plan, r);
      for (let e = firstEntry(plan, r); e < end; e += ENTRY_BYTES) {
        const x = valueOf(e);
        const ka = ga + offsetOf(e), kb = gb + offsetOf(e);
        v128.store(ka, f32x4.add(v128.load(ka), f32x4.mul(x, a0)));
        v128.store(ka, f32x4.add(v128.load(ka, 16), f32x4.mul(x, a1)), 16);
        v128.store(kb, f32x4.add(v128.load(kb), f32x4.mul(x, b0)));
        v128.store(kb, f32x4.add(v128.load(kb, 16), f32x4.mul(x, b1)), 16);
      }
    }
  }
  if (p < to) {
    const g = gradient + p * gradientStride;
    for (let r: usize = 0; r < rows; r++) {
      const d = delta + p * deltaStride + r * ROW_BYTES;
      const low = v128.load(d), high = v128.load(d, 16);
      const end = endOfEntries(plan, r);
      for (let e = firstEntry(plan, r); e < end; e += ENTRY_BYTES) {
        const x = valueOf(e);
        const k = g + offsetOf(e);
        v128.store(k, f32x4.add(v128.load(k), f32x4.mul(x, low)));
        v128.store(k, f32x4.add(v128.load(k, 16), f32x4.mul(x, high)), 16);
      }
    }
  }
}
