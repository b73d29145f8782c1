/**
 * @file The page's colours for drawing on a canvas, read from the tokens of the theme that is shown.
 */

export type Rgb = readonly [number, number, number];

const NAMES = {
  ground: "--ground",
  surface: "--surface",
  line: "--line",
  text: "--text",
  quiet: "--quiet",
  accent: "--accent",
  focus: "--focus",
  unlit: "--unlit",
  lamp: "--lamp",
  lampCore: "--lamp-core",
  positive: "--positive",
  negative: "--negative",
  third: "--third",
} as const;

export type Palette = { readonly [N in keyof typeof NAMES]: Rgb } & { readonly font: string };

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colours = Object.entries(NAMES).map(([name, token]) => [name, hex(style.getPropertyValue(token))]);
  return { ...Object.fromEntries(colours), font: style.fontFamily };
}

/** `#rrggbb`, as the tokens are written. */
export function hex(text: string): Rgb {
  const value = Number.parseInt(text.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export const css = ([r, g, b]: Rgb, alpha = 1): string => `rgb(${r} ${g} ${b} / ${alpha})`;

/** From one colour to another, `t` from 0 to 1. */
export const mix = (a: Rgb, b: Rgb, t: number): Rgb => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

/** The colour of a class. The first is that of what is negative, the second of what is positive. */
export const classColour = ({ negative, positive, third }: Palette, index: number): Rgb =>
  [negative, positive, third][index];

/** A colour and its opacity as one number, in the order of a picture's bytes. Pictures are made of many thousands. */
export const pixel = (r: number, g: number, b: number, alpha: number): number =>
  ((alpha * 255) << 24) | (b << 16) | (g << 8) | r;

/** Steps of a ramp on each side of zero. */
const STEPS = 255;

/** A colour for every value from −1 to 1, looked up instead of computed for each of a picture's places. */
export function ramp(colour: (value: number) => Rgb): (value: number) => number {
  const table = Uint32Array.from({ length: 2 * STEPS + 1 }, (_, i) => pixel(...colour(i / STEPS - 1), 1));
  return (value) => table[Math.round((Math.max(-1, Math.min(1, value)) + 1) * STEPS) || 0];
}

/** An activation as light: 0 unlit, 1 a lamp. Below zero it is the blue of what is negative. */
export function light({ surface, unlit, lamp, lampCore, negative }: Palette, a: number): Rgb {
  const dark = mix(surface, unlit, 0.35);
  if (!(a > 0)) return mix(dark, negative, Math.min(1, -a || 0));
  const t = Math.min(1, a);
  return t < 0.75 ? mix(dark, lamp, t / 0.75) : mix(lamp, lampCore, (t - 0.75) * 2);
}

/** A value of a surface from −1 to 1: its sign as hue, its size as light. */
export const signed = ({ surface, positive, negative }: Palette, value: number): Rgb =>
  mix(surface, value < 0 ? negative : positive, Math.min(1, Math.abs(value) || 0));
