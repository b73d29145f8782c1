/**
 * @file What helps against trouble: changes that are likely to, tried one after the other from exactly where the run began, until
 * one of them is seen to help. Nothing else is offered. Runs in a Worker.
 */

import type { Quality } from "../../plot/forward";
import { sameNetwork } from "../../plot/network";
import { problemNamed, RATES, type Recipe } from "./problems";
import { changedTo, type Outcome, type Situation, tryOut } from "./trial";
import type { Trouble } from "./trouble";

/** A change of the recipe or of the initial weights. */
export interface Change {
  readonly recipe: Recipe;
  readonly seed: number;
}

/** A change that was tried, and what came of it. */
export interface Remedy extends Change {
  /** What it shows the trouble to be. */
  readonly trouble: Trouble;
  readonly steps: number;
  readonly quality: Quality;
}

/** Steps of a trial: at least so many, and twice as many as trouble took to come. */
const LEAST_STEPS = 600;
const MOST_STEPS = 2000;
/** A remedy's loss is to be at most this part of the one that it mends. */
const BETTER = 0.8;

/** The neurons of a hidden layer that is added. */
const NEW_LAYER = 4;

/**
 * The first change that helps, and against divergence the one that helps most; `undefined` where none of those that were tried
 * does.
 */
export async function findRemedy(
  trouble: Trouble,
  situation: Situation,
  now: { readonly steps: number; readonly quality: Quality | undefined },
): Promise<Remedy | undefined> {
  const steps = Math.min(MOST_STEPS, Math.max(LEAST_STEPS, 2 * now.steps));
  let best: Remedy | undefined;
  for (const change of changesFor(trouble, situation)) {
    const outcome = await tryOut(changedTo(situation, change.recipe, change.seed), steps);
    const quality = outcome.qualities[outcome.qualities.length - 1];
    const found = { ...change, trouble: shownBy(change, trouble, situation.recipe), steps, quality };
    if (trouble.kind !== "diverged") {
      if (mends(outcome, now.quality)) return found;
    } else if (learns(outcome)) {
      // The largest rate that does not diverge may leap to and fro for ever; the next ones are better, until they are too small.
      if (best !== undefined && quality.loss >= best.quality.loss) return best;
      best = found;
    }
  }
  return best;
}

/** Where a straight line was enough after all, it was not what hindered. */
const shownBy = ({ recipe }: Change, trouble: Trouble, before: Recipe): Trouble =>
  trouble.kind === "straight" && sameNetwork(recipe, before) ? { kind: "stuck" } : trouble;

/** It ends lower than it began, and in its later half it is never above where it began: it is not about to diverge. */
export function learns({ qualities, diverged }: Outcome): boolean {
  const losses = qualities.map(({ loss }) => loss);
  const [first, last] = [losses[0], losses[losses.length - 1]];
  if (diverged || !(last < first)) return false;
  return losses.slice(losses.length >> 1).every((loss) => loss < first);
}

function mends(outcome: Outcome, before: Quality | undefined): boolean {
  if (before === undefined || !learns(outcome)) return false;
  const { loss, accuracy = 1 } = outcome.qualities[outcome.qualities.length - 1];
  return loss <= BETTER * before.loss && accuracy >= Math.min(1, (before.accuracy ?? 0) + 0.05);
}

/** What is tried, the likeliest and smallest change first. */
function changesFor(trouble: Trouble, { problem, recipe, seed }: Situation): Change[] {
  const slower = RATES.filter((rate) => rate < recipe.learningRate).reverse();
  const faster = RATES.filter((rate) => rate > recipe.learningRate);
  const rates = (some: readonly number[]): Change[] =>
    some.map((learningRate) => ({ recipe: { ...recipe, learningRate }, seed }));
  const others: Change[] = [1, 2, 3].map((n) => ({ recipe, seed: seed + n }));
  const bent: Change[] =
    recipe.activation === "tanh" ? [] : [{ recipe: { ...recipe, activation: "tanh" }, seed }];
  const suggested = problemNamed(problem).recipe;
  const network = suggested.hidden.length > 0 ? suggested.hidden : [NEW_LAYER];
  const { optimizer, learningRate } =
    suggested.hidden.length > 0 ? suggested : ({ optimizer: "adam", learningRate: 0.03 } as const);
  const deeper: Change = {
    recipe: { ...recipe, hidden: network, activation: "tanh", optimizer, learningRate },
    seed,
  };
  switch (trouble.kind) {
    case "diverged":
      return rates(slower);
    case "dead":
      return [...others, ...rates(slower.slice(0, 2)), ...bent, deeper];
    case "saturated":
      return [
        ...rates(slower.slice(0, 3)),
        ...others,
        { recipe: { ...recipe, activation: "relu" }, seed },
        deeper,
      ];
    case "straight":
      return [
        ...rates(slower.slice(0, 2)),
        ...rates(faster.slice(0, 2)),
        ...(recipe.hidden.length > 0 ? bent : []),
        deeper,
      ];
    case "stuck":
      return [...rates(faster), ...rates(slower.slice(0, 1)), ...others, deeper];
  }
}
