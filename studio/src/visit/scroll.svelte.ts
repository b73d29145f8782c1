/**
 * @file Where each view was scrolled to: whoever comes back, by a tab, by Back or by a reload, finds the place again.
 */

import { VIEWS, type View } from "../studio.svelte";
import { BrowserStore } from "./browser-store";
import { saveWhenLeft } from "./leaving.svelte";

type Tops = Partial<Record<View, number>>;

const store = new BrowserStore<Tops>("scroll", 1, (found) => {
  if (typeof found !== "object" || found === null) return undefined;
  const tops: Tops = {};
  for (const view of VIEWS) {
    const top: unknown = Reflect.get(found, view);
    if (typeof top === "number" && top >= 0 && Number.isFinite(top)) tops[view] = top;
  }
  return tops;
});

/** A view whose parts are still on their way grows for so long, in milliseconds. */
const GROWING = 2000;
/** What shows that a person scrolls: their place counts then, not the one that was kept. */
const HANDS = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Called while the page is set up.
 *
 * @param view the one that is shown
 * @param isThere whether its parts are on the page yet
 */
export function keepScroll(view: () => View, isThere: () => boolean): void {
  history.scrollRestoration = "manual";
  const tops: Tops = store.load() ?? {};
  // Other views that come in the meantime move nobody.
  const there = $derived(isThere());

  // Before the page changes: after it, a shorter view has cut the place off.
  $effect.pre(() => {
    const left = view();
    return () => {
      tops[left] = scrollY;
    };
  });

  $effect(() => {
    const top = tops[view()] ?? 0;
    if (!there) return;
    scrollTo({ top, behavior: "instant" });
    if (scrollY >= top - 1) return;
    const growth = new ResizeObserver(() => {
      scrollTo({ top, behavior: "instant" });
      if (scrollY >= top - 1) stop();
    });
    const stop = (): void => {
      growth.disconnect();
      clearTimeout(timer);
      for (const hand of HANDS) removeEventListener(hand, stop);
    };
    const timer = setTimeout(stop, GROWING);
    growth.observe(document.body);
    for (const hand of HANDS) addEventListener(hand, stop, { passive: true });
    return stop;
  });

  saveWhenLeft(store, () => ({ ...tops, [view()]: scrollY }));
}
