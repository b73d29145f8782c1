/**
 * @file The optimizers side by side: each from the same start, on the same points, for the same number of steps.
 */

import { OPTIMIZERS, type OptimizerName, type Trail, trailOf } from "../../plot/training";
import { type Problem, problemNamed, RATES } from "./problems";
import { runOf, type Situation } from "./trial";

export const RACE_STEPS = 150;

/**
 * The rate at which an optimizer takes part: what its problem suggests for gradient descent, a rate less with momentum, which
 * adds ten steps up; and the usual 0.1 for those that scale each step by themselves.
 */
export function raceRate({ recipe }: Pick<Problem, "recipe">, optimizer: OptimizerName): number {
  if (optimizer === "sgd") return recipe.learningRate;
  if (optimizer === "momentum") return RATES[RATES.indexOf(recipe.learningRate) - 1];
  return 0.1;
}

/** A trail for each optimizer, in their order. Only for a single layer. */
export async function runRace(situation: Situation): Promise<readonly Trail[]> {
  const problem = problemNamed(situation.problem);
  const trails: Trail[] = [];
  for (const optimizer of OPTIMIZERS) {
    const recipe = { ...situation.recipe, optimizer, learningRate: raceRate(problem, optimizer) };
    trails.push(await trailOf(runOf({ ...situation, recipe }), RACE_STEPS));
  }
  return trails;
}
