/**
 * @file Shapes of what goes through a Keras model, and where each of its numbers comes from: Akari's layers take plain
 * rows of numbers, so that `Flatten`, `Reshape` and `Permute` only change which number stands where.
 */

import { elementCount } from "../bytes/numbers.js";

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
