/**
 * @file Digits to be recognised, from whatever file holds them, in the form of MNIST.
 */

import { BOUNDS } from "../../bounds.js";
import { AkariError, invalidArgument, naming } from "../../error.js";
import { readBytes } from "../../platform/read-file.node.js";
import { fileSignature, PICTURE_NAME } from "../file-signatures.js";
import { decodePicture } from "../image/decode.js";
import { unpack } from "../unpack.node.js";
import { digitFromPicture } from "./from-picture.js";
import { fromStrokes, parseStrokes } from "./from-strokes.js";

/** One digit, ready for a network that was trained on MNIST. */
export interface DigitInput {
  /** The file, and the line where it has several: `drawn.jsonl:3`. */
  readonly name: string;
  /** The class that the file says it is. */
  readonly label?: string;
  /** `[784]`, row by row, 0 paper to 255 ink. */
  readonly pixels: Uint8Array;
}

/**
 * Reads digits: one from a PNG or JPEG image, one a line from drawn strokes (`.jsonl`, `.jsonl.gz`).
 *
 * @throws AkariError naming the file and the line: `not-found`, `invalid-file`, `invalid-argument` for other kinds
 * of files, `invalid-data` where nothing is drawn
 */
export async function readDigits(path: string): Promise<DigitInput[]> {
  if (/\.jsonl(\.gz)?$/i.test(path)) {
    return parseStrokes(await readText(path), path).map(({ strokes, label, line }) => {
      const name = `${path}:${line}`;
      const pixels = naming(name, () => fromStrokes(strokes));
      return label === undefined ? { name, pixels } : { name, label, pixels };
    });
  }
  const bytes = await readBytes(path);
  if (PICTURE_NAME.test(path) || fileSignature(bytes) !== undefined) {
    return [{ name: path, pixels: digitFromPicture(await decodePicture(bytes, path), path) }];
  }
  throw invalidArgument(
    `${path} cannot be read as digits. Give a PNG or JPEG image (.png, .jpg) or drawn strokes (.jsonl, .jsonl.gz).`,
  );
}

async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  const text = /\.gz$/i.test(path) ? await unpack(bytes, path, BOUNDS.strokes) : bytes;
  if (text.length > BOUNDS.strokes) {
    throw new AkariError(
      "invalid-file",
      `${path} has ${text.length} bytes, but at most ${BOUNDS.strokes} are read.`,
    );
  }
  return new TextDecoder().decode(text);
}
