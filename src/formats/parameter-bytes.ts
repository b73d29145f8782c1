/**
 * @file A network's parameters as one run of bytes, and the hash by which two runs are compared.
 */

import { AkariError } from "../error.js";
import type { LayerParameters } from "../model/model.js";
import { writeFloats } from "./little-endian.js";

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
 *
 * @throws AkariError `not-found` in a page that was not served securely, where browsers withhold `crypto.subtle`
 */
export async function hashParameters(parameters: readonly LayerParameters[]): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) {
    throw new AkariError(
      "not-found",
      "SHA-256 is not to be had here: browsers offer it to pages served over https or from localhost only.",
    );
  }
  const hash = new Uint8Array(await subtle.digest("SHA-256", parameterBytes(parameters)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
