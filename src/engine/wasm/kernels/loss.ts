/**
 * @file Losses and where the way back begins. The definitions, in float64, are in src/model/losses.ts, whose
 * ids they are known by.
 */

import { activationBackward, unitMask } from "./activation";
import { exp, log, log1p } from "./elementary";
import { PANEL, ROW_BYTES } from "./layout.generated";
import { Plan } from "./plan";
import {
  BINARY_CROSS_ENTROPY, CROSS_ENTROPY, HUBER, MEAN_ABSOLUTE_ERROR, MEAN_SQUARED_ERROR, SOFTMAX,
} from "./tables.generated";

/** Sum of the four lanes, in a fixed order. */
@inline function sum(x: v128): f32 {
  return (f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1)) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

@inline function largest(x: v128): f32 {
  return max(max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)), max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)));
}

@inline function logOf(x: f32): f32 {
  return f32x4.extract_lane(log(f32x4.splat(x)), 0);
}

/**
 * Softmax of the output layer, row by row, into its activations; for every row the logarithm of the sum of
 * exponentials is left in `plan.logSums`, for the cross-entropy.
 */
export function softmaxForward(plan: Plan, from: usize, to: usize): void {
  const output = plan.last();
  const bytes = output.panels * plan.stride;
  for (let r = from; r < to; r++) {
    const z = output.z + r * ROW_BYTES;
    const a = output.a + r * ROW_BYTES;
    let top = f32x4.splat(f32.NEGATIVE_INFINITY);
    let unit: usize = 0;
    for (let p: usize = 0; p < bytes; p += plan.stride) {
      top = f32x4.max(top, masked(v128.load(z + p), output.units, unit));
      top = f32x4.max(top, masked(v128.load(z + p, 16), output.units, unit + 4));
      unit += PANEL;
    }
    const shift = largest(top);
    let total = f32x4.splat(0);
    unit = 0;
    for (let p: usize = 0; p < bytes; p += plan.stride) {
      const low = exp(f32x4.sub(masked(v128.load(z + p), output.units, unit), f32x4.splat(shift)));
      // Before the next call: V8 14's revectorisation ends the process where it would pair the results of two calls.
      v128.store(a + p, low);
      const high = exp(f32x4.sub(masked(v128.load(z + p, 16), output.units, unit + 4), f32x4.splat(shift)));
      v128.store(a + p, high, 16);
      total = f32x4.add(total, f32x4.add(low, high));
      unit += PANEL;
    }
    const s = sum(total);
    const divisor = f32x4.splat(s);
    for (let p: usize = 0; p < bytes; p += plan.stride) {
      v128.store(a + p, f32x4.div(v128.load(a + p), divisor));
      v128.store(a + p, f32x4.div(v128.load(a + p, 16), divisor), 16);
    }
    store<f32>(plan.logSums + r * 4, shift + logOf(s));
  }
}

/** Lanes that belong to no unit become −∞, whose exponential is 0. */
@inline function masked(z: v128, units: usize, first: usize): v128 {
  return v128.bitselect(z, f32x4.splat(f32.NEGATIVE_INFINITY), unitMask(units, first));
}

/** The loss of four outputs, each. */
function lossOf(kind: u32, z: v128, a: v128, y: v128, logSum: v128): v128 {
  const zero = f32x4.splat(0);
  const d = f32x4.sub(a, y);
  switch (kind) {
    case MEAN_SQUARED_ERROR: return f32x4.mul(d, d);
    case MEAN_ABSOLUTE_ERROR: return f32x4.abs(d);
    case HUBER: {
      const size = f32x4.abs(d);
      const parabola = f32x4.mul(f32x4.mul(d, d), f32x4.splat(0.5));
      return v128.bitselect(parabola, f32x4.sub(size, f32x4.splat(0.5)), f32x4.le(size, f32x4.splat(1)));
    }
    case BINARY_CROSS_ENTROPY: {
      const tail = log1p(exp(f32x4.neg(f32x4.abs(z))));
      return f32x4.add(f32x4.sub(f32x4.max(z, zero), f32x4.mul(z, y)), tail);
    }
    case CROSS_ENTROPY: return f32x4.mul(y, f32x4.sub(logSum, z));
    default: return unreachable();
  }
}

/** The loss of rows `from` to `to`, into `plan.rowLosses`. */
export function rowLosses(plan: Plan, from: usize, to: usize): void {
  const output = plan.last();
  const share: f64 = plan.loss == CROSS_ENTROPY ? 1 : 1 / <f64>output.units;
  for (let r = from; r < to; r++) {
    const logSum = plan.loss == CROSS_ENTROPY ? v128.load32_splat(plan.logSums + r * 4) : f32x4.splat(0);
    let total = f32x4.splat(0);
    let unit: usize = 0;
    for (let p: usize = 0; p < output.panels; p++) {
      for (let half: usize = 0; half < 32; half += 16) {
        const at = p * plan.stride + r * ROW_BYTES + half;
        const each = lossOf(
          plan.loss, v128.load(output.z + at), v128.load(output.a + at), v128.load(plan.target + at), logSum,
        );
        total = f32x4.add(total, v128.and(each, unitMask(output.units, unit)));
        unit += 4;
      }
    }
    store<f64>(plan.rowLosses + r * 8, <f64>sum(total) * share);
  }
}

/** `∂L/∂a` of four outputs for the losses that are not fused, before the division by the number of examples. */
function lossDerivative(kind: u32, a: v128, y: v128): v128 {
  const d = f32x4.sub(a, y);
  const one = f32x4.splat(1);
  switch (kind) {
    case MEAN_SQUARED_ERROR: return f32x4.add(d, d);
    case MEAN_ABSOLUTE_ERROR: {
      const sign = v128.bitselect(d, one, i32x4.splat(0x80000000));
      return v128.andnot(sign, f32x4.eq(d, f32x4.splat(0)));
    }
    case HUBER: return f32x4.min(f32x4.max(d, f32x4.neg(one)), one);
    default: return unreachable();
  }
}

/**
 * The output layer's `δ = ∂L/∂z`, divided by the number of examples and, where the loss is a mean over the outputs,
 * by theirs. For the two cross-entropies it is `a − y`; for the others `∂L/∂a` goes back through the activation.
 *
 * @param rows in the whole batch; of them, `from` to `to` are computed
 */
export function outputDelta(plan: Plan, rows: usize, from: usize, to: usize): void {
  const output = plan.last();
  const outputs: f32 = plan.loss == CROSS_ENTROPY ? 1 : <f32>output.units;
  const scale = f32x4.splat(1 / (<f32>rows * outputs));
  const fused = plan.loss == CROSS_ENTROPY || plan.loss == BINARY_CROSS_ENTROPY;
  for (let r = from; r < to; r++) {
    for (let p: usize = 0; p < output.panels; p++) {
      for (let half: usize = 0; half < 32; half += 16) {
        const at = p * plan.stride + r * ROW_BYTES + half;
        const a = v128.load(output.a + at);
        const y = v128.load(plan.target + at);
        const d = fused ? f32x4.sub(a, y) : lossDerivative(plan.loss, a, y);
        v128.store(output.delta + at, f32x4.mul(d, scale));
      }
    }
  }
  if (!fused) derivativeToDelta(plan, from, to);
}

/** Turns `∂L/∂a` of the output layer into its `δ = ∂L/∂z`, in place, for rows `from` to `to`. */
export function derivativeToDelta(plan: Plan, from: usize, to: usize): void {
  const output = plan.last();
  if (output.activation == SOFTMAX) softmaxBackward(plan, from, to);
  else activationBackward(output, plan.stride, from, to);
}

/** Label smoothing of rows `from` to `to`: `y ← (1 − ε) y + ε / K`. */
export function smoothTargets(plan: Plan, from: usize, to: usize): void {
  const output = plan.last();
  const kept = f32x4.splat(plan.targetShare), share = f32x4.splat(plan.smoothingShare);
  for (let p: usize = 0; p < output.panels; p++) {
    for (let half: usize = 0; half < 32; half += 16) {
      const added = v128.and(share, unitMask(output.units, p * PANEL + half / 4));
      for (let r = from; r < to; r++) {
        const at = plan.target + p * plan.stride + r * ROW_BYTES + half;
        v128.store(at, f32x4.add(f32x4.mul(kept, v128.load(at)), added));
      }
    }
  }
}

/**
 * Multiplies the losses of rows `from` to `to`, and their `δ` of the output layer, by their weights.
 *
 * @param weights of all rows of the data, `f32`
 * @param order row numbers, `u32`
 */
export function applyWeights(plan: Plan, weights: usize, order: usize, from: usize, to: usize): void {
  const output = plan.last();
  for (let r = from; r < to; r++) {
    const weight = load<f32>(weights + <usize>load<u32>(order + r * 4) * 4);
    store<f64>(plan.rowLosses + r * 8, load<f64>(plan.rowLosses + r * 8) * <f64>weight);
    const factor = f32x4.splat(weight);
    for (let p: usize = 0; p < output.panels; p++) {
      const at = output.delta + p * plan.stride + r * ROW_BYTES;
      v128.store(at, f32x4.mul(v128.load(at), factor));
      v128.store(at, f32x4.mul(v128.load(at, 16), factor), 16);
    }
  }
}

/** Softmax's Jacobian: `δᵢ = aᵢ (gᵢ − Σⱼ gⱼ aⱼ)` with `g = ∂L/∂a`, which stands in `delta` before. */
function softmaxBackward(plan: Plan, from: usize, to: usize): void {
  const output = plan.last();
  for (let r = from; r < to; r++) {
    const first = r * ROW_BYTES;
    let total = f32x4.splat(0);
    for (let p: usize = 0; p < output.panels; p++) {
      const at = p * plan.stride + first;
      total = f32x4.add(total, f32x4.mul(v128.load(output.delta + at), v128.load(output.a + at)));
      total = f32x4.add(total, f32x4.mul(v128.load(output.delta + at, 16), v128.load(output.a + at, 16)));
    }
    const mean = f32x4.splat(sum(total));
    for (let p: usize = 0; p < output.panels; p++) {
      for (let half: usize = 0; half < 32; half += 16) {
        const at = p * plan.stride + first + half;
        const g = v128.load(output.delta + at);
        v128.store(output.delta + at, f32x4.mul(v128.load(output.a + at), f32x4.sub(g, mean)));
      }
    }
  }
}
