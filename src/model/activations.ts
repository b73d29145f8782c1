/**
 * @file Activation functions: what each layer does to its weighted sums, `a = σ(z)`.
 *
 * One table holds, for every function, its formula, its value and its derivative in float64. The reference
 * engine computes with it, the WebAssembly kernels are compared with it, and pictures draw their curves from it.
 */

import { erf } from "./erf.js";

/** A function of one number, applied to each neuron by itself. */
export interface Activation {
  /** The function as a reader would write it, with `z` the weighted sum. */
  readonly formula: string;
  /** `σ(z)`. */
  value(z: number): number;
  /** `σ'(z)`, given also `a = σ(z)`, from which it is often cheaper. */
  derivative(z: number, a: number): number;
}

/** The slope of {@link ACTIVATIONS}.leaky_relu below zero (PyTorch's default). */
export const LEAKY_SLOPE = 0.01;

const logistic = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** The standard normal distribution's cumulative function Φ and density φ, for GELU. */
const normalCdf = (z: number): number => 0.5 * (1 + erf(z / Math.SQRT2));
const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/** Every activation that acts on one neuron at a time; softmax, which acts on a whole layer, is {@link softmax}. */
export const ACTIVATIONS = {
  linear: {
    formula: "z",
    value: (z) => z,
    derivative: () => 1,
  },
  sigmoid: {
    formula: "1 / (1 + e^−z)",
    value: logistic,
    derivative: (_z, a) => a * (1 - a),
  },
  tanh: {
    formula: "tanh(z)",
    value: Math.tanh,
    derivative: (_z, a) => 1 - a * a,
  },
  relu: {
    formula: "max(0, z)",
    value: (z) => Math.max(0, z),
    // At the corner the derivative is taken as 0, as PyTorch does.
    derivative: (z) => (z > 0 ? 1 : 0),
  },
  leaky_relu: {
    formula: "z if z > 0, else 0.01 z",
    value: (z) => (z > 0 ? z : LEAKY_SLOPE * z),
    derivative: (z) => (z > 0 ? 1 : LEAKY_SLOPE),
  },
  /** Exponential linear unit with α = 1 (Clevert and others, 2015). */
  elu: {
    formula: "z if z > 0, else e^z − 1",
    value: (z) => (z > 0 ? z : Math.expm1(z)),
    derivative: (z, a) => (z > 0 ? 1 : a + 1),
  },
  /** Gaussian error linear unit, exact form with erf (Hendrycks and Gimpel, 2016). */
  gelu: {
    formula: "z Φ(z)",
    value: (z) => z * normalCdf(z),
    derivative: (z) => normalCdf(z) + z * normalDensity(z),
  },
  /** Sigmoid linear unit, also called swish (Elfwing and others, 2017). */
  silu: {
    formula: "z / (1 + e^−z)",
    value: (z) => z * logistic(z),
    derivative: (z) => {
      const s = logistic(z);
      return s * (1 + z * (1 - s));
    },
  },
  softplus: {
    formula: "log(1 + e^z)",
    value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    derivative: logistic,
  },
} satisfies Record<string, Activation>;

/** An activation that acts on one neuron at a time. */
export type ElementwiseActivationName = keyof typeof ACTIVATIONS;
/** An activation of a layer; `softmax` is for output layers only. */
export type ActivationName = ElementwiseActivationName | "softmax";

/** All activations' names, in the order in which help texts list them. */
export const ACTIVATION_NAMES = [...Object.keys(ACTIVATIONS), "softmax"] as readonly ActivationName[];

/**
 * Softmax over a layer, `aᵢ = e^zᵢ / Σⱼ e^zⱼ`. The largest `z` is subtracted first: it changes nothing in the
 * quotient and keeps every exponential at 1 or below, so that logits of ±1000 are no trouble.
 *
 * @param z weighted sums of one example, `[units]`
 * @returns probabilities that add up to 1, `[units]`
 */
export function softmax(z: ArrayLike<number>): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < z.length; i++) largest = Math.max(largest, z[i]);
  const a = new Float64Array(z.length);
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += a[i] = Math.exp(z[i] - largest);
  for (let i = 0; i < z.length; i++) a[i] /= sum;
  return a;
}
