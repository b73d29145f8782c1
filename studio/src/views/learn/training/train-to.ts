/**
 * @file Trains by a recipe up to a step and reads the images that were held out: in the page behind a Worker, in tests as it is. The same
 * recipe and step give the same bits everywhere.
 */

import { type Dataset, DivergedError, evaluate, fit, type Model } from "akari";
import { validationRows } from "akari/training";
import { partOf } from "../../train/evaluator";
import { definitionOf, optionsOf, type Recipe } from "../../train/recipe";

/** What came of training. */
export interface Trained {
  readonly model: Model;
  /** `confusion[actual][predicted]`, of the images of the training part that were held out. */
  readonly confusion: readonly (readonly number[])[];
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
