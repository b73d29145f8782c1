/**
 * @file Losses: how far an output is from its target, as one number an example.
 *
 * Every loss is a mean over the examples of a batch. Within an example, the squared, absolute, Huber and binary
 * losses are means over the outputs and the cross-entropy is a sum over the classes, as in PyTorch.
 */

import type { ActivationName } from "./activations.js";

/** The loss of one output `a` against its target `y`. */
export interface ElementwiseLoss {
  readonly formula: string;
  value(a: number, y: number): number;
  /** `∂L/∂a`. */
  derivative(a: number, y: number): number;
}

/** Where Huber's loss turns from a parabola to a line (PyTorch's default). */
export const HUBER_DELTA = 1;

/** The losses that take the outputs as they are, whatever the output layer's activation. */
export const ELEMENTWISE_LOSSES = {
  mean_squared_error: {
    formula: "(a − y)²",
    value: (a, y) => (a - y) ** 2,
    derivative: (a, y) => 2 * (a - y),
  },
  mean_absolute_error: {
    formula: "|a − y|",
    value: (a, y) => Math.abs(a - y),
    derivative: (a, y) => Math.sign(a - y),
  },
  /** Huber, 1964, with δ = 1. */
  huber: {
    formula: "½(a − y)² if |a − y| ≤ 1, else |a − y| − ½",
    value: (a, y) => {
      const d = Math.abs(a - y);
      return d <= HUBER_DELTA ? 0.5 * d * d : HUBER_DELTA * (d - 0.5 * HUBER_DELTA);
    },
    derivative: (a, y) => Math.max(-HUBER_DELTA, Math.min(HUBER_DELTA, a - y)),
  },
} satisfies Record<string, ElementwiseLoss>;

/** A loss computed from the outputs, element by element. */
export type ElementwiseLossName = keyof typeof ELEMENTWISE_LOSSES;
/**
 * A loss. The two cross-entropies belong to one output activation each and are computed from that layer's logits
 * `z`, so that they stay finite where the probability itself would round to 0 or 1.
 */
export type LossName = ElementwiseLossName | "binary_cross_entropy" | "cross_entropy";

/** All losses' names, in the order in which help texts list them. */
export const LOSS_NAMES = [
  ...Object.keys(ELEMENTWISE_LOSSES),
  "binary_cross_entropy",
  "cross_entropy",
] as readonly LossName[];

/** The output activation that each cross-entropy is fused with. */
export const FUSED_ACTIVATION: Partial<Record<LossName, ActivationName>> = {
  binary_cross_entropy: "sigmoid",
  cross_entropy: "softmax",
};

/** The loss that goes with an output activation when none is named. */
export function defaultLoss(output: ActivationName): LossName {
  if (output === "softmax") return "cross_entropy";
  if (output === "sigmoid") return "binary_cross_entropy";
  return "mean_squared_error";
}

/**
 * `−(y log a + (1 − y) log(1 − a))` with `a = sigmoid(z)`, for one output:
 * `max(z, 0) − z y + log(1 + e^−|z|)`. Its derivative by `z` is `a − y`.
 */
export function binaryCrossEntropy(z: number, y: number): number {
  return Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
}

/**
 * `−Σⱼ yⱼ log aⱼ` with `a = softmax(z)`, for one example: `Σⱼ yⱼ (log Σᵢ e^zᵢ − zⱼ)`.
 * Its derivative by `zⱼ` is `aⱼ Σᵢ yᵢ − yⱼ`, which is `aⱼ − yⱼ` where the targets add up to 1.
 *
 * @param z logits, `[units]`
 * @param y targets, `[units]`
 */
export function crossEntropy(z: ArrayLike<number>, y: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < z.length; i++) largest = Math.max(largest, z[i]);
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += Math.exp(z[i] - largest);
  const logSum = largest + Math.log(sum);
  let loss = 0;
  for (let j = 0; j < z.length; j++) if (y[j] !== 0) loss += y[j] * (logSum - z[j]);
  return loss;
}
