/**
 * @file Numbers as pixels: brightness as light or as ink, sign as hue and size as strength. Each gives the bytes of a
 * picture, `[pixels, 4]` as red, green, blue and opacity.
 */

import { mix, type Palette, type Rgb } from "./palette";

type Bytes = Uint8ClampedArray<ArrayBuffer>;

/** Paints a picture of that width over a canvas whose pixels are its pixels. */
export function putPixels(canvas: HTMLCanvasElement | undefined, bytes: Bytes, width: number): void {
  canvas?.getContext("2d")?.putImageData(new ImageData(bytes, width), 0, 0);
}

/**
 * Pixels as lamps: 0 is the dark of the room, or the paper of the light theme.
 *
 * @param brightest the value of a full lamp
 */
export function lampPixels(values: ArrayLike<number>, palette: Palette, brightest = 255): Bytes {
  const { ground, lamp, lampCore, dark } = palette;
  return painted(values.length, (i) => {
    const brightness = within(values[i] / brightest, 1);
    // On paper ink is darkest where a lamp in the dark is brightest.
    if (!dark) return mix(ground, lamp, brightness);
    return brightness < 0.5 ? mix(ground, lamp, 2 * brightness) : mix(lamp, lampCore, 2 * brightness - 1);
  });
}

/** Where the scale of ink passes through the lamp's own colour. */
const AMBER = 0.6;

/** Pixels as a pen leaves them: one scale from the pad's ground over the lamp's amber to full ink. `values` 0 to 255. */
export function inkPixels(values: ArrayLike<number>, { surface, lamp, ink }: Palette): Bytes {
  return painted(values.length, (i) => {
    const light = within(Math.round(values[i]), 255) / 255;
    return light < AMBER ? mix(surface, lamp, light / AMBER) : mix(lamp, ink, (light - AMBER) / (1 - AMBER));
  });
}

/** Brightness from 0 (nothing) over the lamp's colour to its core's at 1; on paper the core would fade into the paper. */
export function lightPixels(values: ArrayLike<number>, { lamp, lampCore, dark }: Palette): Bytes {
  return painted(
    values.length,
    (i) => mix(lamp, dark ? lampCore : lamp, within(values[i], 1) ** 2),
    (i) => within(values[i], 1),
  );
}

/**
 * Weights and contributions: positive or negative, the more opaque the larger.
 *
 * @param scale the size that is fully opaque
 */
export function signedPixels(
  values: ArrayLike<number>,
  scale: number,
  { positive, negative }: Pick<Palette, "positive" | "negative">,
): Bytes {
  return painted(
    values.length,
    (i) => (values[i] >= 0 ? positive : negative),
    (i) => Math.abs(values[i]) / scale,
  );
}

/** How bright the brightest pixel of a picture stays under signed numbers. */
const TRACE = 0.75;

/**
 * Signed numbers over a picture, which is a faint trace below them; the largest is as strong as can be.
 *
 * @param picture the same pixels, 0 dark to 1 bright
 */
export function signedPixelsOver(
  picture: ArrayLike<number>,
  values: ArrayLike<number>,
  { ground, unlit, positive, negative }: Palette,
): Bytes {
  const largest = largestSize(values);
  return painted(values.length, (i) => {
    const below = mix(ground, unlit, picture[i] * TRACE);
    return mix(below, values[i] > 0 ? positive : negative, Math.abs(values[i]) / largest);
  });
}

/** The largest size of all numbers; 1 where all are zero. */
export function largestSize(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest || 1;
}

/**
 * The size at which a picture of weights is fully opaque: that of all but the largest fiftieth, so that a few outliers
 * do not leave the rest in the dark. 1 where all are zero.
 */
export function typicalSize(values: ArrayLike<number>): number {
  const sizes = Float64Array.from(values, Math.abs).sort();
  const size = sizes[Math.floor(0.98 * (sizes.length - 1))] || sizes[sizes.length - 1];
  return size > 0 ? size : 1;
}

const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));

function painted(count: number, colour: (i: number) => Rgb, opacity: (i: number) => number = () => 1): Bytes {
  const bytes = new Uint8ClampedArray(4 * count);
  for (let i = 0; i < count; i++) {
    bytes.set(colour(i), 4 * i);
    bytes[4 * i + 3] = 255 * opacity(i);
  }
  return bytes;
}
