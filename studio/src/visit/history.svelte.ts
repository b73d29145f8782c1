/**
 * @file The views as entries of the browser's history: Back and Forward go between them, and each has an address that can be passed on.
 * What else the address says (how edges are drawn, the network of a link) is kept true within its entry.
 */

import { on } from "svelte/events";
import { placeIn, readAddress, writeAddress } from "../share/address";
import type { ShareState } from "../share/share-state.svelte";
import type { Studio } from "../studio.svelte";

/** Tells an entry that the page has made from one that somebody made by writing into the address. */
const OURS = { akari: true };

type Place = ReturnType<typeof placeIn>;

/** What has an entry of its own: a view, and in Learn each lesson. */
const placeOf = ({ view, lesson }: Studio): Place => ({ view, lesson: view === "learn" ? lesson : "" });

const isSame = (a: Place, b: Place): boolean => a.view === b.view && a.lesson === b.lesson;

/** Called while the page is set up. */
export function followHistory(studio: Studio, sharing: ShareState): void {
  readAddress(location.search, studio);
  /** What the entry shows that the browser is at. */
  let here = placeOf(studio);

  function write(): void {
    const query = writeAddress(location.search, studio);
    const { linked } = sharing;
    let { hash } = location;
    // A model that is not shown any more must not come back with a reload, and the one that is must.
    if (linked !== undefined) hash = studio.loaded?.model === linked.model ? linked.hash : "";
    const address = location.pathname + query + hash;
    if (!isSame(placeOf(studio), here)) history.pushState(OURS, "", address);
    else if (address !== location.pathname + location.search + location.hash || history.state === null)
      history.replaceState(OURS, "", address);
    here = placeOf(studio);
  }

  async function openLink(): Promise<void> {
    // What stood over the page would cover the network that came.
    if (await sharing.openLink(location.hash)) sharing.dialog = undefined;
  }

  $effect(write);

  $effect(() => {
    const offs = [
      on(window, "popstate", () => {
        here = placeIn(location.search);
        if (studio.view !== here.view) {
          // Nothing that stood over the view that is left may stand over the one that comes.
          sharing.dialog = undefined;
          studio.classroom = false;
          if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
        }
        studio.view = here.view;
        // The lesson that was left for another view is there again when Learn is.
        if (here.view === "learn") studio.lesson = here.lesson;
        if (history.state !== null) write();
      }),
      // An address that was written or pasted; a step through entries of the page's own shows no other network.
      on(window, "hashchange", () => {
        if (history.state === null) void openLink();
      }),
    ];
    return () => {
      for (const off of offs) off();
    };
  });
}
