/**
 * @file The first screen after a reload: what lay on the pad, and which of the page's networks looked at it.
 */

import { contentOf, drawingStore, keptOf } from "../../pad/kept-drawing";
import { BrowserStore } from "../../visit/browser-store";
import { saveWhenLeft } from "../../visit/leaving.svelte";
import { looksLike } from "../../visit/shape";
import type { ModelName } from "./model-picker.svelte";
import type { SeeState } from "./see-state.svelte";

/** Those that can be fetched again. */
const NAMES: readonly ModelName[] = ["lamps", "reader", "given"];

interface Kept {
  readonly name: ModelName;
  /** What the page was opened with: with something else it begins with that. */
  readonly given: string;
}

const store = new BrowserStore<Kept>("model", 1, (found) =>
  looksLike<Kept>({ name: "lamps", given: "" }, found) && NAMES.includes(found.name) ? found : undefined,
);

/** Called while the page is set up. @returns the network that was looked at, where that is known */
export function keepSee({ drawing, demonstration, picker }: SeeState): ModelName | undefined {
  const given = picker.given ?? "";
  const content = contentOf(drawingStore.load());
  if (content !== undefined) drawing.show(content);
  // What draws itself is no one's drawing.
  saveWhenLeft(drawingStore, () => (demonstration.shown ? undefined : keptOf(drawing.content)));
  saveWhenLeft(store, () => {
    const name = NAMES.find((one) => one === picker.shown);
    return name && { name, given };
  });
  const kept = store.load();
  return kept?.given === given ? kept.name : undefined;
}
