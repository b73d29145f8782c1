/**
 * @file Unpacks files that gzip packed.
 */

import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { unpackedLimit, unpackedTooLarge } from "../bounds.js";
import { AkariError } from "../error.js";

/**
 * Unpacks what gzip packed.
 *
 * @param name what to call it in messages
 * @param most the most bytes that it may become, where that is less than may be made of any file of its size
 * @throws AkariError `invalid-file` where it is no gzip file, is damaged or would become too large
 */
export async function unpack(
  bytes: Uint8Array,
  name: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const limit = unpackedLimit(bytes.length);
  try {
    const { buffer, byteOffset, length } = await promisify(gunzip)(bytes, {
      maxOutputLength: Math.min(most, limit),
    });
    // A Buffer's `slice` shares memory, where that of every other array copies.
    return new Uint8Array(buffer, byteOffset, length);
  } catch (cause) {
    const tooLarge = (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    const large = most < limit ? `it holds more than ${most} bytes` : unpackedTooLarge(bytes.length);
    const reason = tooLarge ? large : "it is no gzip file, or it is damaged";
    throw new AkariError("invalid-file", `${name} cannot be unpacked: ${reason}.`, { cause });
  }
}
