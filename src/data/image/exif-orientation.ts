/**
 * @file How EXIF data say that a picture is to be turned, and turning it. Read as the decoder of JPEG reads it, so that
 * a picture's size is known without decoding it.
 *
 * Source: CIPA DC-008, "Exchangeable image file format for digital still cameras" (Exif 2.3), sections 4.5 and 4.6.
 */

import type { Picture } from "./picture.js";

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const [LITTLE_ENDIAN, BIG_ENDIAN] = [0x4949, 0x4d4d];
const TIFF_LENGTH = 8;
const ENTRY_LENGTH = 12;
const ORIENTATION = 0x0112;

/**
 * The orientation that an APP1 segment of a JPEG file tells.
 *
 * @param data the segment's, without its marker and length
 * @returns as {@link readTiffOrientation}; 0 also where it is not of EXIF
 */
export function readApp1Orientation(data: Uint8Array): number {
  const isExif = EXIF.every((byte, i) => data[i] === byte);
  return isExif ? readTiffOrientation(data.subarray(EXIF.length)) : 0;
}

/**
 * The orientation that EXIF data tell: 1 for a picture as it is stored, 2 to 8 for a mirrored or turned one; from 5 on,
 * its width and height change places.
 *
 * @param data from the TIFF header on, from which offsets are counted
 * @returns 0 where they tell none
 */
export function readTiffOrientation(data: Uint8Array): number {
  if (data.length < TIFF_LENGTH) return 0;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const order = view.getUint16(0);
  const little = order === LITTLE_ENDIAN;
  if ((!little && order !== BIG_ENDIAN) || view.getUint16(2, little) !== 42) return 0;
  const offset = view.getUint32(4, little);
  const entries = offset + 2;
  if (offset < TIFF_LENGTH || entries > data.length) return 0;
  const count = view.getUint16(entries - 2, little);
  for (let i = 0; i < count; i++) {
    const at = entries + i * ENTRY_LENGTH;
    if (at + ENTRY_LENGTH > data.length) return 0;
    if (view.getUint16(at, little) === ORIENTATION) return view.getUint16(at + 8, little);
  }
  return 0;
}

/** Whether width and height change places. */
export const isTurned = (orientation: number): boolean => orientation >= 5 && orientation <= 8;

/** For a place of the turned picture, the one that was stored: across and down, of `w` × `h` stored pixels. */
type Source = (x: number, y: number, w: number, h: number) => readonly [across: number, down: number];

/** From 2 on; orientation 1 leaves a picture as it is. */
const SOURCES: Readonly<Record<number, Source>> = {
  2: (x, y, w) => [w - 1 - x, y],
  3: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  4: (x, y, _w, h) => [x, h - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, _w, h) => [y, h - 1 - x],
  7: (x, y, w, h) => [w - 1 - y, h - 1 - x],
  8: (x, y, w) => [w - 1 - y, x],
};

/** A picture turned as its EXIF data say. @param orientation what is none of 2 to 8 turns nothing */
export function orient(picture: Picture, orientation: number): Picture {
  const source = SOURCES[orientation];
  if (source === undefined) return picture;
  const { width: w, height: h } = picture;
  const [width, height] = isTurned(orientation) ? [h, w] : [w, h];
  const pixels = new Uint32Array(Uint8Array.from(picture.data).buffer);
  const turned = new Uint32Array(pixels.length);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const [across, down] = source(x, y, w, h);
      turned[i] = pixels[down * w + across];
    }
  }
  return { width, height, data: new Uint8Array(turned.buffer) };
}
