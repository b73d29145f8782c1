/**
 * @file State that outlives the view that it is of: made when the view is first opened, so that nobody has to load it before, and there
 * still when the view is opened again.
 */

import { getContext, setContext } from "svelte";

const KEY = Symbol("states");

export const provideStates = (): void => {
  setContext(KEY, new Map<symbol, unknown>());
};

/** The page's one state of this kind. */
export function stateOf<T>(kind: symbol, make: () => T): T {
  const states = getContext<Map<symbol, unknown>>(KEY);
  if (!states.has(kind)) {
    // What it derives and does must not end with the view that happens to be open.
    $effect.root(() => {
      states.set(kind, make());
    });
  }
  return states.get(kind) as T;
}
