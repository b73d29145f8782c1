/**
 * @file Training that nobody watches: what would become of an experiment under some recipe, from exactly where it started. It
 * is computed as the watched run is, so that it comes out the same to the bit. Runs in a Worker.
 */

import { type Dataset, DivergedError, type FitOptions, fit, type Model } from "akari";
import { type BatchOptimizerName, defineOptimizer, type LayerParameters } from "akari/model";
import type { Experiment, Trail } from "./experiment";
import { initialParameters } from "./experiment";
import { type Quality, qualityOf } from "./forward";
import { networkFor } from "./network";
import { type Problem, type ProblemName, problemNamed, type Recipe, type Sample, toDataset } from "./problems";

/** What a trial begins from, as it goes to a Worker. */
export interface Situation {
  readonly problem: ProblemName;
  readonly samples: readonly Sample[];
  readonly recipe: Recipe;
  readonly seed: number;
  /** The weights that the run began with. */
  readonly start: readonly LayerParameters[];
}

export const situationOf = ({ problem, samples, recipe, seed, start }: Experiment): Situation => ({
  ...{ problem: problem.name, samples, recipe, seed },
  start: start.parameters,
});

/** The library's options for a recipe: what the watched run and a trial have in common. */
export function fitOptions(recipe: Recipe, seed: number, { features }: Dataset): FitOptions {
  const { rows } = features;
  const { optimizer, learningRate, batch } = recipe;
  return {
    optimizer: defineOptimizer(optimizer, { learningRate }),
    batchSize: batch === 0 ? rows : Math.min(batch, rows),
    shuffle: batch !== 0,
    seed,
    threads: 1,
  };
}

/** The situation's network under another recipe or seed: its own start where the network is the same, else new weights. */
export function changedTo(situation: Situation, recipe: Recipe, seed: number): Situation {
  const { hidden, activation } = situation.recipe;
  const same =
    seed === situation.seed && recipe.activation === activation && recipe.hidden.join() === hidden.join();
  const start = same ? situation.start : initialParameters(problemNamed(situation.problem), recipe, seed);
  return { ...situation, recipe, seed, start };
}

/** How a trial went. */
export interface Outcome {
  /** How good it was at the start, at times on the way, and at the end; the last is not finite where it diverged. */
  readonly qualities: readonly Quality[];
  readonly diverged: boolean;
}

/** Times on the way at which a trial is looked at. */
const LOOKS = 20;

/** Trains for so many steps. */
export async function tryOut(situation: Situation, steps: number): Promise<Outcome> {
  const { problem, quality } = within(situation);
  const qualities = [quality(situation.start)];
  const every = Math.max(1, Math.round(steps / LOOKS));
  const diverged = await train(situation, problem, steps, every, (parameters) => {
    qualities.push(quality(parameters));
  });
  return { qualities, diverged };
}

/** Trains for so many steps, and keeps the way. Only for a single layer. */
export async function trailOf(
  situation: Situation,
  optimizer: BatchOptimizerName,
  learningRate: number,
  steps: number,
): Promise<Trail> {
  const recipe = { ...situation.recipe, optimizer, learningRate };
  const { problem, quality } = within(situation);
  const path = [situation.start[0]];
  const diverged = await train({ ...situation, recipe }, problem, steps, 1, ([layer]) => {
    path.push(layer);
  });
  const loss = diverged ? Number.NaN : quality([path[path.length - 1]]).loss;
  return { optimizer, learningRate, steps: path.length - 1, loss, path };
}

function within({ problem: name, samples, recipe }: Situation) {
  const problem = problemNamed(name);
  const definition = networkFor(problem, recipe);
  const nothing = { loss: Number.NaN, accuracy: undefined };
  const quality = (parameters: readonly LayerParameters[]): Quality =>
    qualityOf({ definition, parameters }, problem, samples) ?? nothing;
  return { problem, quality };
}

/** @returns whether it diverged */
async function train(
  { samples, recipe, seed, start }: Situation,
  problem: Problem,
  steps: number,
  every: number,
  look: (parameters: readonly LayerParameters[]) => void,
): Promise<boolean> {
  const data = toDataset(problem, samples);
  const model: Model = { definition: networkFor(problem, recipe), parameters: start };
  const run = fit(model, data, { ...fitOptions(recipe, seed, data), steps, stepsPerEvent: every });
  try {
    for await (const event of run) {
      const now = event.type === "progress" ? run.model() : undefined;
      if (now !== undefined) look(now.parameters);
    }
    await run;
    return false;
  } catch (error) {
    if (error instanceof DivergedError) return true;
    throw error;
  }
}
