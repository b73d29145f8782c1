/**
 * @file The gradients of a dense layer's weights and biases, and the update that follows. Each gradient is a sum over
 * the batch's rows in their order.
 */

import { ROW_BYTES, SUMS_BYTES } from "./layout.generated";
import { Layer, Plan, sumsOf } from "./plan";
import { addL1, applyGradient } from "./update";

/** Panels of inputs whose gradients, with one panel of units, fit a thread's place for sums. */
const PIECE: usize = SUMS_BYTES / 256;

/**
 * Updates blocks `begin` to `end` of a layer's weights, each eight inputs by eight units, counted panel of units by
 * panel of units: piece by piece of a panel.
 */
export function updateWeights(
  plan: Plan, layer: Layer, rows: usize, begin: usize, end: usize, thread: usize,
): void {
  const width = layer.inputPanels;
  const weight = layer.weight - plan.parameters;
  const sums = sumsOf(plan, thread);
  for (let block = begin; block < end;) {
    const p = block / width;
    const last = min(min(end, (p + 1) * width), block + PIECE);
    const input = layer.input + (block - p * width) * plan.stride;
    weightGradient(input, plan.stride, last - block, layer.delta + p * plan.stride, sums, rows);
    addL1(plan, weight + block * 256, sums, (last - block) * 256);
    applyGradient(plan, weight + block * 256, sums, (last - block) * 256);
    block = last;
  }
}

/**
 * The weight gradient of one panel of units and some panels of inputs,
 * `gradient[k][0…8] = Σᵣ input[r][k] · delta[r][0…8]`.
 *
 * Four inputs by eight units are kept in registers.
 *
 * @param input `[panels][·][8]` with `stride` bytes from panel to panel
 * @param delta `[rows][8]`
 * @param gradient `[panels * 8][8]`
 */
function weightGradient(
  input: usize, stride: usize, panels: usize, delta: usize, gradient: usize, rows: usize,
): void {
  const deltaEnd = delta + rows * ROW_BYTES;
  for (const end = gradient + panels * 256; gradient < end; input += stride) {
    for (let half: usize = 0; half < 32; half += 16) {
      let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
      let x = input + half;
      for (let d = delta; d < deltaEnd; d += ROW_BYTES) {
        const low = v128.load(d);
        const high = v128.load(d, 16);
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
        x += ROW_BYTES;
      }
      v128.store(gradient, a0);
      v128.store(gradient, a1, 16);
      v128.store(gradient, b0, 32);
      v128.store(gradient, b1, 48);
      v128.store(gradient, c0, 64);
      v128.store(gradient, c1, 80);
      v128.store(gradient, d0, 96);
      v128.store(gradient, d1, 112);
      gradient += 128;
    }
  }
}

/** Updates a layer's biases: `∂L/∂b = Σᵣ delta[r]`. */
export function updateBiases(plan: Plan, layer: Layer, rows: usize, thread: usize): void {
  const bias = layer.bias - plan.parameters;
  const gradient = sumsOf(plan, thread);
  for (let p: usize = 0; p < layer.panels; p++) {
    const delta = layer.delta + p * plan.stride;
    let low = f32x4.splat(0), high = low;
    for (let d = delta; d < delta + rows * ROW_BYTES; d += ROW_BYTES) {
      low = f32x4.add(low, v128.load(d));
      high = f32x4.add(high, v128.load(d, 16));
    }
    v128.store(gradient, low);
    v128.store(gradient, high, 16);
    applyGradient(plan, bias + p * ROW_BYTES, gradient, ROW_BYTES);
  }
}
