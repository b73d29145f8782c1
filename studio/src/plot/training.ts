/**
 * @file Training a tiny network on points without anybody watching: all steps at once, with the way that a single layer's numbers
 * have gone and the loss along it. Computed by the library as any training is, so that it comes out the same to the bit.
 */

import { type Dataset, DivergedError, type FitOptions, fit, type Model } from "akari";
import { type BatchOptimizerName, defineOptimizer, type LayerParameters } from "akari/model";
import { qualityOf } from "./forward";
import { type PointTask, type Sample, toDataset } from "./points";

/** The optimizers whose ways are shown side by side. */
export const OPTIMIZERS = [
  "sgd",
  "momentum",
  "rmsprop",
  "adam",
] as const satisfies readonly BatchOptimizerName[];

export type OptimizerName = (typeof OPTIMIZERS)[number];

/** How a network is trained. */
export interface TrainingRecipe {
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  /** Points in a step; 0 for all of them. */
  readonly batch: number;
}

/** All that decides what a training comes to. */
export interface Run {
  readonly task: PointTask;
  readonly samples: readonly Sample[];
  /** With the weights that it starts from. */
  readonly model: Model;
  readonly recipe: TrainingRecipe;
  /** Decides the order of the points. */
  readonly seed: number;
}

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
  /** The loss on the points that are held out, where there are any. */
  readonly heldOut?: number;
}

/** The way that one recipe has led a single layer's numbers from where all of them start. */
export interface Trail {
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  /** From the first to the last; that is not finite where it diverged. Steps are counted from the start. */
  readonly losses: readonly LossPoint[];
  readonly path: readonly LayerParameters[];
}

/** The library's options for a recipe. */
export function fitOptions(recipe: TrainingRecipe, seed: number, { features }: Dataset): FitOptions {
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

/**
 * Trains for so many steps.
 *
 * @param look shown the weights after every so many steps
 * @returns whether it diverged
 */
export async function trainFrom(
  { task, samples, model, recipe, seed }: Run,
  steps: number,
  every: number,
  look: (step: number, parameters: readonly LayerParameters[]) => void,
): Promise<boolean> {
  const data = toDataset(task, samples);
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

/** Trains for so many steps, and keeps the way. Only for a single layer, and where there are points. */
export async function trailOf(run: Run, steps: number): Promise<Trail> {
  const { definition, parameters } = run.model;
  const { optimizer, learningRate } = run.recipe;
  const lossAt = (layer: LayerParameters): number =>
    qualityOf({ definition, parameters: [layer] }, run.task, run.samples)?.loss ?? Number.NaN;
  const path = [parameters[0]];
  const losses = [{ step: 0, loss: lossAt(parameters[0]) }];
  const diverged = await trainFrom(run, steps, 1, (step, [layer]) => {
    losses.push({ step, loss: lossAt(layer) });
    path.push(layer);
  });
  if (diverged) losses.push({ step: losses.length, loss: Number.POSITIVE_INFINITY });
  return { optimizer, learningRate, losses, path };
}

/** The share of the way down, from the first loss to the least of all trails, after which one has arrived. */
const ARRIVED = 0.999;

/** After how many steps each trail has arrived near the least loss of them all; `undefined` for those that have not. */
export function arrivals(trails: readonly Trail[]): (number | undefined)[] {
  const all = trails.flatMap(({ losses }) => losses.map(({ loss }) => loss)).filter(Number.isFinite);
  const least = all.reduce((smallest, loss) => Math.min(smallest, loss), Number.POSITIVE_INFINITY);
  return trails.map(({ losses }) => {
    const enough = least + (1 - ARRIVED) * (losses[0].loss - least);
    return losses.find(({ loss }) => loss <= enough)?.step;
  });
}
