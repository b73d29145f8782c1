/**
 * @file The palette of the theme that is on, read anew when the theme changes.
 */

import { createSubscriber } from "svelte/reactivity";
import { type Palette, readPalette } from "./palette";

export class ThemePalette {
  #palette: Palette | undefined;
  readonly #subscribe = createSubscriber((update) => {
    const observer = new MutationObserver(() => {
      this.#palette = undefined;
      update();
    });
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      observer.disconnect();
      this.#palette = undefined;
    };
  });

  get current(): Palette {
    this.#subscribe();
    this.#palette ??= readPalette();
    return this.#palette;
  }
}
