/** @file PNG images in files. */

import { readBytes } from "../../platform/read-file.node.js";
import type { Picture } from "./picture.js";
import { decodePng } from "./png.js";

/**
 * Reads a PNG image from a file.
 *
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it is no sound PNG image or
 * larger than 100 million pixels
 */
export async function readPng(path: string): Promise<Picture> {
  return decodePng(await readBytes(path), path);
}
