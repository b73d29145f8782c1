/**
 * @file Losses: how far an output is from its target, as one number an example.
 *
 * Every loss is a mean over the examples of a batch. Within an example, the squared, absolute, Huber and binary
 * losses are means over the outputs and the cross-entropy is a sum over the classes, as in PyTorch. How each is written
 * is in formulas.ts.
 */

import type { ActivationName } from "./activations.js";

interface Row {
  /** The number by which the kernels know it: it never changes, and no other has it. */
  readonly id: number;
}

/** A loss that takes the outputs as they are, whatever the output layer's activation: a mean over them. */
export interface ElementwiseLoss extends Row {
  /** The loss of one output `a` against its target `y`. */
  value(a: number, y: number): number;
  /** `∂L/∂a`. */
  derivative(a: number, y: number): number;
}

/**
 * A loss that belongs to one output activation and is computed from that layer's logits `z`, so that it stays finite
 * where the probability itself would round to 0 or 1. The derivatives of the activation and of the logarithm cancel:
 * `∂L/∂z` is `a − y`, and by `n` less for a mean over `n` outputs. For softmax this takes targets that add up to 1.
 */
export interface FusedLoss extends Row {
  /** The output activation that it is fused with. */
  readonly fusedWith: ActivationName;
  /** Whether an example's loss is a mean over its outputs; else it is a sum. */
  readonly isMean: boolean;
  /** The loss of one example. Both `[units]`. */
  example(z: ArrayLike<number>, y: ArrayLike<number>): number;
}

/** Where Huber's loss turns from a parabola to a line (PyTorch's default). */
export const HUBER_DELTA = 1;

/** Every loss, in the order in which help texts list them. */
export const LOSSES = {
  mean_squared_error: {
    id: 0,
    value: (a, y) => (a - y) ** 2,
    derivative: (a, y) => 2 * (a - y),
  },
  mean_absolute_error: {
    id: 1,
    value: (a, y) => Math.abs(a - y),
    derivative: (a, y) => Math.sign(a - y),
  },
  /** Huber, 1964, with δ = 1. */
  huber: {
    id: 2,
    value: (a, y) => {
      const d = Math.abs(a - y);
      return d <= HUBER_DELTA ? 0.5 * d * d : HUBER_DELTA * (d - 0.5 * HUBER_DELTA);
    },
    derivative: (a, y) => Math.max(-HUBER_DELTA, Math.min(HUBER_DELTA, a - y)),
  },
  binary_cross_entropy: { id: 3, fusedWith: "sigmoid", isMean: true, example: binaryCrossEntropy },
  cross_entropy: { id: 4, fusedWith: "softmax", isMean: false, example: crossEntropy },
} satisfies Record<string, ElementwiseLoss | FusedLoss>;

/**
 * What training makes small.
 *
 * @useDeclaredType
 */
export type LossName = keyof typeof LOSSES;

/** A loss that takes any output. */
export type ElementwiseLossName = {
  [Name in LossName]: (typeof LOSSES)[Name] extends ElementwiseLoss ? Name : never;
}[LossName];

/** All losses' names, in the order in which help texts list them. */
export const LOSS_NAMES = Object.keys(LOSSES) as readonly LossName[];

/** The output activation that a loss is fused with; undefined where it takes any. */
export function fusedActivation(loss: LossName): ActivationName | undefined {
  const row: ElementwiseLoss | FusedLoss = LOSSES[loss];
  return "fusedWith" in row ? row.fusedWith : undefined;
}

/** The loss that goes with an output activation when none is named. */
export function defaultLoss(output: ActivationName): LossName {
  return LOSS_NAMES.find((name) => fusedActivation(name) === output) ?? "mean_squared_error";
}

/**
 * `−(y log a + (1 − y) log(1 − a))` with `a = sigmoid(z)`, the mean over the outputs of one example:
 * `max(z, 0) − z y + log(1 + e^−|z|)`.
 */
function binaryCrossEntropy(z: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) {
    sum += Math.max(z[i], 0) - z[i] * y[i] + Math.log1p(Math.exp(-Math.abs(z[i])));
  }
  return sum / z.length;
}

/** `−Σⱼ yⱼ log aⱼ` with `a = softmax(z)`, for one example: `Σⱼ yⱼ (log Σᵢ e^zᵢ − zⱼ)`. */
function crossEntropy(z: ArrayLike<number>, y: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < z.length; i++) largest = Math.max(largest, z[i]);
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += Math.exp(z[i] - largest);
  const logSum = largest + Math.log(sum);
  let loss = 0;
  for (let j = 0; j < z.length; j++) if (y[j] !== 0) loss += y[j] * (logSum - z[j]);
  return loss;
}
