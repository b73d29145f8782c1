/**
 * @file Gradient clipping: all gradients of a step are kept until their common norm is known. It is a sum over runs of
 * as many parameters, each in one thread, in the order of the runs; so it is the same with any number of threads.
 */

import { Plan } from "./plan";
import { meet } from "./threads";
import { update } from "./update";

/** Bytes of parameters in a run: with their moments they stay in the first-level cache. */
export const RUN_BYTES: usize = 4096;
/** PyTorch's, in `clip_grad_norm_`. */
@inline const EPSILON: f64 = 1e-6;

/** Once all threads have kept their gradients: the update of a thread's share of the parameters. */
export function clipAndUpdate(plan: Plan, thread: usize, threads: usize): void {
  const runs = (plan.parameterBytes + RUN_BYTES - 1) / RUN_BYTES;
  const from = runs * thread / threads, to = runs * (thread + 1) / threads;
  meet(plan, <u32>threads);
  for (let i = from; i < to; i++) {
    store<f64>(plan.squares + i * 8, sumOfSquares(plan.gradients + i * RUN_BYTES, lengthOf(plan, i)));
  }
  meet(plan, <u32>threads);
  let total: f64 = 0;
  for (let i: usize = 0; i < runs; i++) total += load<f64>(plan.squares + i * 8);
  const factor = plan.clip / (Math.sqrt(total) + EPSILON);
  for (let i = from; i < to; i++) {
    const gradient = plan.gradients + i * RUN_BYTES;
    if (factor < 1) scale(gradient, lengthOf(plan, i), <f32>factor);
    update(plan, i * RUN_BYTES, gradient, lengthOf(plan, i));
  }
}

/** Bytes of run `i`: the last one may be shorter. */
@inline function lengthOf(plan: Plan, i: usize): usize {
  return min(RUN_BYTES, plan.parameterBytes - i * RUN_BYTES);
}

/** In float64, where no square of a float32 overflows. */
function sumOfSquares(g: usize, bytes: usize): f64 {
  let low = f64x2.splat(0), high = low;
  for (const end = g + bytes; g < end; g += 16) {
    const a = f64x2.promote_low_f32x4(v128.load64_zero(g)), b = f64x2.promote_low_f32x4(v128.load64_zero(g, 8));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function scale(g: usize, bytes: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (const end = g + bytes; g < end; g += 16) v128.store(g, f32x4.mul(v128.load(g), factors));
}
