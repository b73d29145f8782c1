/**
 * @file Adds chunks to PNG images.
 */

import { crc32 } from "node:zlib";

/** A PNG image with one more chunk, right before its pixels. */
export function pngWithChunk(png: Uint8Array, type: string, data: ArrayLike<number>): Uint8Array {
  const body = Buffer.concat([Buffer.from(type), Uint8Array.from(data)]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), 4 + body.length);
  const at = Buffer.from(png).indexOf("IDAT") - 4;
  return Buffer.concat([png.subarray(0, at), chunk, png.subarray(at)]);
}
