/**
 * @file Optimizers: how a gradient moves the parameters. Definitions are in src/model/optimizers.ts, the readable
 * float64 twins in src/engine/reference/optimizers.ts.
 *
 * All of a network's parameters lie in one array; gradients and moments are arrays of the same order. The lanes that
 * fill up panels have gradient 0 and parameter 0, and every rule leaves them so.
 */

import { Plan } from "./plan";

@inline export const SGD: u32 = 0;
@inline export const NESTEROV: u32 = 1;
@inline export const RMSPROP: u32 = 2;
@inline export const ADAM: u32 = 3;
@inline export const ADAMW: u32 = 4;

/** Bytes of a plan's `constants`. */
export const CONSTANTS_BYTES: usize = 8 * 4;
/** Of its own: while one thread still decays, another may be on with the rule, whose slots count from 0. */
@inline const DECAY_SLOT: usize = 7;

/**
 * A number in all four lanes, by way of memory. Without that, V8 moves the conversion (and the divisions before it)
 * into the loop that needs the result, and repeats it there: measured, that made Adam twice as slow. Threads may write
 * a slot at the same time, but only ever the same number.
 */
@inline function constant(plan: Plan, slot: usize, x: f64): v128 {
  store<f32>(plan.constants + slot * 4, <f32>x);
  return v128.load32_splat(plan.constants + slot * 4);
}

/** Moves the parameters `from` to `to` (in floats, multiples of four). @param step counted from 1 */
export function update(plan: Plan, step: u32, from: usize, to: usize): void {
  const start = from * 4, end = to * 4;
  if (plan.weightDecay != 0) {
    if (plan.optimizer == ADAMW) shrinkParameters(plan, start, end);
    else decayGradients(plan, start, end);
  }
  if (plan.optimizer == ADAM || plan.optimizer == ADAMW) adam(plan, step, start, end);
  else if (plan.optimizer == RMSPROP) rmsprop(plan, start, end);
  else if (plan.momentum == 0) plainSgd(plan, start, end);
  else momentumSgd(plan, start, end);
}

/** Weight decay as a part of the loss: `g ← g + λ w`. */
function decayGradients(plan: Plan, from: usize, to: usize): void {
  const decay = constant(plan, DECAY_SLOT, plan.weightDecay);
  const w = plan.parameters, g = plan.gradients;
  for (let i = from; i < to; i += 16) {
    v128.store(g + i, f32x4.add(v128.load(g + i), f32x4.mul(decay, v128.load(w + i))));
  }
}

/** Decoupled weight decay: `w ← (1 − η λ) w`. */
function shrinkParameters(plan: Plan, from: usize, to: usize): void {
  const factor = constant(plan, DECAY_SLOT, 1 - plan.learningRate * plan.weightDecay);
  const w = plan.parameters;
  for (let i = from; i < to; i += 16) v128.store(w + i, f32x4.mul(v128.load(w + i), factor));
}

/** `w ← w − η g`. */
function plainSgd(plan: Plan, from: usize, to: usize): void {
  const rate = constant(plan, 0, plan.learningRate);
  const w = plan.parameters, g = plan.gradients;
  for (let i = from; i < to; i += 16) {
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(rate, v128.load(g + i))));
  }
}

/** `v ← μ v + g`, then `w ← w − η v`, or for Nesterov `w ← w − η (g + μ v)`. */
function momentumSgd(plan: Plan, from: usize, to: usize): void {
  const rate = constant(plan, 0, plan.learningRate), momentum = constant(plan, 1, plan.momentum);
  const nesterov = plan.optimizer == NESTEROV;
  const w = plan.parameters, g = plan.gradients, v = plan.firstMoments;
  for (let i = from; i < to; i += 16) {
    const gi = v128.load(g + i);
    const vi = f32x4.add(f32x4.mul(momentum, v128.load(v + i)), gi);
    v128.store(v + i, vi);
    const direction = nesterov ? f32x4.add(gi, f32x4.mul(momentum, vi)) : vi;
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(rate, direction)));
  }
}

/** `s ← α s + (1 − α) g²`, `u = g / (√s + ε)`; with momentum `v ← μ v + u`; `w ← w − η u` or `w − η v`. */
function rmsprop(plan: Plan, from: usize, to: usize): void {
  const rate = constant(plan, 0, plan.learningRate), momentum = constant(plan, 1, plan.momentum);
  const alpha = constant(plan, 2, plan.smoothing), rest = constant(plan, 3, 1 - plan.smoothing), epsilon = constant(plan, 4, plan.epsilon);
  const remembers = plan.momentum != 0;
  const w = plan.parameters, g = plan.gradients, v = plan.firstMoments, s = plan.secondMoments;
  for (let i = from; i < to; i += 16) {
    const gi = v128.load(g + i);
    const si = f32x4.add(f32x4.mul(alpha, v128.load(s + i)), f32x4.mul(rest, f32x4.mul(gi, gi)));
    v128.store(s + i, si);
    let u = f32x4.div(gi, f32x4.add(f32x4.sqrt(si), epsilon));
    if (remembers) {
      u = f32x4.add(f32x4.mul(momentum, v128.load(v + i)), u);
      v128.store(v + i, u);
    }
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(rate, u)));
  }
}

/**
 * `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`,
 * `w ← w − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)`.
 */
function adam(plan: Plan, step: u32, from: usize, to: usize): void {
  const beta1 = constant(plan, 0, plan.beta1), rest1 = constant(plan, 1, 1 - plan.beta1);
  const beta2 = constant(plan, 2, plan.beta2), rest2 = constant(plan, 3, 1 - plan.beta2);
  const rate = constant(plan, 4, plan.learningRate / (1 - power(plan.beta1, step)));
  const correction = constant(plan, 5, 1 / Math.sqrt(1 - power(plan.beta2, step)));
  const epsilon = constant(plan, 6, plan.epsilon);
  const w = plan.parameters, g = plan.gradients, m = plan.firstMoments, v = plan.secondMoments;
  for (let i = from; i < to; i += 16) {
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
