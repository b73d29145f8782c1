/**
 * @file What helps where learning fails: changes of the recipe that are known to, tried one after the other on the same images,
 * and only one that was seen to help is offered.
 */

import { type Dataset, DivergedError, type FitOptions, fit } from "akari";
import { defineOptimizer } from "akari/model";
import { EXAMINED, examine, type Trouble, troubleOf } from "./health";
import { measure } from "./measure";
import { definitionOf, optionsOf, problemOf, type Recipe } from "./recipe";

/** A change of the recipe, and what came of it. */
export interface Remedy {
  readonly change: Partial<Recipe>;
  /** The steps that were tried, and the accuracy on the images held out after them. */
  readonly steps: number;
  readonly accuracy: number;
}

/** How long it takes to see whether a network learns. */
const TRIAL = { steps: 256, images: 24_576 };
/** A network that learns reads so many digits rightly by then. */
const LEARNS = 0.6;

/** Changes that may help, the gentlest first. */
export function remediesFor({ kind }: Trouble, recipe: Recipe): Partial<Recipe>[] {
  const rate = (factor: number): Partial<Recipe> => ({
    learningRate: Number((recipe.learningRate * factor).toPrecision(3)),
  });
  const usual: Partial<Recipe> = {
    optimizer: "adam",
    learningRate: defineOptimizer("adam").learningRate,
    weightDecay: 0,
  };
  const relu: Partial<Recipe> = { ...usual, activation: "relu" };
  const crossEntropy: Partial<Recipe> = { output: "softmax", loss: "cross_entropy" };
  const slower = [0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6, 1e-8].map(rate);
  const changes: Record<Trouble["kind"], Partial<Recipe>[]> = {
    diverged: [...slower, usual, { ...usual, ...crossEntropy }],
    dead: [...slower.slice(0, 3), usual, { ...usual, activation: "leaky_relu" }],
    saturated: [...slower.slice(0, 3), usual, relu],
    chance: [rate(10), rate(100), rate(0.1), rate(0.01), usual, relu, { ...relu, ...crossEntropy }],
  };
  // A remedy that is the recipe itself is none.
  return changes[kind].filter((change) =>
    Object.entries(change).some(([part, value]) => recipe[part as keyof Recipe] !== value),
  );
}

/** Where a remedy is tried. */
export interface TrialRoom {
  readonly data: Dataset;
  /** Of what is held out, that much. */
  validation(most: number): Dataset | undefined;
  readonly signal: AbortSignal;
}

/** Tries what may help; the first change that does. */
export async function findRemedy(
  trouble: Trouble,
  recipe: Recipe,
  room: TrialRoom,
): Promise<Remedy | undefined> {
  for (const change of remediesFor(trouble, recipe)) {
    if (room.signal.aborted) return undefined;
    const remedy = await tryChange(change, recipe, room);
    if (remedy !== undefined) return remedy;
  }
  return undefined;
}

/** @returns `undefined` where the network still does not learn */
async function tryChange(
  change: Partial<Recipe>,
  recipe: Recipe,
  { data, validation, signal }: TrialRoom,
): Promise<Remedy | undefined> {
  const changed = { ...recipe, ...change };
  if (problemOf(changed) !== undefined) return undefined;
  const trial = Math.max(TRIAL.steps, Math.ceil(TRIAL.images / changed.batch));
  const options: FitOptions = { ...optionsOf(changed), threads: 1, steps: trial, signal };
  try {
    const { model, steps, stopped } = await fit(definitionOf(changed), data, options);
    if (stopped === "aborted") return undefined;
    const examined = validation(EXAMINED);
    if (examined === undefined || troubleOf(await examine(model, examined), steps) !== undefined)
      return undefined;
    const accuracy = (await measure(validation(Number.POSITIVE_INFINITY), model))?.accuracy ?? 0;
    return accuracy >= LEARNS ? { change, steps, accuracy } : undefined;
  } catch (error) {
    if (error instanceof DivergedError) return undefined;
    throw error;
  }
}
