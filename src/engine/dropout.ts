/**
 * @file Which activations dropout leaves out: a function of the seed, the layer, the step, the row in the batch and the
 * unit. There is no generator whose state would have to be kept, or handed from thread to thread.
 * kernels/dropout.ts has the same function.
 */

import { mix, randomGenerator } from "../model/random.js";

/** 2³² over the golden ratio: what lies one apart before the multiplication lies far apart after it. */
const STRIDE = 0x9e3779b9;

/** The key of a layer's masks, 32 bits. @param layer whose inputs are dropped, counted from 0 */
export function dropoutKey(seed: number, layer: number): number {
  return randomGenerator(seed, `dropout/${layer}`).uint32();
}

/** A share of 0 to below 1 as a number of 32 bits: what is drawn below it is dropped. */
export function dropoutThreshold(share: number): number {
  return Math.floor(share * 2 ** 32);
}

/**
 * Whether a step drops an activation.
 *
 * @param step counted from 1
 * @param row of the batch, counted from 0
 */
export function isDropped(key: number, threshold: number, step: number, row: number, unit: number): boolean {
  const ofRow = mix(mix(key + Math.imul(step, STRIDE)) + Math.imul(row, STRIDE));
  return mix(ofRow + Math.imul(unit, STRIDE)) >>> 0 < threshold;
}
