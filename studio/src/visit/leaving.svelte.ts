/**
 * @file What happens when the page is left: what is kept for its return is saved, and where something would be lost the browser asks first.
 */

import { untrack } from "svelte";
import { on } from "svelte/events";
import type { BrowserStore } from "./browser-store";

const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

/**
 * Called while a state or a component is set up. The browser asks only while something would be lost: it is in the way else, and a page
 * that could ask is not kept for Back.
 */
export function askBeforeLeaving(wouldLose: () => boolean): void {
  $effect(() => (wouldLose() ? on(window, "beforeunload", ask) : undefined));
}

/** Called while a state or a component is set up. Phones often end a page that is out of sight without another word. */
export function saveWhenLeft<T>(store: BrowserStore<T>, current: () => T | undefined): void {
  const save = (): void => store.save(untrack(current));
  $effect(() => {
    const offs = [
      on(window, "pagehide", save),
      on(document, "visibilitychange", () => {
        if (document.visibilityState === "hidden") save();
      }),
    ];
    return () => {
      for (const off of offs) off();
    };
  });
}
