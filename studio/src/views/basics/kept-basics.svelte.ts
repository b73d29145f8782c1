/**
 * @file What a reload leaves of the simple problems: which one was looked at, its points and its recipe. Its training takes seconds and
 * begins anew.
 */

import { networkFor } from "../../plot/network";
import type { Sample } from "../../plot/points";
import { OPTIMIZERS } from "../../plot/training";
import { BrowserStore } from "../../visit/browser-store";
import { saveWhenLeft } from "../../visit/leaving.svelte";
import { looksLike } from "../../visit/shape";
import { type GeneratedProblem, PROBLEMS, type Problem, type ProblemName, type Recipe } from "./problems";

interface Kept {
  readonly name: ProblemName;
  readonly recipe: Recipe;
  readonly samples: readonly Sample[];
}

const problemOf = (found: unknown): GeneratedProblem | undefined =>
  PROBLEMS.find(({ name }) => name === found);

const store = new BrowserStore<Kept>("basics", 1, (found) => {
  const problem =
    typeof found === "object" && found !== null && "name" in found ? problemOf(found.name) : undefined;
  if (problem === undefined) return undefined;
  const { name, recipe } = problem;
  if (!looksLike<Kept>({ name, recipe, samples: [{ x: 0, y: 0, target: 0 }] }, found)) return undefined;
  if (!OPTIMIZERS.includes(found.recipe.optimizer)) return undefined;
  try {
    networkFor(problem, found.recipe);
  } catch {
    return undefined;
  }
  const isOfProblem = found.samples.every(
    ({ x, y, target }) =>
      Math.abs(x) <= 1 &&
      Math.abs(y) <= 1 &&
      (problem.classes === 0 || (Number.isInteger(target) && target >= 0 && target < problem.classes)),
  );
  return isOfProblem ? found : undefined;
});

/** What of the state of the simple problems this needs. */
interface Basics {
  readonly experiment: {
    readonly problem: Problem;
    readonly recipe: Recipe;
    readonly samples: readonly Sample[];
  };
  choose(problem: Problem): void;
  setRecipe(change: Partial<Recipe>): void;
  setSamples(samples: readonly Sample[]): void;
}

/** Called where the state is made. */
export function keepBasics<State extends Basics>(state: State): State {
  const kept = store.load();
  const problem = problemOf(kept?.name);
  if (kept !== undefined && problem !== undefined) {
    state.choose(problem);
    state.setRecipe(kept.recipe);
    state.setSamples(kept.samples);
  }
  saveWhenLeft(store, () => {
    const { problem, recipe, samples } = state.experiment;
    // A file of somebody's own is not kept.
    return problem.name === "own" ? undefined : { name: problem.name, recipe, samples };
  });
  return state;
}
