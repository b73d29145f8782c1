/**
 * @file Optimizers, from the simple to the complex: how a gradient moves the parameters.
 *
 * Each rule takes a vector of parameters `p`, their gradient `g` (the mean over a batch) and its moments, all of the
 * same length, and updates `p` and the moments in place. Definitions and the order of operations are PyTorch's
 * (torch.optim, version 2). `η` is the learning rate, `λ` the weight decay, `t` the step, counted from 1.
 */

import type {
  AdamDefinition,
  BatchOptimizerDefinition,
  RmspropDefinition,
  SgdDefinition,
} from "../../model/optimizers.js";

/**
 * One step of the optimizer over one vector of parameters.
 *
 * @param moments what the optimizer remembers, in the order of `momentNames`; all zero before the first step
 */
export function update(
  optimizer: BatchOptimizerDefinition,
  p: Float64Array,
  g: Float64Array,
  moments: readonly Float64Array[],
  step: number,
): void {
  switch (optimizer.name) {
    case "sgd":
      sgd(optimizer, p, g, moments[0]);
      break;
    case "rmsprop":
      rmsprop(optimizer, p, g, moments[0], moments[1]);
      break;
    case "adam":
    case "adamw":
      adam(optimizer, p, g, moments[0], moments[1], step);
      break;
  }
}

/**
 * `g ← g + λ p`, then
 * - without momentum `p ← p − η g`
 * - with momentum `v ← μ v + g`, `p ← p − η v`
 * - with Nesterov's `v ← μ v + g`, `p ← p − η (g + μ v)`
 *
 * @param v velocity; absent without momentum
 */
function sgd(optimizer: SgdDefinition, p: Float64Array, g: Float64Array, v: Float64Array | undefined): void {
  const { learningRate, momentum, nesterov, weightDecay } = optimizer;
  for (let i = 0; i < p.length; i++) {
    const gradient = g[i] + weightDecay * p[i];
    let direction = gradient;
    if (v !== undefined) {
      v[i] = momentum * v[i] + gradient;
      direction = nesterov ? gradient + momentum * v[i] : v[i];
    }
    p[i] -= learningRate * direction;
  }
}

/**
 * `g ← g + λ p`, `s ← α s + (1 − α) g²`, and with `d = g / (√s + ε)`
 * - without momentum `p ← p − η d`
 * - with momentum `v ← μ v + d`, `p ← p − η v`
 *
 * @param s mean of squared gradients
 * @param v velocity; absent without momentum
 */
function rmsprop(
  optimizer: RmspropDefinition,
  p: Float64Array,
  g: Float64Array,
  s: Float64Array,
  v: Float64Array | undefined,
): void {
  const { learningRate, smoothing, epsilon, momentum, weightDecay } = optimizer;
  for (let i = 0; i < p.length; i++) {
    const gradient = g[i] + weightDecay * p[i];
    s[i] = smoothing * s[i] + (1 - smoothing) * gradient * gradient;
    let direction = gradient / (Math.sqrt(s[i]) + epsilon);
    if (v !== undefined) direction = v[i] = momentum * v[i] + direction;
    p[i] -= learningRate * direction;
  }
}

/**
 * Adam: `g ← g + λ p`; AdamW: `p ← p − η λ p` instead. Then
 *
 * ```
 * m ← β₁ m + (1 − β₁) g        v ← β₂ v + (1 − β₂) g²
 * p ← p − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
 * ```
 *
 * The divisions by `1 − βᵗ` make up for moments that start at zero.
 *
 * @param m mean of gradients
 * @param v mean of squared gradients
 */
function adam(
  optimizer: AdamDefinition,
  p: Float64Array,
  g: Float64Array,
  m: Float64Array,
  v: Float64Array,
  step: number,
): void {
  const { learningRate, beta1, beta2, epsilon, weightDecay } = optimizer;
  const decoupled = optimizer.name === "adamw";
  const stepSize = learningRate / (1 - beta1 ** step);
  const correction = Math.sqrt(1 - beta2 ** step);
  for (let i = 0; i < p.length; i++) {
    if (decoupled) p[i] *= 1 - learningRate * weightDecay;
    const gradient = decoupled ? g[i] : g[i] + weightDecay * p[i];
    m[i] = beta1 * m[i] + (1 - beta1) * gradient;
    v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
    p[i] -= (stepSize * m[i]) / (Math.sqrt(v[i]) / correction + epsilon);
  }
}
