/**
 * @file The page's colours for pictures that are painted pixel by pixel. Read within an effect, they bring it to run
 * again when the theme changes.
 */

import { createSubscriber } from "svelte/reactivity";
import type { Rgb } from "./paint";

export type ColorName = "lamp" | "lamp-core" | "positive" | "negative";

const follow = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
});

/** A colour of styles/tokens.css, which writes them as `#rrggbb`. */
export function themeColor(name: ColorName): Rgb {
  follow();
  const text = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const number = Number.parseInt(text.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
