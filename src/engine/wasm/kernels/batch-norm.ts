/**
 * @file Batch normalisation in training: `y = γ x̂ + β` with `x̂ = (z − μ) / √(v + ε)`, where `μ` and `v` are a unit's
 * mean and variance over the batch. The readable twin is src/engine/passes/regularization.ts.
 *
 * All sums of a unit are over the rows in their order, and in one thread.
 */

import { ROW_BYTES, RUNNING_MEAN, RUNNING_VARIANCE } from "./layout.generated";
import { Layer, Plan } from "./plan";
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
  applyGradient(plan, layer.scale - plan.parameters, place(layer, SCALE_GRADIENT), bytes);
  applyGradient(plan, layer.shift - plan.parameters, place(layer, SHIFT_GRADIENT), bytes);
  for (let at: usize = 0; at < bytes; at += 16) {
    average(place(layer, RUNNING_MEAN) + at, place(layer, MEAN) + at);
    average(place(layer, RUNNING_VARIANCE) + at, place(layer, VARIANCE) + at);
  }
}

@inline function average(running: usize, batch: usize): void {
  const before = f32x4.mul(f32x4.splat(1 - MOMENTUM), v128.load(running));
  v128.store(running, f32x4.add(before, f32x4.mul(f32x4.splat(MOMENTUM), v128.load(batch))));
}
