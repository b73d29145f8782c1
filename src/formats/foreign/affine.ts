/**
 * @file Layers that only scale and shift each number, batch normalisation of a trained network above all, folded
 * into the dense layer beside them: `W (s·x + t) + b = (W s) x + (W t + b)`. What is folded computes the same.
 *
 * A normalisation of the inputs, `W (x − m) / s + b = (W / s) x + (b − W m / s)`, is kept before the network, in float64,
 * where the weights of the first layer would lose it in float32. Where `m` is large beside `s` (a year, a time since 1970,
 * a feature that never varied and has a deviation of 1e-7), the two sums almost cancel each other, and float32 keeps
 * nothing of what is left.
 */

import type { LayerParameters } from "../../model/model.js";
import type { InputScaling, Scaling } from "../../model/preprocessing.js";
import type { Floats } from "../bytes/numbers.js";

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

/** What may have to cancel in a weighted sum, for float32 to keep it to about 1e-6. */
const MAX_CANCELLED = 16;

/** A first layer, and what of the normalisation before it is left to do. */
export interface NormalizedLayer {
  readonly layer: LayerParameters;
  readonly scaling?: InputScaling;
}

/**
 * A first layer behind a normalisation of its inputs.
 *
 * @param layer its weights as they are in the file
 * @param each of the inputs: how they are normalised
 * @param precision that the other program computes in
 */
export function normalizeInputs(
  layer: LayerParameters,
  each: readonly Scaling[],
  precision: InputScaling["precision"],
): NormalizedLayer {
  if (cancelsInFloat32(layer, each)) return { layer, scaling: { precision, each } };
  return { layer: foldIntoInputs(layer, affineOf(each)) };
}

/** A network's parameters as those of one whose inputs nobody scales: training gives it those of its data. */
export function foldScaling(
  parameters: readonly LayerParameters[],
  scaling: InputScaling | undefined,
): readonly LayerParameters[] {
  if (scaling === undefined) return parameters;
  const [first, ...rest] = parameters;
  const inputs = first.weight.length / first.bias.length;
  const each = Array.from({ length: inputs }, (_, i) => scaling.each[i % scaling.each.length]);
  return [foldIntoInputs(first, affineOf(each)), ...rest];
}

const affineOf = (each: readonly Scaling[]): Affine => ({
  scale: each.map(({ scale }) => 1 / scale),
  shift: each.map(({ shift, scale }) => -shift / scale),
});

/** Whether float32 weights, with the normalisation folded into them, would lose what a unit's bias takes away again. */
export function cancelsInFloat32({ weight, bias }: LayerParameters, each: readonly Scaling[]): boolean {
  return Array.from(bias).some((_, unit) => {
    let sum = 0;
    each.forEach(({ shift, scale }, i) => {
      sum += Math.abs((weight[unit * each.length + i] * shift) / scale);
    });
    return sum > MAX_CANCELLED;
  });
}
