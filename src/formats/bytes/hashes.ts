/**
 * @file The hashes of a network's parameters, by which two runs are compared, and of a file's content.
 *
 * The latter is the hash by which a file tells whether what it says and holds is what Akari wrote: one byte that a disk or a
 * line has changed would else be a network that answers wrongly without a word. It guards against accidents. Whoever
 * changes a file on purpose can make its hash anew.
 *
 * A file of Akari's has it in its metadata under `akari.content`, a safetensors file as an ONNX file:
 *
 * ```
 * "sha256:" and SHA-256, in hexadecimal digits, of the JSON text [[name, hash], …], which has no spaces and is sorted
 * by the names' UTF-16; hash is SHA-256 of what has the name:
 *
 * "metadata <key>"                  the text, in UTF-8: under `akari`, and under each key that begins with "akari.";
 *                                   of ONNX those under `labels` and `targets`, too
 * "tensor <dtype> <shape> <name>"   of safetensors the bytes, such as "tensor F32 [16,784] 0.weight"
 * "graph"                           of ONNX the GraphProto
 * "opset <domain>"                  of ONNX the version, in decimal digits
 * ```
 *
 * So it is of what the file holds, in whatever order and with whatever spaces: a program that only writes the file anew
 * leaves it true.
 */

import { AkariError } from "../../error.js";
import type { LayerParameters } from "../../model/model.js";
import { writeFloats } from "./numbers.js";
import { sha256 } from "./sha256.js";

/** The metadata key under which the hash stands. */
export const CONTENT_KEY = "akari.content";

/** Something that a file says or holds, by its name. */
export type ContentPart = readonly [name: string, content: Uint8Array | string];

/** The hash as it stands in a file. */
export function hashContent(parts: readonly ContentPart[]): string {
  const encoder = new TextEncoder();
  const hashed = parts
    .map(([name, content]) => {
      const bytes = typeof content === "string" ? encoder.encode(content) : content;
      return [name, sha256(bytes)] as const;
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `sha256:${sha256(encoder.encode(JSON.stringify(hashed)))}`;
}

/** Those entries of the metadata that are Akari's own, and that are asked for; but for the hash itself. */
export const metadataParts = (
  metadata: Iterable<readonly [key: string, text: string]>,
  also: readonly string[] = [],
): ContentPart[] =>
  [...metadata]
    .filter(([key]) => key !== CONTENT_KEY && (/^akari(\.|$)/.test(key) || also.includes(key)))
    .map(([key, text]) => [`metadata ${key}`, text]);

/**
 * @param name what to call the file
 * @param what it holds, such as "tensors"
 * @param remedy how a file that was changed on purpose is read
 */
export const contentDiffers = (name: string, what: string, remedy: string): AkariError =>
  new AkariError(
    "invalid-file",
    `${name} is damaged, or was changed after Akari wrote it: its description and ${what} are not those that its hash ` +
      `was made of. Get it again; where it was changed on purpose, ${remedy}.`,
  );

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
