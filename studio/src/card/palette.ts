/**
 * @file The page's colours for pictures that are painted pixel by pixel. Read within an effect, they bring it to run
 * again when the theme changes.
 */

import { parseColor, type Rgb } from "../kit/palette";
import { watchTheme } from "../kit/preferences.svelte";

export type ColorName = "lamp" | "lamp-core" | "positive" | "negative";

/** Asking for a computed style is slow while a page is changing, so each colour is asked for once a theme. */
const known = new Map<string, Rgb>();

/** The colour of the brightest light: on paper the lamp's own, for its core would fade into the paper. */
export function brightestColor(): Rgb {
  return themeColor(document.documentElement.dataset.theme === "light" ? "lamp" : "lamp-core");
}

/** A colour of kit/tokens.css. */
export function themeColor(name: ColorName): Rgb {
  watchTheme();
  const key = `${document.documentElement.dataset.theme} ${name}`;
  const color = known.get(key) ?? readColor(name);
  known.set(key, color);
  return color;
}

const readColor = (name: ColorName): Rgb =>
  parseColor(getComputedStyle(document.documentElement).getPropertyValue(`--${name}`));
