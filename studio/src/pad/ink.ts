/**
 * @file The colours of ink and pixels: one scale from an unlit pixel over the lamp's amber to full ink.
 */

export type Rgb = readonly [red: number, green: number, blue: number];

/** The theme's colours that pads and pictures of digits are drawn in. */
export interface Palette {
  readonly paper: string;
  readonly lamp: string;
  readonly ink: string;
  readonly guide: string;
  readonly quiet: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    paper: token("--surface"),
    lamp: token("--lamp"),
    ink: token("--ink"),
    guide: token("--negative"),
    quiet: token("--quiet"),
  };
}

/** `#rrggbb` as numbers. */
export function parseHex(hex: string): Rgb {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** Where the scale passes through the lamp's own colour. */
const AMBER = 0.6;

/**
 * A colour for each of the 256 values of a pixel, `[256, 4]` as red, green, blue and opacity.
 */
export function pixelScale({ paper, lamp, ink }: Palette): Uint8ClampedArray {
  const [dark, amber, bright] = [paper, lamp, ink].map(parseHex);
  const scale = new Uint8ClampedArray(256 * 4);
  for (let value = 0; value < 256; value++) {
    const light = value / 255;
    const [from, to, t] =
      light < AMBER ? [dark, amber, light / AMBER] : [amber, bright, (light - AMBER) / (1 - AMBER)];
    for (let c = 0; c < 3; c++) scale[value * 4 + c] = from[c] + (to[c] - from[c]) * t;
    scale[value * 4 + 3] = 255;
  }
  return scale;
}

/**
 * A picture in the scale's colours.
 *
 * @param values `[pixels]`, 0 to 255
 * @returns `[pixels, 4]`
 */
export function colorPixels(
  values: ArrayLike<number>,
  scale: Uint8ClampedArray,
): Uint8ClampedArray<ArrayBuffer> {
  const colors = new Uint8ClampedArray(values.length * 4);
  for (let i = 0; i < values.length; i++) {
    const at = Math.max(0, Math.min(255, Math.round(values[i]))) * 4;
    colors.set(scale.subarray(at, at + 4), i * 4);
  }
  return colors;
}
