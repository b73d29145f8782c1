/**
 * @file PNG and JPEG files that were damaged at random, on their way to a digit and to pixels.
 */

import { PNG } from "pngjs";
import { beforeAll, expect } from "vitest";
import { fromPicture } from "../../src/data/digits/from-picture.js";
import { decodePicture, pictureSize } from "../../src/data/image/decode.js";
import { toPixels } from "../../src/data/image/examples.js";
import { BINARY_PIECES, survivesDamage } from "../support/damage.js";
import { jpegEncoder, turned } from "../support/jpeg.js";

const SIDE = 12;
/** Red, green, blue and opacity: a stroke on paper. */
const data = Uint8Array.from({ length: SIDE * SIDE * 4 }, (_, i) =>
  i % 4 === 3 ? 255 : (i >> 2) % SIDE > 4 && (i >> 2) % SIDE < 7 ? 20 + (i % 4) : 240,
);

const whole: Uint8Array[] = [0, 2, 4, 6].map((colorType) => {
  const png = new PNG({ width: SIDE, height: SIDE });
  png.data = Buffer.from(data);
  return PNG.sync.write(png, { colorType: colorType as 0 | 2 | 4 | 6 });
});

beforeAll(async () => {
  const toJpeg = await jpegEncoder();
  whole.push(toJpeg({ width: SIDE, height: SIDE, data }));
  const wide = toJpeg({ width: SIDE, height: SIDE / 2, data: data.subarray(0, data.length / 2) });
  whole.push(turned(wide, 6), turned(wide, 8, "MM"));
});

survivesDamage(
  "pictures",
  () => whole,
  BINARY_PIECES,
  async (bytes, place) => {
    const size = pictureSize(bytes, "damaged");
    const picture = await decodePicture(bytes, "damaged");
    expect(size).toEqual([picture.height, picture.width]);
    if (place % 2 === 0) fromPicture(picture);
    else toPixels(picture, { height: 8, width: 8, channels: 3 });
  },
);
