/**
 * @file Brings a constant to the shape of an example, as ONNX does: shapes are compared from their last dimension on,
 * and a dimension of 1 stands for any length.
 */

import { shapeText } from "../quote.js";
import { elementCount } from "../shape.js";
import { type Flow, NotDenseError } from "./flow.js";
import type { Constant } from "./values.js";

/**
 * @returns the number where there is only one, else a number for each of the example's
 * @throws NotDenseError where they do not fit, or the constant is not the same for all examples
 */
export function broadcast({ dims, numbers }: Constant, { dims: example }: Flow): number | Float64Array {
  if (numbers.length === 1 && (example === undefined || dims.length <= example.length + 1)) return numbers[0];
  const shape = example ?? dims.slice(-1);
  const leading = dims.slice(0, Math.max(0, dims.length - shape.length));
  const own = dims.slice(leading.length);
  const offset = shape.length - own.length;
  const fits = own.every((dim, i) => dim === 1 || dim === shape[offset + i]);
  if (leading.some((dim) => dim !== 1) || (example !== undefined && leading.length > 1) || !fits) {
    throw new NotDenseError(`has a constant of shape ${shapeText(dims)} for examples of ${shapeText(shape)}`);
  }
  const width = elementCount(shape);
  return Float64Array.from({ length: width }, (_, place) => {
    let rest = place;
    let at = 0;
    let stride = 1;
    for (let d = own.length - 1; d >= 0; d--) {
      const along = rest % shape[offset + d];
      rest = Math.floor(rest / shape[offset + d]);
      if (own[d] > 1) at += along * stride;
      stride *= own[d];
    }
    return numbers[at];
  });
}
