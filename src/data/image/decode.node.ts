/**
 * @file Picture files, told apart by what is in them rather than by their names.
 */

import { AkariError } from "../../error.js";
import type { FileKind } from "../class-folder.node.js";
import { begins, fileSignature, PICTURE_NAME } from "../file-signatures.js";
import { isTurned } from "./exif-orientation.js";
import { decodeJpeg, looksLikeJpeg, readJpegFrame } from "./jpeg.node.js";
import type { Picture } from "./picture.js";
import { decodePng, readPngFrame } from "./png.node.js";

/** Pictures, also those of kinds that cannot be read: their owner wants to hear of them. */
export const PICTURE_FILES: FileKind = {
  singular: "picture",
  plural: "pictures",
  isMeant: (name, start) => PICTURE_NAME.test(name) || fileSignature(start)?.holds === "picture",
};

/**
 * Decodes a PNG or JPEG image.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` where it is neither, or damaged
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<Picture> {
  return formatOf(bytes, name) === "png" ? decodePng(bytes, name) : decodeJpeg(bytes, name);
}

/** @throws AkariError `invalid-file` that says what the file is, where it is neither */
function formatOf(bytes: Uint8Array, name: string): "png" | "jpeg" {
  if (begins(bytes, 0, PNG_START)) return "png";
  if (looksLikeJpeg(bytes)) return "jpeg";
  const known = fileSignature(bytes);
  const what = bytes.length === 0 ? "empty" : (known?.what ?? "no picture, or a damaged one");
  const how = known?.holds === "picture" ? ": `magick FILE out.png` of ImageMagick converts it." : ".";
  throw new AkariError("invalid-file", `${name} is ${what}. Give pictures as PNG or JPEG${how}`);
}

const PNG_START = "\x89PNG";

/**
 * The size that {@link decodePicture} will give a picture, from what its file says of it: no pixel is decoded.
 *
 * @throws AkariError `invalid-file` as {@link decodePicture} does, save for damaged pixels
 */
export function pictureSize(bytes: Uint8Array, name: string): readonly [height: number, width: number] {
  if (formatOf(bytes, name) === "png") {
    const { width, height, orientation } = readPngFrame(bytes, name);
    return isTurned(orientation) ? [width, height] : [height, width];
  }
  const { width, height } = readJpegFrame(bytes, name);
  return [height, width];
}
