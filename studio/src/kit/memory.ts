/**
 * @file What the page remembers from visit to visit: a few short texts. Where a browser keeps nothing (a private
 * window, a page in a frame), nothing is remembered, and nothing else changes.
 */

export type Remembered = "language" | "theme";

const PREFIX = "akari.";

export function remembered(name: Remembered): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: Remembered, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // It is only a convenience.
  }
}
