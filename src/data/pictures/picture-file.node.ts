/**
 * @file Picture files, told apart by what is in them rather than by their names.
 */

import { AkariError } from "../../error.js";
import type { FileKind } from "../class-folder.node.js";
import { decodeJpeg } from "../jpeg.node.js";
import { looksLikeJpeg, readJpegFrame } from "../jpeg-segments.js";
import type { Picture } from "../picture.js";
import { decodePng } from "../png.node.js";
import { readPngFrame } from "../png-chunks.js";

/** How other kinds of pictures begin, after so many bytes. */
const OTHERS: readonly (readonly [what: string, at: number, start: string])[] = [
  ["a GIF image", 0, "GIF8"],
  ["a WebP image", 8, "WEBP"],
  ["a BMP image", 0, "BM"],
  ["a TIFF image", 0, "II*\0"],
  ["a TIFF image", 0, "MM\0*"],
  ["an AVIF or HEIC image", 4, "ftyp"],
];

const PNG_START = "\x89PNG";
const PICTURE_NAME = /\.(png|jpe?g|jfif|gif|webp|bmp|tiff?|avif|heic)$/i;

/** Pictures, also those of kinds that cannot be read: their owner wants to hear of them. */
export const PICTURE_FILES: FileKind = {
  singular: "picture",
  plural: "pictures",
  isMeant: (name, start) =>
    PICTURE_NAME.test(name) ||
    looksLikeJpeg(start) ||
    begins(start, 0, PNG_START) ||
    isOther(start) !== undefined,
};

/**
 * Decodes a PNG or JPEG image.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` where it is neither, or damaged
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<Picture> {
  if (begins(bytes, 0, PNG_START)) return decodePng(bytes, name);
  if (looksLikeJpeg(bytes)) return decodeJpeg(bytes, name);
  const what = bytes.length === 0 ? "empty" : (isOther(bytes) ?? "no picture, or a damaged one");
  throw new AkariError("invalid-file", `${name} is ${what}. Give pictures as PNG or JPEG.`);
}

const isOther = (bytes: Uint8Array): string | undefined =>
  OTHERS.find(([, at, start]) => begins(bytes, at, start))?.[0];

const begins = (bytes: Uint8Array, at: number, start: string): boolean =>
  [...start].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/**
 * The size that {@link decodePicture} will give a picture, from what its file says of it: no pixel is decoded.
 *
 * @throws AkariError `invalid-file` as {@link decodePicture} does, save for damaged pixels
 */
export function pictureSize(bytes: Uint8Array, name: string): readonly [height: number, width: number] {
  const frame = looksLikeJpeg(bytes) ? readJpegFrame(bytes, name) : readPngFrame(bytes, name);
  return [frame.height, frame.width];
}
