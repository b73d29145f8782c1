/**
 * @file Activation functions: what each layer does to its weighted sums, `a = σ(z)`.
 *
 * One table holds, for every function, all that computing with it takes, in float64: the reference engine computes with
 * it, the WebAssembly kernels are compared with it, and pictures draw their curves from it. How each is written and
 * called, here and elsewhere, is in formulas.ts, which a program that only computes does without.
 */

import { erf } from "./erf.js";
import type { InitializerName } from "./initializers.js";

interface Row {
  /** The number by which the kernels know it: it never changes, and no other has it. */
  readonly id: number;
  /** What a layer's weights are drawn by where none is named. */
  readonly initializer: InitializerName;
}

/** A function of one number, applied to each neuron by itself. */
export interface Activation extends Row {
  /** `σ(z)`. */
  value(z: number): number;
  /** `σ'(z)`, given also `a = σ(z)`, from which it is often cheaper. */
  derivative(z: number, a: number): number;
}

/** A function of a whole layer, for output layers only. */
export interface LayerActivation extends Row {
  /** `a = σ(z)`, both `[units]`. */
  values(z: ArrayLike<number>): Float64Array;
  /** Turns `δ = ∂L/∂a` into `∂L/∂z`, in place. Both are `[units]`. */
  backward(a: ArrayLike<number>, delta: Float64Array): void;
}

/** The slope of {@link ACTIVATIONS}.leaky_relu below zero (PyTorch's default). */
export const LEAKY_SLOPE = 0.01;

const logistic = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

/** The standard normal distribution's cumulative function Φ and density φ, for GELU. */
const normalCdf = (z: number): number => 0.5 * (1 + erf(z / Math.SQRT2));
const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/** Every activation, in the order in which help texts list them. */
export const ACTIVATIONS = {
  linear: {
    id: 0,
    initializer: "glorot_uniform",
    value: (z) => z,
    derivative: () => 1,
  },
  sigmoid: {
    id: 1,
    initializer: "glorot_uniform",
    value: logistic,
    derivative: (_z, a) => a * (1 - a),
  },
  tanh: {
    id: 2,
    initializer: "glorot_uniform",
    value: Math.tanh,
    derivative: (_z, a) => 1 - a * a,
  },
  relu: {
    id: 3,
    initializer: "he_uniform",
    value: (z) => Math.max(0, z),
    // At the corner the derivative is taken as 0, as PyTorch does.
    derivative: (z) => (z > 0 ? 1 : 0),
  },
  leaky_relu: {
    id: 4,
    initializer: "he_uniform",
    value: (z) => (z > 0 ? z : LEAKY_SLOPE * z),
    derivative: (z) => (z > 0 ? 1 : LEAKY_SLOPE),
  },
  /** Exponential linear unit with α = 1 (Clevert and others, 2015). */
  elu: {
    id: 5,
    initializer: "he_uniform",
    value: (z) => (z > 0 ? z : Math.expm1(z)),
    derivative: (z, a) => (z > 0 ? 1 : a + 1),
  },
  /** Gaussian error linear unit, exact form with erf (Hendrycks and Gimpel, 2016). */
  gelu: {
    id: 6,
    initializer: "he_uniform",
    value: (z) => z * normalCdf(z),
    derivative: (z) => normalCdf(z) + z * normalDensity(z),
  },
  /** Sigmoid linear unit, also called swish (Elfwing and others, 2017). */
  silu: {
    id: 7,
    initializer: "he_uniform",
    value: (z) => z * logistic(z),
    derivative: (z) => {
      const s = logistic(z);
      return s * (1 + z * (1 - s));
    },
  },
  softplus: {
    id: 8,
    initializer: "he_uniform",
    value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    derivative: logistic,
  },
  softmax: {
    id: 9,
    initializer: "glorot_uniform",
    values: softmax,
    // ∂aⱼ/∂zᵢ = aⱼ ([i = j] − aᵢ), and so ∂L/∂zᵢ = aᵢ (∂L/∂aᵢ − Σⱼ ∂L/∂aⱼ aⱼ).
    backward: (a, delta: Float64Array) => {
      let dot = 0;
      for (let j = 0; j < a.length; j++) dot += delta[j] * a[j];
      for (let i = 0; i < a.length; i++) delta[i] = a[i] * (delta[i] - dot);
    },
  },
} satisfies Record<string, Activation | LayerActivation>;

/**
 * An activation of a layer.
 *
 * @useDeclaredType
 */
export type ActivationName = keyof typeof ACTIVATIONS;
/**
 * An activation that acts on one neuron at a time: those of hidden layers, which output layers may have too.
 *
 * @useDeclaredType
 */
export type ElementwiseActivationName = {
  [Name in ActivationName]: (typeof ACTIVATIONS)[Name] extends Activation ? Name : never;
}[ActivationName];

/** All activations' names, in the order in which help texts list them. */
export const ACTIVATION_NAMES = Object.keys(ACTIVATIONS) as readonly ActivationName[];

/** Whether an activation acts on one neuron at a time. What does not is for output layers only. */
export const isElementwise = (name: ActivationName): name is ElementwiseActivationName =>
  "value" in ACTIVATIONS[name];

/** Those that hidden layers may have. */
export const HIDDEN_ACTIVATION_NAMES: readonly ElementwiseActivationName[] =
  /* @__PURE__ */ ACTIVATION_NAMES.filter(isElementwise);

/**
 * Softmax over a layer, `aᵢ = e^zᵢ / Σⱼ e^zⱼ`. The largest `z` is subtracted first: it changes nothing in the
 * quotient and keeps every exponential at 1 or below, so that logits of ±1000 are no trouble.
 *
 * @param z weighted sums of one example, `[units]`
 * @returns probabilities that add up to 1, `[units]`
 * @example
 * ```ts
 * softmax([0, 0]); // [0.5, 0.5]
 * ```
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
