/**
 * @file How large gradients and moves are, in one number.
 */

import type { LayerParameters } from "akari";

/** The length of a layer's numbers taken as one vector. */
export function length({ weight, bias }: LayerParameters): number {
  let sum = 0;
  for (const numbers of [weight, bias]) for (const value of numbers) sum += value * value;
  return Math.sqrt(sum);
}

/** The largest size of all numbers of all layers. */
export function largest(layers: readonly LayerParameters[]): number {
  let most = 0;
  for (const { weight, bias } of layers) {
    for (const numbers of [weight, bias]) for (const value of numbers) most = Math.max(most, Math.abs(value));
  }
  return most;
}
