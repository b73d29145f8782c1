/**
 * @file PNG images of every kind as pictures of eight bits a channel. Decoded here, by pngjs, rather than by a browser, whose
 * canvas keeps colours multiplied by their opacity and rounds them: the same file gives the same numbers everywhere.
 *
 * Source: W3C, "Portable Network Graphics (PNG) Specification", https://www.w3.org/TR/png/.
 */

import { inflate } from "#platform/unpack";
import { AkariError } from "../../error.js";
import { CrcCalculator, dataToBitMap, Filter, getImagePasses, normaliseFormat } from "../../vendor/pngjs.js";
import { orient } from "./exif-orientation.js";
import type { Picture } from "./picture.js";
import { type PngChunk, type PngFrame, readPngFrame } from "./png-frame.js";

/**
 * Decodes a PNG image: grey, palette or colour, 1 to 16 bits deep, with or without opacity, interlaced or not, turned
 * as its EXIF data say. Of an animated one it is the picture that is not animated.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file`
 */
export async function decodePng(bytes: Uint8Array, name: string): Promise<Picture> {
  const frame = readPngFrame(bytes, name);
  try {
    const { chunks, width, height, orientation } = frame;
    requireSound(chunks);
    const packed = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
    const length = unpackedLength(frame);
    const raw = await inflate(packed, length + SLACK);
    if (raw.length < length) throw new Error(`There are ${raw.length} bytes of pixels, not ${length}.`);
    return orient({ width, height, data: readPixels(raw, frame) }, orientation);
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

/** The chunks that pixels are made of. */
const USED = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

/** @throws Error where a checksum is wrong, or a chunk is not known that must not be passed over */
function requireSound(chunks: readonly PngChunk[]): void {
  for (const { type, whole } of chunks) {
    if (USED.includes(type)) {
      const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
      if (CrcCalculator.crc32(whole.subarray(0, -4)) !== view.getInt32(whole.length - 4))
        throw new Error(`The checksum of ${type} is wrong.`);
    } else if (type[0] === type[0].toUpperCase()) throw new Error(`There is a chunk ${type}.`);
  }
}

type Layout = Pick<PngFrame, "width" | "height" | "depth" | "channels" | "interlaced">;

/** How many bytes the pixels take once they are unpacked: rows of whole bytes, each with a filter byte before it. */
export function unpackedLength({ width, height, depth, channels, interlaced }: Layout): number {
  const passes = interlaced ? getImagePasses(width, height) : [{ width, height }];
  return passes.reduce(
    (sum, pass) => sum + pass.height * (1 + Math.ceil((pass.width * channels * depth) / 8)),
    0,
  );
}

/**
 * @param raw unpacked: each row behind the number of its filter; it is overwritten
 * @returns `[height, width, 4]`
 */
function readPixels(raw: Uint8Array, frame: PngFrame): Uint8Array {
  const { width, height, depth, colorType, channels, interlaced } = frame;
  const image = {
    ...{ width, height, depth, colorType, bpp: channels, interlace: interlaced },
    palette: paletteOf(frame),
    transColor: hiddenColor(frame),
  };
  const data = normaliseFormat(dataToBitMap(undoFilters(raw, image), image), image);
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}

/** The rows without their filters, one behind the other, where they were. */
function undoFilters(raw: Uint8Array, image: ConstructorParameters<typeof Filter>[0]): Uint8Array {
  // Not a Buffer, whose slices would be overwritten with it.
  const bytes = new Uint8Array(raw.buffer, raw.byteOffset, raw.length);
  let from = 0;
  let to = 0;
  let next: (() => void) | undefined;
  const filter = new Filter(image, {
    // It asks for a row from within the last one, and rows are many: each has its turn below.
    read(length, then) {
      next = () => {
        from += length;
        then(bytes.subarray(from - length, from));
      };
    },
    write(row) {
      bytes.set(row, to);
      to += row.length;
    },
    complete() {
      next = undefined;
    },
  });
  for (filter.start(); next !== undefined; ) next();
  return bytes.subarray(0, to);
}

/** @throws Error where there are two, or less in it than is said to be transparent, or none where pixels are places in it */
function paletteOf({ chunks, colorType }: PngFrame): number[][] | undefined {
  const [data, second] = chunks.filter(({ type }) => type === "PLTE").map((chunk) => chunk.data);
  if (second !== undefined) throw new Error("There are two palettes.");
  if (colorType !== 3) return undefined;
  if (data === undefined) throw new Error("There is no palette.");
  const opacities = chunks.find(({ type }) => type === "tRNS")?.data ?? [];
  const colors: number[][] = [];
  for (let at = 0; at + 3 <= data.length; at += 3) {
    colors.push([data[at], data[at + 1], data[at + 2], opacities[colors.length] ?? 255]);
  }
  if (opacities.length > colors.length) throw new Error("More colours are transparent than there are.");
  return colors;
}

/** The one colour, as it is stored, that is transparent. */
function hiddenColor({ chunks, channels, colorType }: PngFrame): number[] | undefined {
  const data = chunks.find(({ type }) => type === "tRNS")?.data;
  if (data === undefined || (colorType !== 0 && colorType !== 2)) return undefined;
  if (data.length < 2 * channels) throw new Error("The transparent colour is cut short.");
  return Array.from({ length: channels }, (_, c) => (data[2 * c] << 8) | data[2 * c + 1]);
}
