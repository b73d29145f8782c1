/**
 * @file Trains by a recipe, up to a step on all images or to its end on a few, and reads those that were held out: in the page behind a
 * Worker, in tests as it is. The same recipe and step give the same bits everywhere.
 */

import { type Dataset, DivergedError, evaluate, fit, type Model } from "akari";
import { validationRows } from "akari/training";
import { partOf } from "../../train/evaluator";
import { measure } from "../../train/measure";
import { definitionOf, optionsOf, type Recipe } from "../../train/recipe";

/** What came of training. */
export interface Trained {
  readonly model: Model;
  /** `confusion[actual][predicted]`, of the images of the training part that were held out. */
  readonly confusion: readonly (readonly number[])[];
}

/** How a run on a few images went. */
export interface Watched {
  readonly model: Model;
  /** The images that it learned from: `[n, 784]`, 0 dark to 255 bright. */
  readonly learned: Uint8Array;
  /** The share of them that it reads correctly at its end. */
  readonly trainingAccuracy: number;
  /** After each epoch; the training loss is the mean over its batches, as they were learned from. */
  readonly epochs: readonly EpochScores[];
}

export interface EpochScores {
  readonly trainingLoss: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
}

/** @param steps how many to take, at least one; fewer where the recipe has no more */
export async function trainTo(data: Dataset, recipe: Recipe, steps: number): Promise<Trained> {
  const options = optionsOf(recipe);
  const model = await weightsAfter(data, recipe, steps);
  const evaluation = await evaluate(model, partOf(data, validationRows(data, options)));
  if (evaluation.task !== "classes") throw new Error("Digits are classes.");
  return { model, confusion: evaluation.confusion };
}

async function weightsAfter(data: Dataset, recipe: Recipe, steps: number): Promise<Model> {
  let done = 0;
  const training = fit(definitionOf(recipe), data, {
    ...optionsOf(recipe),
    threads: 1,
    stepsPerEvent: () => Math.max(1, steps - done),
  });
  try {
    for await (const event of training) {
      if (event.type !== "progress") continue;
      done = event.step;
      const model = done === steps ? training.model() : undefined;
      if (model !== undefined) return model;
    }
  } catch (error) {
    // What there was before it came to no number.
    if (error instanceof DivergedError) return error.result.model;
    throw error;
  }
  return (await training).model;
}

/**
 * Trains to the end on as many images as the recipe takes, from all over the data: in MNIST images of the same hands stand together, and of
 * neighbours the ones held out would be easier than those of the test part.
 *
 * @param held how many of the images are held out
 */
export async function watch(data: Dataset, recipe: Recipe, held: number): Promise<Watched> {
  const { examples } = recipe;
  const apart = Math.floor(data.features.rows / examples);
  const taken = partOf(
    data,
    Array.from({ length: examples }, (_, i) => i * apart),
  );
  const options = { ...optionsOf(recipe), validation: held / examples };
  const { model, history } = await fit(definitionOf(recipe), taken, { ...options, threads: 1 });
  const isHeld = new Set(validationRows(taken, options));
  const learned = partOf(
    taken,
    Array.from({ length: examples }, (_, row) => row).filter((row) => !isHeld.has(row)),
  );
  const end = await measure(learned, model);
  const { data: pixels } = learned.features;
  if (end === undefined || !(pixels instanceof Uint8Array))
    throw new TypeError("There is nothing to learn from.");
  const epochs = history.map(({ loss, validationLoss = Number.NaN, validationAccuracy = Number.NaN }) => ({
    trainingLoss: loss,
    validationLoss,
    validationAccuracy,
  }));
  return { model, learned: pixels, trainingAccuracy: end.accuracy, epochs };
}
