/**
 * @file What a PNG file is made of: its chunks, and what its header claims.
 *
 * Source: W3C, "Portable Network Graphics (PNG) Specification", https://www.w3.org/TR/png/.
 */

import { requirePixels } from "../../bounds.js";
import { AkariError } from "../../error.js";
import { readTiffOrientation } from "./exif-orientation.js";

/** What a PNG claims to be, and its packed pixels. Its width and height are those that are stored. */
export interface PngFrame {
  readonly width: number;
  readonly height: number;
  /** Bits of a channel. */
  readonly depth: number;
  /** Its number in PNG's specification: 0 grey, 2 colour, 3 palette, 4 and 6 grey and colour with opacity. */
  readonly colorType: number;
  /** Numbers that a pixel is stored as. */
  readonly channels: number;
  readonly interlaced: boolean;
  /** How its EXIF data say that it is to be turned, 1 to 8; 0 where it has none. */
  readonly orientation: number;
  /** Its chunks up to the last one, IEND; what follows is not part of it. */
  readonly chunks: readonly PngChunk[];
}

/** A part of a PNG file. */
export interface PngChunk {
  /** Four letters: the first is a capital where nobody may pass over the chunk who does not know it. */
  readonly type: string;
  readonly data: Uint8Array;
  /** Type and data, over which the checksum goes, and the checksum. */
  readonly whole: Uint8Array;
}

type Header = Omit<PngFrame, "chunks" | "orientation">;

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
  const chunks: PngChunk[] = [];
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
    chunks.push({ type, data, whole: bytes.subarray(at + 4, end) });
    if (type === "eXIf" && orientation === 0) orientation = readTiffOrientation(data);
    at = end;
  }
  if (header === undefined || chunks.every((chunk) => chunk.type !== "IDAT")) {
    throw invalid(`${name} is a damaged PNG image: it holds no pixels.`);
  }
  return { ...header, orientation, chunks };
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
  if (data[10] !== 0 || data[11] !== 0 || data[12] > 1) {
    throw invalid(`${name} is a damaged PNG image: its header asks for what there is not.`);
  }
  return { width, height, depth, colorType, channels: color.channels, interlaced: data[12] === 1 };
}

const invalid = (message: string): AkariError => new AkariError("invalid-file", message);
