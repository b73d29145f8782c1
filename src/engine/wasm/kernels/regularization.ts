/**
 * @file What regularisation does to a step in training. The readable twin is src/engine/passes/regularization.ts.
 *
 * Batch normalisation: `y = γ x̂ + β` with `x̂ = (z − μ) / √(v + ε)`, where `μ` and `v` are a unit's mean and variance over
 * the batch. All sums of a unit are over the rows in their order, and in one thread.
 *
 * Dropout: which activations a step leaves out is a function of its number, the layer, the row and the unit, that of
 * src/engine/regularizers.ts, so threads need not agree on anything. Those that stay are multiplied by `1 / (1 − share)`.
 */

import { ENTRY_BYTES, ROW_BYTES, RUNNING_MEAN, RUNNING_VARIANCE } from "./layout.generated";
import { Layer, Plan } from "./plan";
import { endOfEntries, firstEntry, offsetOf } from "./sparse";
import { applyGradient } from "./update";

/** PyTorch's. */
@inline const EPSILON: f32 = 1e-5;
@inline const MOMENTUM: f32 = 0.1;

/** What stands at `layer.norm`, with the running averages that src/engine/wasm/layout.ts names. */
@inline const MEAN: usize = 0;
/** `1 / √(v + ε)`. */
@inline const INVERSE: usize = 1;
/** The unbiased one. */
@inline const VARIANCE: usize = 2;
@inline const SHIFT_GRADIENT: usize = 3;
@inline const SCALE_GRADIENT: usize = 4;

/** Where one of them begins. */
@inline function place(layer: Layer, array: usize): usize {
  return layer.norm + array * layer.panels * ROW_BYTES;
}

/** `z ← y` for panels `begin` to `end` of all rows. */
export function normalize(plan: Plan, layer: Layer, rows: usize, begin: usize, end: usize): void {
  const count = f32x4.splat(<f32>rows), others = f32x4.splat(<f32>(rows - 1)), epsilon = f32x4.splat(EPSILON);
  for (let at = begin * ROW_BYTES; at < end * ROW_BYTES; at += 16) {
    const first = (at >> 5) * plan.stride + (at & 16);
    const z = layer.z + first, last = z + rows * ROW_BYTES;
    let sum = f32x4.splat(0);
    for (let i = z; i < last; i += ROW_BYTES) sum = f32x4.add(sum, v128.load(i));
    const mean = f32x4.div(sum, count);
    let squares = f32x4.splat(0);
    for (let i = z; i < last; i += ROW_BYTES) {
      const d = f32x4.sub(v128.load(i), mean);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    const deviation = f32x4.sqrt(f32x4.add(f32x4.div(squares, count), epsilon));
    const inverse = f32x4.div(f32x4.splat(1), deviation);
    v128.store(place(layer, MEAN) + at, mean);
    v128.store(place(layer, INVERSE) + at, inverse);
    v128.store(place(layer, VARIANCE) + at, f32x4.div(squares, others));
    const scale = v128.load(layer.scale + at), shift = v128.load(layer.shift + at);
    let out = layer.normalized + first;
    for (let i = z; i < last; i += ROW_BYTES) {
      const x = f32x4.mul(f32x4.sub(v128.load(i), mean), inverse);
      v128.store(out, x);
      v128.store(i, f32x4.add(f32x4.mul(scale, x), shift));
      out += ROW_BYTES;
    }
  }
}

/** `∂L/∂y` becomes `∂L/∂z` for panels `begin` to `end` of all rows; the gradients of `γ` and `β` are kept. */
export function normalizeBackward(plan: Plan, layer: Layer, rows: usize, begin: usize, end: usize): void {
  const count = f32x4.splat(<f32>rows);
  for (let at = begin * ROW_BYTES; at < end * ROW_BYTES; at += 16) {
    const first = (at >> 5) * plan.stride + (at & 16);
    const delta = layer.delta + first, bytes = rows * ROW_BYTES, normalized = layer.normalized + first;
    let shift = f32x4.splat(0), scale = shift;
    for (let i: usize = 0; i < bytes; i += ROW_BYTES) {
      const d = v128.load(delta + i);
      shift = f32x4.add(shift, d);
      scale = f32x4.add(scale, f32x4.mul(d, v128.load(normalized + i)));
    }
    v128.store(place(layer, SHIFT_GRADIENT) + at, shift);
    v128.store(place(layer, SCALE_GRADIENT) + at, scale);
    const factor = f32x4.mul(v128.load(layer.scale + at), v128.load(place(layer, INVERSE) + at));
    shift = f32x4.div(shift, count);
    scale = f32x4.div(scale, count);
    for (let i: usize = 0; i < bytes; i += ROW_BYTES) {
      const d = f32x4.sub(f32x4.sub(v128.load(delta + i), shift), f32x4.mul(v128.load(normalized + i), scale));
      v128.store(delta + i, f32x4.mul(factor, d));
    }
  }
}

/** Updates `γ` and `β`, and takes the batch into the running averages. */
export function updateNormalization(plan: Plan, layer: Layer): void {
  const bytes = layer.panels * ROW_BYTES;
  applyGradient(plan, layer, layer.scale - plan.parameters, place(layer, SCALE_GRADIENT), bytes);
  applyGradient(plan, layer, layer.shift - plan.parameters, place(layer, SHIFT_GRADIENT), bytes);
  for (let at: usize = 0; at < bytes; at += 16) {
    average(place(layer, RUNNING_MEAN) + at, place(layer, MEAN) + at);
    average(place(layer, RUNNING_VARIANCE) + at, place(layer, VARIANCE) + at);
  }
}

@inline function average(running: usize, batch: usize): void {
  const before = f32x4.mul(f32x4.splat(1 - MOMENTUM), v128.load(running));
  v128.store(running, f32x4.add(before, f32x4.mul(f32x4.splat(MOMENTUM), v128.load(batch))));
}

@inline const STRIDE: u32 = 0x9e3779b9;

/** murmur3's 32-bit finaliser. */
function mix(word: u32): u32 {
  let h = (word ^ (word >> 16)) * 0x85ebca6b;
  h = (h ^ (h >> 13)) * 0xc2b2ae35;
  return h ^ (h >> 16);
}

/** What a row's draws begin with. */
@inline function keyOf(plan: Plan, layer: Layer, row: usize): u32 {
  return mix(mix(layer.dropKey + plan.step * STRIDE) + <u32>row * STRIDE);
}

/** All bits set in the lanes of four draws that are not below the threshold. */
@inline function kept(words: v128, threshold: v128): v128 {
  let h = i32x4.mul(v128.xor(words, i32x4.shr_u(words, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return i32x4.ge_u(v128.xor(h, i32x4.shr_u(h, 16)), threshold);
}

/**
 * Drops of what comes into a layer, or of its gradient, rows `from` to `to`.
 *
 * @param source `[inputPanels][rows][8]`
 * @param target the same, and may be the same place
 */
export function drop(plan: Plan, layer: Layer, source: usize, target: usize, from: usize, to: usize): void {
  const threshold = i32x4.splat(layer.dropThreshold), scale = f32x4.splat(layer.dropScale);
  const lanes = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(STRIDE));
  for (let r = from; r < to; r++) {
    let words = i32x4.add(i32x4.splat(keyOf(plan, layer, r)), lanes);
    let at = r * ROW_BYTES;
    for (let p: usize = 0; p < layer.inputPanels; p++) {
      for (let half: usize = 0; half < ROW_BYTES; half += 16) {
        const a = f32x4.mul(v128.load(source + at + half), scale);
        v128.store(target + at + half, v128.and(a, kept(words, threshold)));
        words = i32x4.add(words, i32x4.splat(4 * STRIDE));
      }
      at += plan.stride;
    }
  }
}

/** The same for the inputs of rows that are lists: what is dropped is no longer in them. */
export function dropEntries(plan: Plan, layer: Layer, from: usize, to: usize): void {
  const lists = plan.inputLists();
  for (let r = from; r < to; r++) {
    const key = keyOf(plan, layer, r);
    const last = endOfEntries(lists, r);
    let out = firstEntry(lists, r);
    for (let e = out; e < last; e += ENTRY_BYTES) {
      const offset = offsetOf(e);
      if (mix(key + <u32>(offset / ROW_BYTES) * STRIDE) < layer.dropThreshold) continue;
      store<u32>(out, <u32>offset);
      store<f32>(out, load<f32>(e, 4) * layer.dropScale, 4);
      out += ENTRY_BYTES;
    }
    store<u32>(lists.entryEnds + r * 4, <u32>out);
  }
}
