/**
 * @file What the person prefers: dark or light, motion or stillness, and what the page remembers of it from visit to visit.
 */

import { createSubscriber } from "svelte/reactivity";

export type Remembered = "language" | "theme" | "tapped" | "invited";

const PREFIX = "akari.";

/** What was remembered under this name; `undefined` where nothing was, or where the browser keeps nothing. */
export function remembered(name: Remembered): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a text for the next visit, where the browser keeps it. */
export function remember(name: Remembered, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // It is only a convenience.
  }
}

/** True where the system asks for less motion. Asked anew each time, for it can change while the page is open. */
export const prefersStillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

export type Theme = "dark" | "light";

/** The room's light, as the script in index.html decides it before the first picture and when the system's changes. */
export class ThemeChoice {
  /** The screen's, while the page is printed. */
  #onScreen: Theme = "light";

  get theme(): Theme {
    watchTheme();
    return document.documentElement.dataset.theme === "light" ? "light" : "dark";
  }

  toggle(): void {
    const other = this.theme === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = other;
    remember("theme", other);
  }

  /** Paper is light. */
  beforePrint(): void {
    this.#onScreen = this.theme;
    document.documentElement.dataset.theme = "light";
  }

  afterPrint(): void {
    document.documentElement.dataset.theme = this.#onScreen;
  }
}

/** Called within an effect or a derived value, makes it run again when the theme has changed. */
export const watchTheme = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
});
