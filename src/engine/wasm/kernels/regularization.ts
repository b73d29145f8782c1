/**
 * @file What the module that can regularise exports besides index.ts.
 */

import { Augmentation, createAugmentation } from "./distort";
import { Plan } from "./plan";

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
