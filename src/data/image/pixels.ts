/**
 * @file From a picture of any size to a row of inputs: grey or colour, brought to one size by area averaging.
 */

import { type Levels, type Picture, readBrightness, readColors } from "./picture.js";
import { resample } from "./resample.js";

/** What every picture of a data set becomes. */
export interface PixelForm {
  readonly height: number;
  readonly width: number;
  /** 1 for grey; 3 for red, green and blue side by side. */
  readonly channels: 1 | 3;
}

/** Numbers in a row. */
export const pixelCount = ({ height, width, channels }: PixelForm): number => height * width * channels;

/** Shades of one grey differ by this much at the most: JPEG rounds each channel for itself. */
const GREY_TOLERANCE = 8;

/** Whether a picture has no colour that anybody would see. */
export function isGrey({ data }: Picture): boolean {
  for (let i = 0; i < data.length; i += 4) {
    const [red, green, blue] = [data[i], data[i + 1], data[i + 2]];
    const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
    if (spread > GREY_TOLERANCE && data[i + 3] > 0) return false;
  }
  return true;
}

/**
 * A picture as bytes. Where its proportions are others, it is stretched: each side is scaled for itself, a new pixel
 * being the mean of what it covers.
 *
 * @returns `[height, width, channels]`
 * @throws AkariError `invalid-data` where the picture's sizes and its number of bytes disagree
 */
export function toPixels(picture: Picture, form: PixelForm): Uint8Array {
  if (form.channels === 1) return resize(readBrightness(picture), form);
  const row = new Uint8Array(pixelCount(form));
  readColors(picture).forEach((levels, channel) => {
    resize(levels, form).forEach((level, i) => {
      row[3 * i + channel] = level;
    });
  });
  return row;
}

function resize(levels: Levels, { height, width }: PixelForm): Uint8Array {
  if (levels.width === width && levels.height === height) return levels.data;
  const axis = (length: number, old: number) => ({ length, start: 0, scale: length / old });
  const resized = resample(levels, axis(width, levels.width), axis(height, levels.height));
  return Uint8Array.from(resized, (level) => Math.min(255, Math.round(level)));
}

/** Pictures of at most so many pixels keep their own size, if all have the same. */
const MOST_OWN_PIXELS = 64 * 64;
/** The longest side that others get. */
const LONGEST_SIDE = 32;

/**
 * The size that pictures are brought to where nobody chose one: their own where all have the same and it is small;
 * with 32 pixels as the longer side where all have the same and it is large; else a square of at most 32×32.
 *
 * @param sizes of all pictures, at least one
 */
export function chooseSize(
  sizes: readonly (readonly [height: number, width: number])[],
): readonly [height: number, width: number] {
  const [[height, width]] = sizes;
  if (sizes.every(([h, w]) => h === height && w === width)) {
    if (height * width <= MOST_OWN_PIXELS) return [height, width];
    const scale = LONGEST_SIDE / Math.max(height, width);
    return [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))];
  }
  const longer = sizes.map(([h, w]) => Math.max(h, w)).sort((a, b) => a - b);
  const side = Math.min(LONGEST_SIDE, longer[longer.length >> 1]);
  return [side, side];
}
