/**
 * @file Numbers as colours of pixels: sign as hue and size as opacity, or brightness as light.
 */

export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Weights and contributions: `positive` or `negative`, the more opaque the larger.
 *
 * @param pixels red, green, blue and alpha of each, as in ImageData
 * @param scale the size that is fully opaque
 */
export function paintSigned(
  pixels: Uint8ClampedArray,
  values: ArrayLike<number>,
  scale: number,
  positive: Rgb,
  negative: Rgb,
): void {
  for (let i = 0; i < values.length; i++) {
    const color = values[i] >= 0 ? positive : negative;
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = color[c];
    pixels[4 * i + 3] = (255 * Math.abs(values[i])) / scale;
  }
}

/** Brightness from 0 (nothing) over the lamp's colour to its core's at 1. */
export function paintLight(pixels: Uint8ClampedArray, values: ArrayLike<number>, lamp: Rgb, core: Rgb): void {
  for (let i = 0; i < values.length; i++) {
    const brightness = Math.min(1, Math.max(0, values[i]));
    const heat = brightness * brightness;
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = lamp[c] + heat * (core[c] - lamp[c]);
    pixels[4 * i + 3] = 255 * brightness;
  }
}

/**
 * The size at which a picture of weights is fully opaque: that of all but the largest fiftieth, so that a few outliers
 * do not leave the rest in the dark. 1 where all are zero.
 */
export function scaleOf(values: ArrayLike<number>): number {
  const sizes = Float64Array.from(values, Math.abs).sort();
  const scale = sizes[Math.floor(0.98 * (sizes.length - 1))] || sizes[sizes.length - 1];
  return scale > 0 ? scale : 1;
}
