/**
 * @file PNG images of every kind, by pngjs, as pictures of eight bits a channel.
 */

import { inflateSync } from "node:zlib";
import { PNG } from "pngjs";
import { AkariError } from "../../error.js";
import { readBytes } from "../read-file.node.js";
import { orient } from "./exif-orientation.js";
import type { Picture } from "./picture.js";
import { type PngFrame, readPngFrame, unpackedLength } from "./png-chunks.js";

/**
 * Reads a PNG image from a file.
 *
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it is no sound PNG image or
 * larger than 100 million pixels
 */
export async function readPng(path: string): Promise<Picture> {
  return decodePng(await readBytes(path), path);
}

/**
 * Decodes a PNG image: grey, palette or colour, 1 to 16 bits deep, with or without opacity, interlaced or not, turned
 * as its EXIF data say.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file`
 */
export function decodePng(bytes: Uint8Array, name: string): Picture {
  const frame = readPngFrame(bytes, name);
  try {
    requireAllPixels(frame);
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, frame.length));
    return orient({ width, height, data }, frame.orientation);
  } catch (cause) {
    throw new AkariError(
      "invalid-file",
      `${name} is a damaged PNG image: its parts do not agree with their checksums or with each other.`,
      { cause },
    );
  }
}

/** What some programs leave after the last pixel. */
const SLACK = 65536;

/**
 * pngjs takes missing pixels for whatever is in memory, and unpacks interlaced ones whole, however large they make
 * themselves.
 */
function requireAllPixels(frame: PngFrame): void {
  const expected = unpackedLength(frame);
  const { length } = inflateSync(Buffer.concat(frame.packed), { maxOutputLength: expected + SLACK });
  if (length < expected) throw new Error(`There are ${length} bytes of pixels, not ${expected}.`);
}
