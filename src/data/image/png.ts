/**
 * @file PNG images of every kind as pictures of eight bits a channel. Decoded here rather than by a browser, whose canvas
 * keeps colours multiplied by their opacity and rounds them: the same file gives the same numbers everywhere.
 *
 * Source: W3C, "Portable Network Graphics (PNG) Specification", https://www.w3.org/TR/png/.
 */

import { inflate } from "#platform/unpack";
import { AkariError } from "../../error.js";
import { orient } from "./exif-orientation.js";
import type { Picture } from "./picture.js";
import { type PngChunk, type PngFrame, passesOf, readPngFrame, unpackedLength } from "./png-frame.js";

/**
 * Decodes a PNG image: grey, palette or colour, 1 to 16 bits deep, with or without opacity, interlaced or not, turned
 * as its EXIF data say.
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
      if (crc32(whole.subarray(0, -4)) !== view.getUint32(whole.length - 4))
        throw new Error(`The checksum of ${type} is wrong.`);
    } else if (type[0] === type[0].toUpperCase()) throw new Error(`There is a chunk ${type}.`);
  }
}

/** What each value of a byte makes of the checksum: the polynomial's lowest bit comes first (PNG, annex D). */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ bytes[i]) & 0xff];
  return ~crc >>> 0;
}

/**
 * @param raw unpacked: each row behind the number of its filter; they are undone in place
 * @returns `[height, width, 4]`
 */
function readPixels(raw: Uint8Array, frame: PngFrame): Uint8Array {
  const { width, height, depth, channels } = frame;
  const pixels = new Uint8Array(width * height * 4);
  const paint = painter(frame);
  const before = Math.max(1, (channels * depth) >> 3);
  let start = 1;
  for (const { x, y, across, down, columns, rows, rowBytes } of passesOf(frame)) {
    for (let row = 0; row < rows; row++, start += 1 + rowBytes) {
      undoFilter(raw, start, row === 0 ? undefined : start - 1 - rowBytes, rowBytes, before);
      const samples = samplesOf(raw.subarray(start, start + rowBytes), columns * channels, depth);
      paint(samples, columns, pixels, ((y + row * down) * width + x) * 4, across * 4);
    }
  }
  return pixels;
}

/** The numbers of a row. */
function samplesOf(row: Uint8Array, count: number, depth: number): Uint8Array | Uint16Array {
  if (depth === 8) return row;
  const most = (1 << depth) - 1;
  return Uint16Array.from({ length: count }, (_, n) => {
    const bit = n * depth;
    return depth === 16
      ? (row[2 * n] << 8) | row[2 * n + 1]
      : (row[bit >> 3] >> (8 - depth - (bit & 7))) & most;
  });
}

/**
 * @param start of the row, behind the byte that tells its filter
 * @param above where the row above it begins, if there is one
 * @param before how many bytes before a byte the one lies that stands for the same of the pixel before
 */
function undoFilter(
  raw: Uint8Array,
  start: number,
  above: number | undefined,
  rowBytes: number,
  before: number,
): void {
  const filter = raw[start - 1];
  if (filter === 0) return;
  if (filter > 4) throw new Error(`There is no filter ${filter}.`);
  for (let i = 0; i < rowBytes; i++) {
    const left = i < before ? 0 : raw[start + i - before];
    const up = above === undefined ? 0 : raw[above + i];
    const corner = above === undefined || i < before ? 0 : raw[above + i - before];
    raw[start + i] += predicted(filter, left, up, corner);
  }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  // Paeth's: whichever is nearest to what a plane through the three would have here.
  const plane = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(plane - left), Math.abs(plane - up), Math.abs(plane - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/**
 * Puts the colours and opacities of a row into pixels, four bytes each.
 *
 * @param at of the row's first pixel
 * @param step from one of its pixels to the next
 */
type PaintRow = (
  samples: Uint8Array | Uint16Array,
  columns: number,
  pixels: Uint8Array,
  at: number,
  step: number,
) => void;

/** @throws Error where palette or transparent colour are missing or impossible */
function painter({ chunks, colorType, depth, channels }: PngFrame): PaintRow {
  const [palette, second] = chunks.filter(({ type }) => type === "PLTE").map(({ data }) => data);
  const transparency = chunks.find(({ type }) => type === "tRNS")?.data;
  if (second !== undefined) throw new Error("There are two palettes.");
  if (colorType === 3) return fromPalette(palette, transparency);
  const isColor = colorType === 2 || colorType === 6;
  const isOpaque = colorType === 0 || colorType === 2;
  const hidden = isOpaque ? hiddenColor(transparency, channels) : undefined;
  const most = 2 ** depth - 1;
  const level = (sample: number): number => (depth === 8 ? sample : Math.floor((sample * 255) / most + 0.5));
  return (samples, columns, pixels, at, step) => {
    for (let column = 0, from = 0, to = at; column < columns; column++, from += channels, to += step) {
      // A hidden pixel stays 0.
      if (hidden?.every((sample, c) => sample === samples[from + c])) continue;
      pixels[to] = level(samples[from]);
      pixels[to + 1] = level(samples[isColor ? from + 1 : from]);
      pixels[to + 2] = level(samples[isColor ? from + 2 : from]);
      pixels[to + 3] = isOpaque ? 255 : level(samples[from + channels - 1]);
    }
  };
}

function fromPalette(palette: Uint8Array | undefined, transparency: Uint8Array | undefined): PaintRow {
  if (palette === undefined) throw new Error("There is no palette.");
  const colors = Math.floor(palette.length / 3);
  if (transparency !== undefined && transparency.length > colors) {
    throw new Error("More colours are transparent than there are.");
  }
  return (samples, columns, pixels, at, step) => {
    for (let column = 0, to = at; column < columns; column++, to += step) {
      const index = samples[column];
      if (index >= colors) throw new Error(`There is no colour ${index}.`);
      for (let c = 0; c < 3; c++) pixels[to + c] = palette[3 * index + c];
      pixels[to + 3] = transparency?.[index] ?? 255;
    }
  };
}

/** The one colour, as it is stored, that is transparent. @param channels 1 for grey, 3 for colour */
function hiddenColor(data: Uint8Array | undefined, channels: number): number[] | undefined {
  if (data === undefined) return undefined;
  if (data.length < 2 * channels) throw new Error("The transparent colour is cut short.");
  return Array.from({ length: channels }, (_, c) => (data[2 * c] << 8) | data[2 * c + 1]);
}
