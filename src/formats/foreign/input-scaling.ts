/**
 * @file Normalisation of a network's inputs that another program's model begins with: kept before the network, in
 * float64, where the weights of the first layer would lose it in float32, and else folded into them.
 *
 * `W (x − m) / s + b` is `(W / s) x + (b − W m / s)`. Where `m` is large beside `s` (a year, a time since 1970, a
 * feature that never varied and has a deviation of 1e-7), the two sums almost cancel each other, and float32 keeps
 * nothing of what is left.
 */

import type { LayerParameters } from "../../model/model.js";
import type { InputScaling, Scaling } from "../../model/preprocessing.js";
import { type Affine, foldIntoInputs } from "./affine.js";

/** What may have to cancel in a weighted sum, for float32 to keep it to about 1e-6. */
const MOST_CANCELLED = 16;

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
  if (cancelled(layer, each) <= MOST_CANCELLED) return { layer: foldIntoInputs(layer, affineOf(each)) };
  return { layer, scaling: { precision, each } };
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

/** The largest sum of what a unit's bias would have to take away again. */
function cancelled({ weight, bias }: LayerParameters, each: readonly Scaling[]): number {
  let largest = 0;
  for (let unit = 0; unit < bias.length; unit++) {
    let sum = 0;
    each.forEach(({ shift, scale }, i) => {
      sum += Math.abs((weight[unit * each.length + i] * shift) / scale);
    });
    largest = Math.max(largest, sum);
  }
  return largest;
}
