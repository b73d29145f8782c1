/**
 * @file The colours of the styles as numbers, for pictures that are made pixel by pixel.
 */

export type Rgb = readonly [red: number, green: number, blue: number];

/** Reads custom properties of the page, each `#rrggbb`. */
export function readColors<Names extends Record<string, string>>(names: Names): { [K in keyof Names]: Rgb } {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(names).map(([key, property]) => [
    key,
    parseColor(style.getPropertyValue(property)),
  ]);
  return Object.fromEntries(entries) as { [K in keyof Names]: Rgb };
}

/** `#rrggbb`, spaces around it allowed. */
export function parseColor(text: string): Rgb {
  const value = Number.parseInt(text.trim().slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** A colour between two: `from` at 0, `to` at 1. */
export const mix = (from: Rgb, to: Rgb, share: number): Rgb => {
  const at = (i: number): number => Math.round(from[i] + (to[i] - from[i]) * share);
  return [at(0), at(1), at(2)];
};
