/**
 * @file The colours of the picture, read from the page's tokens: a canvas does not know of CSS variables.
 */

/** Red, green, blue from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

export interface Palette {
  readonly lamp: Rgb;
  readonly core: Rgb;
  readonly positive: Rgb;
  readonly negative: Rgb;
  readonly unlit: Rgb;
  readonly text: Rgb;
  /** Behind the picture. */
  readonly ground: Rgb;
  /** On paper, lines need more ink than light needs in the dark. */
  readonly dark: boolean;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): Rgb => parseHex(style.getPropertyValue(name));
  const ground = read("--ground");
  return {
    lamp: read("--lamp"),
    core: read("--lamp-core"),
    positive: read("--positive"),
    negative: read("--negative"),
    unlit: read("--unlit"),
    text: read("--text"),
    ground,
    dark: ground[0] + ground[1] + ground[2] < 384,
  };
}

/** `#rgb` or `#rrggbb`, as the tokens and a minifier write colours. */
export function parseHex(text: string): Rgb {
  const digits = text.trim().slice(1);
  const full = digits.length === 3 ? [...digits].map((d) => d + d).join("") : digits;
  const number = Number.parseInt(full, 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

export const css = ([red, green, blue]: Rgb, alpha = 1): string => `rgb(${red} ${green} ${blue} / ${alpha})`;

export const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  Math.round(a[0] + (b[0] - a[0]) * share),
  Math.round(a[1] + (b[1] - a[1]) * share),
  Math.round(a[2] + (b[2] - a[2]) * share),
];
