/**
 * @file The page's colours for pictures that are painted pixel by pixel. Read within an effect, they bring it to run
 * again when the theme changes.
 */

import { createSubscriber } from "svelte/reactivity";
import type { Rgb } from "./paint";

export type ColorName = "lamp" | "lamp-core" | "positive" | "negative";

/** Asking for a computed style is slow while a page is changing, so each colour is asked for once a theme. */
const known = new Map<ColorName, Rgb>();

const follow = createSubscriber((update) => {
  const observer = new MutationObserver(() => {
    known.clear();
    update();
  });
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  known.clear();
  return () => observer.disconnect();
});

/** The colour of the brightest light: on paper the lamp's own, for its core would fade into the paper. */
export function brightestColor(): Rgb {
  return themeColor(document.documentElement.dataset.theme === "light" ? "lamp" : "lamp-core");
}

/** A colour of styles/tokens.css, which writes them as `#rrggbb`. */
export function themeColor(name: ColorName): Rgb {
  follow();
  const color = known.get(name) ?? readColor(name);
  known.set(name, color);
  return color;
}

function readColor(name: ColorName): Rgb {
  const text = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const number = Number.parseInt(text.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
