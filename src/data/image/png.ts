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
import {
  type PngChunk,
  type PngFrame,
  type PngPass,
  passesOf,
  readPngFrame,
  unpackedLength,
} from "./png-frame.js";

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
  const samples = new Uint16Array(channels);
  const step = Math.max(1, (channels * depth) >> 3);
  let at = 0;
  for (const pass of passesOf(frame)) {
    for (let row = 0; row < pass.rows; row++, at += 1 + pass.rowBytes) {
      const above = row === 0 ? undefined : at - pass.rowBytes;
      undoFilter(raw, at, above, pass, step);
      for (let column = 0; column < pass.columns; column++) {
        for (let c = 0; c < channels; c++) samples[c] = sampleAt(raw, at + 1, column * channels + c, depth);
        const place = (pass.y + row * pass.down) * width + pass.x + column * pass.across;
        paint(samples, pixels, place * 4);
      }
    }
  }
  return pixels;
}

/** The n-th number of a row. */
function sampleAt(raw: Uint8Array, start: number, n: number, depth: number): number {
  if (depth === 8) return raw[start + n];
  if (depth === 16) return (raw[start + 2 * n] << 8) | raw[start + 2 * n + 1];
  const bit = n * depth;
  return (raw[start + (bit >> 3)] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

/**
 * @param at of the byte that tells the row's filter
 * @param above where the row above it begins, if there is one: its first byte after that of its filter
 * @param step how many bytes before a byte the one lies that stands for the same of the pixel before
 */
function undoFilter(
  raw: Uint8Array,
  at: number,
  above: number | undefined,
  { rowBytes }: PngPass,
  step: number,
): void {
  const filter = raw[at];
  if (filter === 0) return;
  if (filter > 4) throw new Error(`There is no filter ${filter}.`);
  for (let i = 0, place = at + 1; i < rowBytes; i++, place++) {
    const left = i < step ? 0 : raw[place - step];
    const up = above === undefined ? 0 : raw[above + i];
    const corner = above === undefined || i < step ? 0 : raw[above + i - step];
    raw[place] += predicted(filter, left, up, corner);
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

/** Puts a pixel's colour and opacity into four bytes. */
type Paint = (samples: Uint16Array, pixels: Uint8Array, at: number) => void;

/** @throws Error where palette or transparent colour are missing or impossible */
function painter({ chunks, colorType, depth }: PngFrame): Paint {
  const [palette, second] = chunks.filter(({ type }) => type === "PLTE").map(({ data }) => data);
  const transparency = chunks.find(({ type }) => type === "tRNS")?.data;
  if (second !== undefined) throw new Error("There are two palettes.");
  if (colorType === 3) return fromPalette(palette, transparency);
  const hidden =
    colorType === 0 || colorType === 2 ? hiddenColor(transparency, colorType === 0 ? 1 : 3) : undefined;
  const most = 2 ** depth - 1;
  const [green, blue] = colorType === 2 || colorType === 6 ? [1, 2] : [0, 0];
  const opacity = colorType === 4 ? 1 : colorType === 6 ? 3 : undefined;
  const level = (sample: number): number => (depth === 8 ? sample : Math.floor((sample * 255) / most + 0.5));
  return (samples, pixels, at) => {
    if (hidden?.every((sample, c) => sample === samples[c])) return;
    pixels[at] = level(samples[0]);
    pixels[at + 1] = level(samples[green]);
    pixels[at + 2] = level(samples[blue]);
    pixels[at + 3] = opacity === undefined ? 255 : level(samples[opacity]);
  };
}

function fromPalette(palette: Uint8Array | undefined, transparency: Uint8Array | undefined): Paint {
  if (palette === undefined) throw new Error("There is no palette.");
  const colors = Math.floor(palette.length / 3);
  if (transparency !== undefined && transparency.length > colors) {
    throw new Error("More colours are transparent than there are.");
  }
  return ([index], pixels, at) => {
    if (index >= colors) throw new Error(`There is no colour ${index}.`);
    for (let c = 0; c < 3; c++) pixels[at + c] = palette[3 * index + c];
    pixels[at + 3] = transparency?.[index] ?? 255;
  };
}

/** The one colour, as it is stored, that is transparent. @param channels 1 for grey, 3 for colour */
function hiddenColor(data: Uint8Array | undefined, channels: number): number[] | undefined {
  if (data === undefined) return undefined;
  if (data.length < 2 * channels) throw new Error("The transparent colour is cut short.");
  return Array.from({ length: channels }, (_, c) => (data[2 * c] << 8) | data[2 * c + 1]);
}
