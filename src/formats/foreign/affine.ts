/**
 * @file Layers that only scale and shift each number, batch normalisation of a trained network above all, folded
 * into the dense layer beside them: `W (s·x + t) + b = (W s) x + (W t + b)`. What is folded computes the same.
 */

import type { LayerParameters } from "../../model/model.js";
import type { Floats } from "../bytes/little-endian.js";

/** Number `i` becomes `scale[i] · x + shift[i]`. */
export interface Affine {
  readonly scale: ArrayLike<number>;
  readonly shift: ArrayLike<number>;
}

/** What batch normalisation has learned, each `[units]`. */
export interface BatchNormParameters {
  readonly mean: ArrayLike<number>;
  readonly variance: ArrayLike<number>;
  /** Ones where left out. */
  readonly gamma?: ArrayLike<number> | undefined;
  /** Zeros where left out. */
  readonly beta?: ArrayLike<number> | undefined;
  /** Added to the variance before its root is taken. */
  readonly epsilon: number;
}

/** `γ (x − mean) / √(variance + ε) + β` (Ioffe and Szegedy, 2015). */
export function batchNormAffine({ mean, variance, gamma, beta, epsilon }: BatchNormParameters): Affine {
  const scale = Float64Array.from(variance, (v, i) => (gamma?.[i] ?? 1) / Math.sqrt(v + epsilon));
  return { scale, shift: scale.map((s, i) => (beta?.[i] ?? 0) - s * mean[i]) };
}

/** First one, then the other. */
export function composeAffine(first: Affine, then: Affine): Affine {
  return {
    scale: Float64Array.from(first.scale, (s, i) => s * then.scale[i]),
    shift: Float64Array.from(first.shift, (t, i) => t * then.scale[i] + then.shift[i]),
  };
}

/** A layer whose inputs, `[inputs]`, had been scaled and shifted before. */
export function foldIntoInputs({ weight, bias }: LayerParameters, { scale, shift }: Affine): LayerParameters {
  const inputs = scale.length;
  const shifted = Float64Array.from(bias);
  for (let n = 0; n < weight.length; n++) shifted[Math.floor(n / inputs)] += weight[n] * shift[n % inputs];
  return {
    weight: asStored(weight, (w, n) => w * scale[n % inputs]),
    bias: asStored(bias, (_, i) => shifted[i]),
  };
}

/** A layer whose weighted sums, `[units]`, had been scaled and shifted after. */
export function foldIntoOutputs(
  { weight, bias }: LayerParameters,
  { scale, shift }: Affine,
): LayerParameters {
  const inputs = weight.length / bias.length;
  return {
    weight: asStored(weight, (w, n) => w * scale[Math.floor(n / inputs)]),
    bias: asStored(bias, (b, i) => b * scale[i] + shift[i]),
  };
}

/** Float32 stays float32. */
function asStored(numbers: Floats, change: (value: number, i: number) => number): Floats {
  return numbers instanceof Float32Array
    ? Float32Array.from(numbers, change)
    : Float64Array.from(numbers, change);
}
