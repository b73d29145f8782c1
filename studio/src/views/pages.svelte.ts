/**
 * @file The views' pages. The first one is there at once; the others are fetched when they are opened, or before that when the browser has
 * nothing else to do, so that the first picture does not wait for them.
 */

import type { Component } from "svelte";
import type { View } from "../studio.svelte";
import See from "./see/See.svelte";

const FETCH: Record<Exclude<View, "see">, () => Promise<{ default: Component }>> = {
  learn: () => import("./learn/Learn.svelte"),
  train: () => import("./train/Train.svelte"),
  why: () => import("./why/Why.svelte"),
  basics: () => import("./basics/Basics.svelte"),
};

export class Pages {
  #there: Partial<Record<View, Component>> = $state.raw({ see: See });
  #failed: Partial<Record<View, true>> = $state.raw({});

  /** A view's page; `undefined` while it is on its way, or where it could not be had. */
  of = (view: View): Component | undefined => this.#there[view];

  /** Whether a view's page could not be had: there is no network, or the server has a newer Studio than this one. */
  failed = (view: View): boolean => this.#failed[view] === true;

  async fetch(view: View): Promise<void> {
    if (view === "see" || this.#there[view] !== undefined) return;
    try {
      const { default: page } = await FETCH[view]();
      this.#there = { ...this.#there, [view]: page };
    } catch {
      this.#failed = { ...this.#failed, [view]: true };
    }
  }

  /** Fetches all of them while nothing else is to be done. */
  fetchWhenIdle(): void {
    const fetchAll = async (): Promise<void> => {
      for (const view of Object.keys(FETCH) as View[]) {
        if (!this.failed(view)) await this.fetch(view);
      }
    };
    if ("requestIdleCallback" in globalThis) requestIdleCallback(fetchAll, { timeout: 10_000 });
    else setTimeout(fetchAll, 3000);
  }
}
