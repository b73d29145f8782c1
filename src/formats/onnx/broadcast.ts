/**
 * @file Brings constants to a shape, as ONNX does: shapes are compared from their last dimension on, and a dimension of
 * 1 stands for any length.
 */

import { elementCount } from "../bytes/shape.js";
import { shapeText } from "../description/quote.js";
import { type Flow, requireWidth, unknownShape } from "./flow.js";
import { NotDenseError } from "./not-dense.js";
import type { Constant } from "./values.js";

/**
 * @param most how many numbers the file may make
 * @returns the number where there is only one, else a number for each of the example's
 * @throws NotDenseError where they do not fit, or the constant is not the same for all examples
 */
export function broadcast(
  { dims, numbers }: Constant,
  { dims: example }: Flow,
  most: number,
): number | Float64Array {
  // With more dimensions the examples would not be the first any more.
  if (dims.length > example.length + 1) throw misfit(dims, example);
  if (numbers.length === 1) return numbers[0];
  const own = dims.slice(Math.max(0, dims.length - example.length));
  const offset = example.length - own.length;
  const shape = example.map((dim, i) => (Number.isNaN(dim) && own[i - offset] > 1 ? own[i - offset] : dim));
  const leading = dims.slice(0, dims.length - own.length);
  const fits = own.every((dim, i) => dim === 1 || dim === shape[offset + i]);
  if (leading.some((dim) => dim !== 1) || !fits) throw misfit(dims, example);
  if (shape.some(Number.isNaN)) throw unknownShape();
  requireWidth(elementCount(shape), most);
  return spread(numbers, own, shape);
}

const misfit = (dims: readonly number[], example: readonly number[]): NotDenseError =>
  new NotDenseError(`has a constant of shape ${shapeText(dims)} for examples of ${shapeText(example)}`);

/** The shape that several come to. @throws NotDenseError where they do not fit each other */
export function commonShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((dims) => dims.length));
  return Array.from({ length: rank }, (_, i) => {
    const lengths = new Set(shapes.map((dims) => dims[i - rank + dims.length] ?? 1));
    lengths.delete(1);
    if (lengths.size > 1) throw new NotDenseError("computes with constants of different shapes");
    return [...lengths][0] ?? 1;
  });
}

/** Numbers of one shape in a larger one. @param own of no more dimensions than `shape` */
export function spread(
  numbers: ArrayLike<number>,
  own: readonly number[],
  shape: readonly number[],
): Float64Array {
  const offset = shape.length - own.length;
  return Float64Array.from({ length: elementCount(shape) }, (_, place) => {
    let rest = place;
    let at = 0;
    let stride = 1;
    for (let d = shape.length - 1; d >= offset; d--) {
      const along = rest % shape[d];
      rest = Math.floor(rest / shape[d]);
      if (own[d - offset] > 1) at += along * stride;
      stride *= own[d - offset];
    }
    return numbers[at];
  });
}
