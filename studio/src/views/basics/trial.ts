/**
 * @file Training that nobody watches: what would become of an experiment under some recipe, from exactly where it started. It
 * is computed as the watched run is, so that it comes out the same to the bit. Runs in a Worker.
 */

import { type Dataset, DivergedError, type FitOptions, fit, type Model } from "akari";
import { type BatchOptimizerName, defineOptimizer, type LayerParameters } from "akari/model";
import { type Experiment, initialParameters, type Trail } from "./experiment";
import { type Quality, qualityOf } from "./forward";
import { networkFor, sameNetwork } from "./network";
import { type ProblemName, problemNamed, type Recipe, type Sample, toDataset } from "./problems";

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
  const same = seed === situation.seed && sameNetwork(recipe, situation.recipe);
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
  const quality = qualityIn(situation);
  const qualities = [quality(situation.start)];
  const every = Math.max(1, Math.round(steps / LOOKS));
  const diverged = await trainFrom(situation, steps, every, (_, parameters) => {
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
  const quality = qualityIn(situation);
  const path = [situation.start[0]];
  const losses = [{ step: 0, loss: quality(situation.start).loss }];
  const diverged = await trainFrom({ ...situation, recipe }, steps, 1, (step, [layer]) => {
    losses.push({ step, loss: quality([layer]).loss });
    path.push(layer);
  });
  if (diverged) losses.push({ step: losses.length, loss: Number.POSITIVE_INFINITY });
  return { optimizer, learningRate, losses, path };
}

function qualityIn({ problem: name, samples, recipe }: Situation) {
  const problem = problemNamed(name);
  const definition = networkFor(problem, recipe);
  return (parameters: readonly LayerParameters[]): Quality =>
    qualityOf({ definition, parameters }, problem, samples) ?? { loss: Number.NaN, accuracy: undefined };
}

/**
 * Trains from where a situation starts.
 *
 * @param look shown the weights after every so many steps
 * @returns whether it diverged
 */
export async function trainFrom(
  { problem: name, samples, recipe, seed, start }: Situation,
  steps: number,
  every: number,
  look: (step: number, parameters: readonly LayerParameters[]) => void,
): Promise<boolean> {
  const problem = problemNamed(name);
  const data = toDataset(problem, samples);
  const model: Model = { definition: networkFor(problem, recipe), parameters: start };
  const run = fit(model, data, { ...fitOptions(recipe, seed, data), steps, stepsPerEvent: every });
  try {
    for await (const event of run) {
      const now = event.type === "progress" ? run.model() : undefined;
      if (event.type === "progress" && now !== undefined) look(event.step, now.parameters);
    }
    await run;
    return false;
  } catch (error) {
    if (error instanceof DivergedError) return true;
    throw error;
  }
}
