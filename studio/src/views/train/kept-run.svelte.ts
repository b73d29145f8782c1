/**
 * @file What a reload leaves of training: the recipe comes back. The run does not, so while there is one the browser asks first.
 */

import { LOSSES } from "akari/model";
import { BrowserStore } from "../../visit/browser-store";
import { askBeforeLeaving, saveWhenLeft } from "../../visit/leaving.svelte";
import { looksLike } from "../../visit/shape";
import { DEFAULT_RECIPE, problemOf, RECIPE_ENGINES, type Recipe } from "./recipe";

const store = new BrowserStore<Recipe>("recipe", 1, (found) =>
  looksLike(DEFAULT_RECIPE, found) &&
  Object.hasOwn(LOSSES, found.loss) &&
  RECIPE_ENGINES.includes(found.engine) &&
  problemOf(found) === undefined
    ? found
    : undefined,
);

/** What of the state of training this needs. */
interface Run {
  readonly recipe: Recipe;
  readonly state: string;
  change(part: Partial<Recipe>): unknown;
}

/** Called where the state is made. */
export function keepRun<State extends Run>(state: State): State {
  const kept = store.load();
  if (kept !== undefined) state.change(kept);
  saveWhenLeft(store, () => state.recipe);
  askBeforeLeaving(() => state.state === "playing" || state.state === "paused");
  return state;
}
