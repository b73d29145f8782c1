/**
 * @file Training that nobody watches: what would become of an experiment under some recipe, from exactly where it started. It
 * is computed as the watched run is, so that it comes out the same to the bit. Runs in a Worker.
 */

import type { LayerParameters } from "akari/model";
import { type Quality, qualityOf } from "../../plot/forward";
import { networkFor, sameNetwork } from "../../plot/network";
import type { Sample } from "../../plot/points";
import { type Run, trainFrom } from "../../plot/training";
import { type Experiment, initialParameters } from "./experiment";
import { type ProblemReference, problemNamed, type Recipe } from "./problems";

/** What a trial begins from, as it goes to a Worker. */
export interface Situation {
  readonly problem: ProblemReference;
  readonly samples: readonly Sample[];
  readonly recipe: Recipe;
  readonly seed: number;
  /** The weights that the run began with. */
  readonly start: readonly LayerParameters[];
}

export const situationOf = ({ problem, samples, recipe, seed, start }: Experiment): Situation => ({
  ...{ problem: problem.reference, samples, recipe, seed },
  start: start.parameters,
});

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
  const run = runOf(situation);
  const quality = (parameters: readonly LayerParameters[]): Quality =>
    qualityOf({ ...run.model, parameters }, run.task, run.samples) ?? {
      loss: Number.NaN,
      accuracy: undefined,
    };
  const qualities = [quality(situation.start)];
  const every = Math.max(1, Math.round(steps / LOOKS));
  const diverged = await trainFrom(run, steps, every, (_, parameters) => {
    qualities.push(quality(parameters));
  });
  return { qualities, diverged };
}

/** What is trained in a situation. */
export function runOf({ problem: name, samples, recipe, seed, start }: Situation): Run {
  const task = problemNamed(name);
  return { task, samples, model: { definition: networkFor(task, recipe), parameters: start }, recipe, seed };
}
