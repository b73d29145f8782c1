/**
 * @file What the module that can regularise exports besides index.ts.
 */

import { Augmentation, createAugmentation } from "./distort";
import { exp, expm1, log, normalCdf, sigmoid, softplus, tanh } from "./elementary";
import { Plan } from "./plan";

/** Dropout of layer `i`'s inputs. */
export function setDropout(plan: Plan, i: u32, threshold: u32, key: u32, scale: f32): void {
  const layer = plan.layer(i);
  layer.dropThreshold = threshold;
  layer.dropKey = key;
  layer.dropScale = scale;
}

/** Batch normalisation of layer `i`. */
export function setBatchNorm(plan: Plan, i: u32, scale: usize, shift: usize, normalized: usize, norm: usize): void {
  const layer = plan.layer(i);
  layer.scale = scale;
  layer.shift = shift;
  layer.normalized = normalized;
  layer.norm = norm;
}

/** What is done to gradients before they are used. */
export function regularize(plan: Plan, l1: f32): void {
  plan.l1 = l1;
}

/** Has gradients clipped. @param gradients room for those of all parameters, which take `bytes` */
export function clipGradients(plan: Plan, clip: f64, gradients: usize, squares: usize, bytes: usize): void {
  plan.clip = clip;
  plan.gradients = gradients;
  plan.squares = squares;
  plan.parameterBytes = bytes;
}

/** Label smoothing: see loss.ts. */
export function smoothLabels(plan: Plan, targetShare: f32, smoothingShare: f32): void {
  plan.targetShare = targetShare;
  plan.smoothingShare = smoothingShare;
}

/** Has training learn from distorted copies. False where memory is exhausted. @param threads that may train */
export function setAugmentation(
  plan: Plan, rotation: f64, shear: f64, stretch: f64, scale: f64, shift: f64, elastic: f64, thickness: f64,
  normalize: bool, threads: usize,
): bool {
  plan.augmentation = createAugmentation(
    rotation, shear, stretch, scale, shift, elastic, thickness, normalize, threads,
  );
  return plan.augmentation != 0;
}

/** The random words that stand for the epoch that is trained on next. */
export function setDistortionKey(plan: Plan, a: u32, b: u32, c: u32, d: u32): void {
  const key = changetype<Augmentation>(plan.augmentation).key;
  store<u32>(key, a);
  store<u32>(key, b, 4);
  store<u32>(key, c, 8);
  store<u32>(key, d, 12);
}

/** Applies one of elementary.ts's functions to `count` floats in place (a multiple of four), for its tests. */
export function applyElementary(which: u32, data: usize, count: usize): void {
  for (let i = data; i < data + count * 4; i += 16) {
    const x = v128.load(i);
    let y = x;
    switch (which) {
      case 0: y = exp(x); break;
      case 1: y = log(x); break;
      case 2: y = tanh(x); break;
      case 3: y = sigmoid(x); break;
      case 4: y = softplus(x); break;
      case 5: y = normalCdf(x); break;
      case 6: y = expm1(x); break;
    }
    v128.store(i, y);
  }
}
