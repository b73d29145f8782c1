/**
 * @file A network's parameters as one run of bytes, and the hash by which two runs are compared.
 */

import type { LayerParameters } from "../../model/model.js";
import { writeFloats } from "./little-endian.js";
import { sha256 } from "./sha256.js";

/**
 * Weight, bias, weight, bias, … in the order of the layers: each `[units, inputs]` or `[units]` row by row, as
 * little-endian float32 or float64 after the array's own type.
 */
export function parameterBytes(parameters: readonly LayerParameters[]): Uint8Array<ArrayBuffer> {
  const arrays = parameters.flatMap(({ weight, bias }) => [weight, bias]);
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const numbers of arrays) offset = writeFloats(bytes, offset, numbers);
  return bytes;
}

/**
 * SHA-256 of {@link parameterBytes}, as 64 hexadecimal digits: equal for two networks exactly where all their
 * parameters are equal, bit for bit.
 */
export async function hashParameters(parameters: readonly LayerParameters[]): Promise<string> {
  return sha256(parameterBytes(parameters));
}
