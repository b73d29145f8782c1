/**
 * @file Optimizers: how a gradient moves the parameters. Definitions are in src/model/optimizers.ts, the readable
 * float64 twins in src/engine/reference/optimizers.ts.
 *
 * All of a network's parameters lie in one array, and moments are arrays of the same order. Gradients are computed
 * and used up in pieces that stay in the first-level cache. The lanes that fill up panels have gradient 0 and
 * parameter 0, and every rule leaves them so.
 *
 * Where gradients are clipped, all of a step are kept until their common norm is known. It is a sum over runs of as many
 * parameters, each in one thread, in the order of the runs; so it is the same with any number of threads.
 */

import { barrier } from "./barrier";
import { RUN_BYTES } from "./layout.generated";
import { Layer, Plan } from "./plan";
import { ADAM, ADAMW, NESTEROV, RMSPROP, SGD } from "./tables.generated";

/** What stands where in a layer's `constants`. */
@inline const RATE: usize = 0;
@inline const DECAY: usize = 4;
@inline const EPSILON: usize = 8;
@inline const MOMENTUM: usize = 12;
/** Of RMSProp `α` and `1 − α`, of Adam `β₂` and `1 − β₂`. */
@inline const SECOND: usize = 16;
@inline const SECOND_REST: usize = 20;
/** Of Adam `1 − β₁` (with `β₁` for `MOMENTUM`) and `1 / √(1 − β₂ᵗ)`. */
@inline const FIRST_REST: usize = 24;
@inline const CORRECTION: usize = 28;

/**
 * Computes what the rules need of each layer in a step, in float64, and keeps it as float32. Threads may do so at the same time:
 * they write the same numbers.
 *
 * @param step counted from 1
 * @param learningRate of this step
 */
export function prepareUpdate(plan: Plan, step: u32, learningRate: f64): void {
  const adam = plan.optimizer == ADAM || plan.optimizer == ADAMW;
  const second = adam ? plan.beta2 : plan.smoothing;
  const first = 1 - power(plan.beta1, step), correction = 1 / Math.sqrt(1 - power(plan.beta2, step));
  for (let i: usize = 0; i < plan.layerCount; i++) {
    const layer = plan.layer(i);
    const to = layer.constants;
    const rate = learningRate * layer.rate;
    store<f32>(to, <f32>(adam ? rate / first : rate), RATE);
    store<f32>(to, <f32>(plan.optimizer == ADAMW ? 1 - rate * layer.weightDecay : layer.weightDecay), DECAY);
    store<f32>(to, <f32>plan.epsilon, EPSILON);
    store<f32>(to, <f32>(adam ? plan.beta1 : plan.momentum), MOMENTUM);
    store<f32>(to, <f32>second, SECOND);
    store<f32>(to, <f32>(1 - second), SECOND_REST);
    store<f32>(to, <f32>(1 - plan.beta1), FIRST_REST);
    store<f32>(to, <f32>correction, CORRECTION);
  }
}

/** One of those numbers in all four lanes. */
@inline function constant(layer: Layer, offset: usize): v128 {
  return v128.load32_splat(layer.constants + offset);
}

/**
 * L1 regularisation as a part of the loss: `g ← g + λ sign(w)`, 0 where a weight is 0, for weights that stand side by
 * side.
 *
 * @param at where the first of them stands in the array of parameters, in bytes
 * @param gradient theirs
 */
export function addL1(plan: Plan, at: usize, gradient: usize, bytes: usize): void {
  if (plan.l1 == 0) return;
  const w = plan.parameters + at;
  const size = f32x4.splat(plan.l1), sign = i32x4.splat(0x80000000), zero = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const wi = v128.load(w + i);
    const slope = v128.andnot(v128.or(size, v128.and(wi, sign)), f32x4.eq(wi, zero));
    v128.store(gradient + i, f32x4.add(v128.load(gradient + i), slope));
  }
}

/** Moves parameters by their gradient; or keeps it, where it has to be clipped first. Arguments as for {@link update}. */
export function applyGradient(plan: Plan, layer: Layer, at: usize, gradient: usize, bytes: usize): void {
  if (plan.gradients != 0) memory.copy(plan.gradients + at, gradient, bytes);
  else update(plan, layer, at, gradient, bytes);
}

/**
 * Moves parameters of a layer that stand side by side.
 *
 * @param at where the first of them stands in the array of parameters, in bytes
 * @param gradient theirs, which weight decay may change
 * @param bytes how long both are, a multiple of 16
 */
export function update(plan: Plan, layer: Layer, at: usize, gradient: usize, bytes: usize): void {
  const w = plan.parameters + at, m = plan.firstMoments + at, v = plan.secondMoments + at;
  if (layer.weightDecay != 0) {
    if (plan.optimizer == ADAMW) shrink(layer, w, bytes);
    else decay(layer, w, gradient, bytes);
  }
  switch (plan.optimizer) {
    case SGD:
    case NESTEROV:
      if (plan.momentum == 0) descend(layer, w, gradient, bytes);
      else momentum(plan, layer, w, m, gradient, bytes);
      break;
    case RMSPROP:
      rmsprop(plan, layer, w, m, v, gradient, bytes);
      break;
    case ADAM:
    case ADAMW:
      adam(layer, w, m, v, gradient, bytes);
      break;
    default:
      unreachable();
  }
}

/** Weight decay as a part of the loss: `g ← g + λ w`. */
function decay(layer: Layer, w: usize, g: usize, bytes: usize): void {
  const factor = constant(layer, DECAY);
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(g + i, f32x4.add(v128.load(g + i), f32x4.mul(factor, v128.load(w + i))));
  }
}

/** Decoupled weight decay: `w ← (1 − η λ) w`. */
function shrink(layer: Layer, w: usize, bytes: usize): void {
  const factor = constant(layer, DECAY);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(w + i, f32x4.mul(v128.load(w + i), factor));
}

/** `w ← w − η g`. */
function descend(layer: Layer, w: usize, g: usize, bytes: usize): void {
  const rate = constant(layer, RATE);
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(rate, v128.load(g + i))));
  }
}

/** `v ← μ v + g`, then `w ← w − η v`, or for Nesterov `w ← w − η (g + μ v)`. */
function momentum(plan: Plan, layer: Layer, w: usize, v: usize, g: usize, bytes: usize): void {
  const rate = constant(layer, RATE), factor = constant(layer, MOMENTUM);
  const nesterov = plan.optimizer == NESTEROV;
  for (let i: usize = 0; i < bytes; i += 16) {
    const gi = v128.load(g + i);
    const vi = f32x4.add(f32x4.mul(factor, v128.load(v + i)), gi);
    v128.store(v + i, vi);
    const direction = nesterov ? f32x4.add(gi, f32x4.mul(factor, vi)) : vi;
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(rate, direction)));
  }
}

/** `s ← α s + (1 − α) g²`, `u = g / (√s + ε)`; with momentum `v ← μ v + u`; `w ← w − η u` or `w − η v`. */
function rmsprop(plan: Plan, layer: Layer, w: usize, v: usize, s: usize, g: usize, bytes: usize): void {
  const rate = constant(layer, RATE), factor = constant(layer, MOMENTUM), epsilon = constant(layer, EPSILON);
  const alpha = constant(layer, SECOND), rest = constant(layer, SECOND_REST);
  const remembers = plan.momentum != 0;
  for (let i: usize = 0; i < bytes; i += 16) {
    const gi = v128.load(g + i);
    const si = f32x4.add(f32x4.mul(alpha, v128.load(s + i)), f32x4.mul(rest, f32x4.mul(gi, gi)));
    v128.store(s + i, si);
    let u = f32x4.div(gi, f32x4.add(f32x4.sqrt(si), epsilon));
    if (remembers) {
      u = f32x4.add(f32x4.mul(factor, v128.load(v + i)), u);
      v128.store(v + i, u);
    }
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(rate, u)));
  }
}

/**
 * `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`,
 * `w ← w − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)`.
 */
function adam(layer: Layer, w: usize, m: usize, v: usize, g: usize, bytes: usize): void {
  const beta1 = constant(layer, MOMENTUM), rest1 = constant(layer, FIRST_REST);
  const beta2 = constant(layer, SECOND), rest2 = constant(layer, SECOND_REST);
  const rate = constant(layer, RATE), correction = constant(layer, CORRECTION), epsilon = constant(layer, EPSILON);
  for (let i: usize = 0; i < bytes; i += 16) {
    const gi = v128.load(g + i);
    const mi = f32x4.add(f32x4.mul(beta1, v128.load(m + i)), f32x4.mul(rest1, gi));
    const vi = f32x4.add(f32x4.mul(beta2, v128.load(v + i)), f32x4.mul(rest2, f32x4.mul(gi, gi)));
    v128.store(m + i, mi);
    v128.store(v + i, vi);
    const scale = f32x4.add(f32x4.mul(f32x4.sqrt(vi), correction), epsilon);
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(rate, f32x4.div(mi, scale))));
  }
}

/** `xⁿ` by squaring: the same bits everywhere, and no state to keep from step to step. */
function power(x: f64, n: u32): f64 {
  let result: f64 = 1;
  for (; n > 0; n >>= 1) {
    if (n & 1) result *= x;
    x *= x;
  }
  return result;
}

/** PyTorch's, in `clip_grad_norm_`. */
@inline const CLIP_EPSILON: f64 = 1e-6;

/** Once all threads have kept their gradients: the update of a thread's share of the parameters. */
export function clipAndUpdate(plan: Plan, thread: usize, threads: usize): void {
  const runs = (plan.parameterBytes + RUN_BYTES - 1) / RUN_BYTES;
  const from = runs * thread / threads, to = runs * (thread + 1) / threads;
  barrier(plan, <u32>threads);
  for (let i = from; i < to; i++) {
    store<f64>(plan.squares + i * 8, sumOfSquares(plan.gradients + i * RUN_BYTES, lengthOf(plan, i)));
  }
  barrier(plan, <u32>threads);
  let total: f64 = 0;
  for (let i: usize = 0; i < runs; i++) total += load<f64>(plan.squares + i * 8);
  const factor = plan.clip / (Math.sqrt(total) + CLIP_EPSILON);
  for (let i = from; i < to; i++) {
    const gradient = plan.gradients + i * RUN_BYTES;
    if (factor < 1) scale(gradient, lengthOf(plan, i), <f32>factor);
    updateRun(plan, i * RUN_BYTES, i * RUN_BYTES + lengthOf(plan, i));
  }
}

/** Moves the parameters from `begin` to `end`, in bytes: those of each layer that is not frozen, by its constants. */
function updateRun(plan: Plan, begin: usize, end: usize): void {
  let next: usize = 0;
  for (let i: usize = 0; i < plan.layerCount && next < end; i++) {
    const layer = plan.layer(i);
    const from = max(begin, next);
    next = i + 1 < plan.layerCount ? plan.layer(i + 1).weight - plan.parameters : plan.parameterBytes;
    const to = min(end, next);
    if (from < to && layer.frozen == 0) update(plan, layer, from, plan.gradients + from, to - from);
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
