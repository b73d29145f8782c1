/**
 * @file Picture files of all kinds, small ones.
 */

import { PNG } from "pngjs";
import type { Picture } from "../../src/data/image/picture.js";
import { jpegEncoder, turned } from "./jpeg.js";
import { pngWithChunk } from "./png.js";

/** Pixels of all kinds: waves of colour, a sharp edge, some noise. */
function scene(width: number, height: number, opacity: (i: number) => number = () => 255): Picture {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) => {
    const [c, x, y] = [i % 4, (i >> 2) % width, Math.floor(i / 4 / width)];
    if (c === 3) return opacity(i >> 2);
    const wave = 100 + 60 * Math.sin((x * (c + 2)) / 7) + 40 * Math.cos((y * (3 - c)) / 5);
    return x > width / 2 && y > height / 3 ? 255 - wave : wave + ((i * 2654435761) % 23);
  });
  return { width, height, data };
}

const toPng = ({ width, height, data }: Picture, colorType: 0 | 2 | 6, bitDepth: 8 | 16 = 8): Uint8Array => {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data);
  const wide = Uint16Array.from(data, (byte, i) => byte * 256 + ((i * 37) % 256));
  if (bitDepth === 16) png.data = Buffer.from(wide.buffer);
  return new Uint8Array(PNG.sync.write(png, { colorType, bitDepth }));
};

/** Files by their names: PNG and JPEG, turned, transparent, of 16 bits, with a gamma, and one that is cut short. */
export async function pictureFiles(): Promise<Map<string, Uint8Array>> {
  const [best, photograph] = [await jpegEncoder("best"), await jpegEncoder("photograph")];
  const glass = scene(9, 11, (i) => (i * 29) % 256);
  // A little-endian TIFF header, and one entry: orientation 6.
  const sixth = [73, 73, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
  return new Map([
    ["grey.png", toPng(scene(7, 5), 0)],
    ["colour.png", toPng(scene(30, 20), 2)],
    ["glass.png", toPng(glass, 6)],
    ["deep.png", toPng(glass, 6, 16)],
    ["turned.png", pngWithChunk(toPng(glass, 6), "eXIf", sixth)],
    ["linear.png", pngWithChunk(toPng(scene(9, 9), 2), "gAMA", [0, 1, 0x86, 0xa0])],
    ["half.png", toPng(scene(9, 9), 2).subarray(0, 90)],
    ["best.jpg", best(scene(40, 24))],
    ["photograph.jpg", photograph(scene(133, 77))],
    ...[2, 3, 6, 8].map((turn) => [`turned-${turn}.jpg`, turned(photograph(scene(40, 24)), turn)] as const),
  ]);
}
