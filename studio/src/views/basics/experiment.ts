/**
 * @file All that is on the basics at one moment: a problem's points, its network with its weights, and how it came
 * here. Plain data, and plain functions from one to the next.
 */

import type { Model } from "akari";
import { initializeParameters, type LayerParameters } from "akari/model";
import { qualityOf } from "./forward";
import { networkFor } from "./network";
import type { Problem, Recipe, Sample } from "./problems";

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

export interface Experiment {
  readonly problem: Problem;
  readonly samples: readonly Sample[];
  readonly recipe: Recipe;
  readonly model: Model;
  /** Decides the initial weights and the order of the points. */
  readonly seed: number;
  /** Steps since the initial weights. */
  readonly step: number;
  readonly losses: readonly LossPoint[];
  /** The way that a single layer's numbers have gone. */
  readonly path: readonly LayerParameters[];
}

/** A curve or a path of more points than this is thinned: every second one goes. */
const MOST_POINTS = 800;

/** A problem as it is first met: its own points and recipe, the weights of seed 1. */
export function beginProblem(problem: Problem): Experiment {
  const [samples, recipe] = [problem.samples(1), problem.recipe];
  return atInitialWeights({ problem, samples, recipe, seed: 1 });
}

/** The experiment with the seed's initial weights, and nothing learned. */
export function atInitialWeights({
  problem,
  samples,
  recipe,
  seed,
}: Pick<Experiment, "problem" | "samples" | "recipe" | "seed">): Experiment {
  const definition = networkFor(problem, recipe);
  const model = { definition, parameters: initializeParameters(definition, seed) };
  return startFrom({ problem, samples, recipe, model, seed, step: 0, losses: [], path: [] });
}

/** Weights that were reached by training. */
export function advanced(
  before: Experiment,
  step: number,
  parameters: readonly LayerParameters[],
): Experiment {
  const model = { definition: before.model.definition, parameters };
  const loss = qualityOf(model, before.problem, before.samples)?.loss;
  return {
    ...before,
    model,
    step,
    losses: loss === undefined ? before.losses : thinned([...before.losses, { step, loss }]),
    path: model.definition.layers.length > 1 ? [] : thinned([...before.path, parameters[0]]),
  };
}

/** Weights that were set by hand: a new path begins there. */
export function movedTo(before: Experiment, layer: LayerParameters): Experiment {
  const model = { definition: before.model.definition, parameters: [layer] };
  return startFrom({
    ...before,
    model,
    path: [],
    losses: before.losses.filter(({ step }) => step < before.step),
  });
}

/** Another recipe. The weights stay where the network is the same. */
export function withRecipe(before: Experiment, recipe: Recipe): Experiment {
  const same =
    recipe.activation === before.recipe.activation && recipe.hidden.join() === before.recipe.hidden.join();
  return same ? { ...before, recipe } : atInitialWeights({ ...before, recipe });
}

/** Marks the weights as where a path begins. */
function startFrom(experiment: Experiment): Experiment {
  return advanced(experiment, experiment.step, experiment.model.parameters);
}

function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= MOST_POINTS) return points;
  return points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
}
