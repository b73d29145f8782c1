/**
 * @file What a Keras model becomes while its layers are gone through: shapes of what goes through it, where each of its
 * numbers comes from, and the variables of a layer. Akari's layers take plain rows of numbers, so that `Flatten`, `Reshape`
 * and `Permute` only change which number stands where.
 */

import type { ActivationName } from "../../model/activations.js";
import type { LayerParameters } from "../../model/model.js";
import type { Scaling } from "../../model/preprocessing.js";
import { elementCount } from "../bytes/numbers.js";
import { shapeText } from "../description/json.js";
import type { Affine } from "../foreign/affine.js";
import type { Tensor } from "../safetensors/safetensors.js";
import { type KerasLayer, refuse, titled } from "./chain.js";
import type { InputType, Policy } from "./settings.js";

/** Numbers of some shape, row by row. */
export interface Places {
  readonly shape: readonly number[];
  /** For each number its place among the network's inputs, or the units of the last layer; absent where they are the same. */
  readonly order?: Uint32Array;
}

/** The places of numbers whose dimensions change places. @param axes which of them comes first, second and so on */
export function transposedPlaces({ shape, order }: Places, axes: readonly number[]): Places {
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  const to = axes.map((axis) => shape[axis]);
  const places = new Uint32Array(elementCount(shape));
  places.forEach((_, i) => {
    let rest = i;
    let from = 0;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += (rest % to[axis]) * strides[axes[axis]];
      rest = Math.floor(rest / to[axis]);
    }
    places[i] = order === undefined ? from : order[from];
  });
  return { shape: to, order: places };
}

/** Numbers in the order of a model's shape, brought to where they belong among the network's inputs or units. */
export function placed(numbers: Float64Array, { order }: Places): Float64Array {
  if (order === undefined) return numbers;
  const to = new Float64Array(numbers.length);
  order.forEach((place, i) => {
    to[place] = numbers[i];
  });
  return to;
}

/** An array of numbers: a single one has the shape `[]`. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** As NumPy broadcasts an array to a shape; undefined where it does not fit, or the shape would grow. */
export function broadcast({ shape, data }: Numbers, to: readonly number[]): Float64Array | undefined {
  const missing = to.length - shape.length;
  if (missing < -1 || (missing === -1 && shape[0] !== 1)) return undefined;
  const own = missing < 0 ? shape.slice(1) : [...Array<number>(missing).fill(1), ...shape];
  if (!own.every((length, axis) => length === 1 || length === to[axis])) return undefined;
  return Float64Array.from({ length: elementCount(to) }, (_, i) => {
    let rest = i;
    let at = 0;
    for (let axis = to.length - 1, stride = 1; axis >= 0; axis--) {
      if (own[axis] > 1) at += (rest % to[axis]) * stride;
      stride *= own[axis];
      rest = Math.floor(rest / to[axis]);
    }
    return data[at];
  });
}

/** Numbers along some axes of a shape, repeated over the others. @param axes counted from 0, in their order */
export function along(
  numbers: ArrayLike<number>,
  axes: readonly number[],
  shape: readonly number[],
): Float64Array {
  const own = shape.map((length, axis) => (axes.includes(axis) ? length : 1));
  return broadcast({ shape: own, data: numbers }, shape) as Float64Array;
}

/**
 * Gives a layer's variable.
 *
 * @throws AkariError `invalid-file` where it is missing or its numbers are not finite
 */
export type ReadVariable = (path: string) => Tensor;

/** What a model becomes while its layers are gone through. */
export interface State {
  readonly file: string;
  readonly read: ReadVariable;
  readonly input: InputType;
  /** What comes out of the layers so far. */
  places: Places;
  readonly parameters: LayerParameters[];
  readonly activations: ActivationName[];
  /** Scaling since the last activation, for the next dense layer. */
  pending?: Affine | undefined;
  /** What inputs are divided by before all else. */
  divideBy?: number;
  /** The first normalisation of the inputs, before what is pending. */
  normalization?: InputNormalization;
  /** What is done to inputs after that, before the first dense layer. */
  before?: Affine | undefined;
  /** Policies by which layers compute in 16 bits. */
  readonly coarse: Set<Policy>;
  /** Whether a layer has pictures' channels before their rows. */
  channelsFirst?: true;
  /** A layer whose numbers would stand along another axis then. */
  channelwise?: KerasLayer;
}

interface InputNormalization {
  readonly layer: KerasLayer;
  readonly each: readonly Scaling[];
  readonly precision: "float32" | "float64";
  /**
   * The relative rounding of what is normalised, where Keras computes that itself: of a feature that hardly varies only
   * this may be left. 0 where it is the raw inputs.
   */
  readonly rounding: number;
}

export const readVariable = ({ variables }: KerasLayer, index: number, { read }: State): Tensor =>
  read(`${variables}/${index}`);

export function readVector(layer: KerasLayer, index: number, length: number, state: State): Tensor["data"] {
  const { shape, data } = readVariable(layer, index, state);
  if (data.length === length) return data;
  throw refuse(
    state.file,
    `variable ${index} of ${titled(layer)} should have ${length} numbers, but has the shape ${shapeText(shape)}`,
  );
}
