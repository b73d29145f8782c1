/**
 * @file What the person prefers: dark or light, motion or stillness, and what the page remembers of it from visit to visit.
 */

import { createSubscriber } from "svelte/reactivity";

export type Remembered = "language" | "theme" | "tapped";

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

export class ThemeChoice {
  theme: Theme = $state(preferredTheme());

  constructor() {
    $effect.root(() => {
      $effect(() => {
        document.documentElement.dataset.theme = this.theme;
      });
    });
  }

  toggle(): void {
    this.theme = this.theme === "dark" ? "light" : "dark";
    remember("theme", this.theme);
  }
}

/** The room is dark unless somebody asked for light: lamps are seen best there. */
function preferredTheme(): Theme {
  const chosen = remembered("theme");
  if (chosen === "dark" || chosen === "light") return chosen;
  return matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

/** Called within an effect or a derived value, makes it run again when the theme has changed. */
export const watchTheme = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
});
