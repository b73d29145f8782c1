/**
 * @file Pictures in browsers: their own decoders, and what they show, both read by drawing on a canvas.
 */

import type { Bytes } from "../bytes.js";
import type { DecodedPicture, DecodeJpeg, DecodeOther, DrawPicture } from "./platform.js";

export const decodeJpeg: DecodeJpeg = (bytes) => decode(bytes);

export const decodeOther: DecodeOther = (bytes) => decode(bytes);

async function decode(bytes: Bytes): Promise<DecodedPicture> {
  const bitmap = await createImageBitmap(new Blob([bytes]), {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
  });
  try {
    return draw(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** On a canvas that is larger than a browser can have, what is drawn is lost without a word: each can have one of this side. */
const TILE = 2048;

const draw = (shown: CanvasImageSource, width: number, height: number): DecodedPicture => {
  const [across, down] = [Math.min(TILE, width), Math.min(TILE, height)];
  const context = new OffscreenCanvas(across, down).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("The browser gives no canvas to draw on.");
  // Nothing stays of the tile before, where the picture is transparent.
  context.globalCompositeOperation = "copy";
  const data = new Uint8ClampedArray(width * height * 4);
  for (let top = 0; top < height; top += down) {
    for (let left = 0; left < width; left += across) {
      context.drawImage(shown, -left, -top);
      const columns = Math.min(across, width - left);
      const tile = context.getImageData(0, 0, columns, Math.min(down, height - top), { colorSpace: "srgb" });
      for (let row = 0; row < tile.height; row++) {
        const pixels = tile.data.subarray(row * columns * 4, (row + 1) * columns * 4);
        data.set(pixels, ((top + row) * width + left) * 4);
      }
    }
  }
  return { width, height, data };
};

export const drawPicture: DrawPicture = (shown, width, height) =>
  draw(shown as CanvasImageSource, width, height);
