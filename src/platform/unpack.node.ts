/** @file Unpacking in Node, Bun and Deno. */

import { Readable } from "node:stream";
import { createGunzip, inflateSync } from "node:zlib";
import type { Inflate, UnpackStream } from "./platform.js";

/** How many bytes are unpacked at a time. */
const CHUNK_BYTES = 2 ** 18;

export const inflate: Inflate = async (packed, most) =>
  inflateSync(packed.length === 1 ? packed[0] : Buffer.concat(packed), { maxOutputLength: most });

export const unpackStream: UnpackStream = async function* (packed) {
  const source = Readable.from(packed);
  const unpacked = source.pipe(createGunzip({ chunkSize: CHUNK_BYTES }));
  // A pipe does not hand on what goes wrong before it.
  source.on("error", (error) => unpacked.destroy(error));
  try {
    for await (const chunk of unpacked as AsyncIterable<Uint8Array>) yield chunk;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
};
