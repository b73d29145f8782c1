/**
 * @file PNG images of every kind, by pngjs, as pictures of eight bits a channel. Its chunks are looked at before.
 */

import { inflateSync } from "node:zlib";
import { PNG } from "pngjs";
import { requirePixels } from "../../bounds.js";
import { AkariError } from "../../error.js";
import { readBytes } from "../../platform/read-file.node.js";
import { orient, readTiffOrientation } from "./exif-orientation.js";
import type { Picture } from "./picture.js";

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

/** What a PNG claims to be, and its packed pixels. Its width and height are those that are stored. */
export interface PngFrame {
  readonly width: number;
  readonly height: number;
  /** Bits of a pixel: of all its channels together. */
  readonly bitsPerPixel: number;
  readonly interlaced: boolean;
  /** How its EXIF data say that it is to be turned, 1 to 8; 0 where it has none. */
  readonly orientation: number;
  /** Bytes from the beginning to the end of its last chunk; what follows is not part of it. */
  readonly length: number;
  /** The data of all IDAT chunks, in order. */
  readonly packed: readonly Uint8Array[];
}

type Header = Omit<PngFrame, "length" | "packed" | "orientation">;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEADER_LENGTH = 13;
/** A chunk's length, type and checksum. */
const CHUNK_FRAME = 12;
/** What the colour types are: grey, colour, palette, and the first two with opacity. */
const COLOR_TYPES: Readonly<Record<number, { channels: number; depths: readonly number[] }>> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};
/** A longer side is no picture's. */
const LONGEST_SIDE = 1e6;

/**
 * Walks through the chunks of a PNG file.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is no PNG, is cut short or claims an impossible or absurd size
 */
export function readPngFrame(bytes: Uint8Array, name: string): PngFrame {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    const cut = bytes.length < SIGNATURE.length;
    throw invalid(
      `${name} is not a PNG image: ${cut ? `it has only ${bytes.length} bytes` : "it begins otherwise"}.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const packed: Uint8Array[] = [];
  let header: Header | undefined;
  let orientation = 0;
  let at = SIGNATURE.length;
  for (let type = ""; type !== "IEND"; ) {
    const end =
      at + CHUNK_FRAME <= bytes.length ? at + CHUNK_FRAME + view.getUint32(at) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) {
      throw invalid(`${name} is cut short: its ${bytes.length} bytes end in the middle of the PNG image.`);
    }
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, end - 4);
    if ((type === "IHDR") !== (header === undefined)) {
      throw invalid(`${name} is a damaged PNG image: it must have one header, at its beginning.`);
    }
    if (type === "IHDR") header = readHeader(data, bytes.length, name);
    if (type === "IDAT") packed.push(data);
    if (type === "eXIf" && orientation === 0) orientation = readTiffOrientation(data);
    at = end;
  }
  if (header === undefined || packed.length === 0) {
    throw invalid(`${name} is a damaged PNG image: it holds no pixels.`);
  }
  return { ...header, orientation, length: at, packed };
}

function readHeader(data: Uint8Array, fileBytes: number, name: string): Header {
  if (data.length !== HEADER_LENGTH) {
    throw invalid(
      `${name} is a damaged PNG image: its header has ${data.length} bytes, not ${HEADER_LENGTH}.`,
    );
  }
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  if (width === 0 || height === 0) {
    throw invalid(`${name} is a PNG image without any pixels: its size is ${width}×${height}.`);
  }
  requirePixels(width, height, fileBytes, name);
  if (Math.max(width, height) > LONGEST_SIDE) {
    throw invalid(
      `${name} claims to be ${width}×${height} pixels. That is too large: no side may have more than ${LONGEST_SIDE}.`,
    );
  }
  const [depth, colorType] = data.subarray(8);
  const color = COLOR_TYPES[colorType];
  if (color === undefined || !color.depths.includes(depth)) {
    throw invalid(
      `${name} is a damaged PNG image: there is no colour type ${colorType} with ${depth} bits a channel.`,
    );
  }
  return { width, height, bitsPerPixel: color.channels * depth, interlaced: data[12] !== 0 };
}

/** Where each of the seven passes of an interlaced image (Adam7) begins, and its steps across and down. */
const PASSES: readonly (readonly [x: number, y: number, across: number, down: number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** How many bytes the pixels take once they are unpacked: rows of whole bytes, each with a filter byte before it. */
export function unpackedLength({ width, height, bitsPerPixel, interlaced }: Header): number {
  const rows = (columns: number, count: number): number =>
    columns === 0 ? 0 : count * (1 + Math.ceil((columns * bitsPerPixel) / 8));
  if (!interlaced) return rows(width, height);
  return PASSES.reduce(
    (sum, [x, y, across, down]) => sum + rows(steps(width, x, across), steps(height, y, down)),
    0,
  );
}

const steps = (length: number, first: number, step: number): number =>
  Math.ceil(Math.max(0, length - first) / step);

const invalid = (message: string): AkariError => new AkariError("invalid-file", message);
