/**
 * @file Which of many examples light a neuron most.
 */

import { ACTIVATIONS, type ActivationName, softmax } from "akari";

/**
 * What orders examples by how much they light a neuron. Many saturate: sigmoids round to 1 and cannot be told apart
 * by their activation, so the weighted sum is compared, for softmax that above the others'.
 *
 * @param z weighted sums of the neuron's layer, `[units]`
 */
export function brightnessRank(name: ActivationName, z: ArrayLike<number>, unit: number): number {
  if (name !== "softmax") return z[unit];
  let others = 0;
  for (let j = 0; j < z.length; j++) if (j !== unit) others += Math.exp(z[j] - z[unit]);
  return -Math.log(others);
}

/** The neuron's activation. */
export function activationOf(name: ActivationName, z: ArrayLike<number>, unit: number): number {
  return name === "softmax" ? softmax(z)[unit] : ACTIVATIONS[name].value(z[unit]);
}

/** Where the largest numbers are, the largest first; the earlier of equals. */
export function largest(numbers: ArrayLike<number>, count: number): number[] {
  const order = Array.from(numbers, (_, i) => i);
  return order.sort((i, j) => numbers[j] - numbers[i] || i - j).slice(0, count);
}
