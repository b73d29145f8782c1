/**
 * @file Dark or light: as the person chose, else as their system has it.
 */

import { remember, remembered } from "./memory";

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
