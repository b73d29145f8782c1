/**
 * @file The page's colours as numbers, for what is drawn on a canvas: it knows no CSS variables and does not restyle
 * itself.
 */

import { watchTheme } from "./preferences.svelte";

/** Red, green, blue from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The tokens of `tokens.css` that are drawn with. */
const TOKENS = {
  ground: "--ground",
  surface: "--surface",
  line: "--line",
  text: "--text",
  quiet: "--quiet",
  focus: "--focus",
  unlit: "--unlit",
  lamp: "--lamp",
  lampCore: "--lamp-core",
  ink: "--ink",
  positive: "--positive",
  negative: "--negative",
  third: "--third",
} as const;

export interface Palette extends Readonly<Record<keyof typeof TOKENS, Rgb>> {
  /** Whether light comes out of the dark; else ink lies on paper, and lines need more of it. */
  readonly dark: boolean;
  readonly font: string;
}

/** Asking for a computed style is slow while a page is changing, so each theme is read once. */
const known = new Map<string | undefined, Palette>();

/**
 * The colours of the theme that is shown. Read within an effect or a derived value, it makes that run again when the
 * theme has changed.
 */
export function readPalette(): Palette {
  watchTheme();
  const { theme } = document.documentElement.dataset;
  const palette = known.get(theme) ?? readTokens();
  known.set(theme, palette);
  return palette;
}

function readTokens(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colours = Object.entries(TOKENS).map(([name, token]) => [
    name,
    parseColour(style.getPropertyValue(token)),
  ]);
  const palette = Object.fromEntries(colours) as Record<keyof typeof TOKENS, Rgb>;
  const [red, green, blue] = palette.ground;
  return { ...palette, dark: red + green + blue < 384, font: style.getPropertyValue("--font").trim() };
}

/** `#rgb` or `#rrggbb`, as the tokens and a minifier write colours; spaces around it allowed. */
export function parseColour(text: string): Rgb {
  const digits = text.trim().slice(1);
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  const value = Number.parseInt(full, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A colour as CSS has it. */
export const css = ([red, green, blue]: Rgb, alpha = 1): string => `rgb(${red} ${green} ${blue} / ${alpha})`;

/** A colour between two: `from` at 0, `to` at 1. */
export const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** The colour of a class. The first is that of what is negative, the second of what is positive. */
export const classColour = ({ negative, positive, third }: Palette, index: number): Rgb =>
  [negative, positive, third][index];

/** An activation as light: 0 unlit, 1 a lamp. Below zero it is the blue of what is negative. */
export function lightColour(palette: Palette, activation: number): Rgb {
  const { surface, unlit, lamp, lampCore, negative } = palette;
  const dark = mix(surface, unlit, 0.35);
  if (!(activation > 0)) return mix(dark, negative, Math.min(1, -activation || 0));
  const light = Math.min(1, activation);
  // On paper a paler heart would look like less.
  if (!palette.dark) return mix(dark, lamp, light);
  return light < 0.75 ? mix(dark, lamp, light / 0.75) : mix(lamp, lampCore, (light - 0.75) * 2);
}

/** A value from −1 to 1: its sign as hue, its size as light. */
export const signedColour = ({ surface, positive, negative }: Palette, value: number): Rgb =>
  mix(surface, value < 0 ? negative : positive, Math.min(1, Math.abs(value) || 0));
