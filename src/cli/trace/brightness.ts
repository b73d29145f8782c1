/**
 * @file How bright neurons are drawn.
 */

import type { ActivationName } from "../../model/activations.js";
import { short } from "../terminal/format.js";

/**
 * How bright each neuron is drawn, and the words that say so. Activations that lie between 0 and 1 are shown as
 * they are; others are compared with the layer's largest, and negative ones are a different colour.
 */
export function brightness(
  activations: ArrayLike<number>,
  activation: ActivationName,
): { levels: number[]; scale: string } {
  const values = Array.from(activations);
  if (activation === "sigmoid" || activation === "softmax") {
    return { levels: values, scale: "brightness a, from 0 to 1" };
  }
  const largest = values.reduce((most, a) => Math.max(most, Math.abs(a)), 0);
  const levels = values.map((a) => (largest === 0 ? 0 : a / largest));
  return { levels, scale: `brightness |a| / ${short(largest)}, the largest` };
}
