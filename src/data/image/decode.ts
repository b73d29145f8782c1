/**
 * @file Picture files, told apart by what is in them rather than by their names.
 */

import { decodeOther } from "#platform/pictures";
import { AkariError } from "../../error.js";
import { begins, fileSignature } from "../file-signatures.js";
import { isTurned } from "./exif-orientation.js";
import { decodeJpeg, jpegSize, looksLikeJpeg } from "./jpeg.js";
import type { Picture } from "./picture.js";
import { decodePng } from "./png.js";
import { readPngFrame } from "./png-frame.js";

/**
 * Decodes a PNG or JPEG image; in a browser also others that it knows.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` where it is none of these, or damaged
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<Picture> {
  const format = formatOf(bytes);
  if (format === "png") return decodePng(bytes, name);
  if (format === "jpeg") return decodeJpeg(bytes, name);
  const decoded = decodeOther?.(new Uint8Array(bytes)).catch(() => undefined);
  return (await decoded) ?? refuse(bytes, name);
}

function formatOf(bytes: Uint8Array): "png" | "jpeg" | undefined {
  if (begins(bytes, 0, PNG_START)) return "png";
  return looksLikeJpeg(bytes) ? "jpeg" : undefined;
}

/**
 * The size that {@link decodePicture} will give a picture.
 *
 * @throws AkariError as {@link decodePicture}
 */
export async function measurePicture(
  bytes: Uint8Array,
  name: string,
): Promise<readonly [height: number, width: number]> {
  if (formatOf(bytes) !== undefined) return pictureSize(bytes, name);
  const { height, width } = await decodePicture(bytes, name);
  return [height, width];
}

/** Says what the file is. */
function refuse(bytes: Uint8Array, name: string): never {
  const known = fileSignature(bytes);
  const what = bytes.length === 0 ? "empty" : (known?.what ?? "no picture, or a damaged one");
  const how = known?.holds === "picture" ? ": `magick FILE out.png` of ImageMagick converts it." : ".";
  throw new AkariError("invalid-file", `${name} is ${what}. Give pictures as PNG or JPEG${how}`);
}

const PNG_START = "\x89PNG";

/**
 * The size that {@link decodePicture} will give a PNG or JPEG image, from what its file says of it: no pixel is decoded.
 *
 * @throws AkariError `invalid-file` as {@link decodePicture} does, save for damaged pixels
 */
export function pictureSize(bytes: Uint8Array, name: string): readonly [height: number, width: number] {
  const format = formatOf(bytes) ?? refuse(bytes, name);
  if (format === "png") {
    const { width, height, orientation } = readPngFrame(bytes, name);
    return isTurned(orientation) ? [width, height] : [height, width];
  }
  const { width, height } = jpegSize(bytes, name);
  return [height, width];
}
