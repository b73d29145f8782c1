/**
 * @file Networks of several sizes side by side: the same images, the same recipe, no other difference than their hidden neurons.
 * Knows no Worker, so that it is tested in Node.
 */

import { type Dataset, evaluate, fit } from "akari";
import { countParameters } from "akari/model";
import { DEFAULT_RECIPE, definitionOf, optionsOf, type Recipe } from "../train/recipe";

/** Hidden layers of the networks that are compared. */
export const SIZES: readonly (readonly number[])[] = [[], [16, 16], [128]];

/** Fast and often enough to tell them apart within seconds. */
export const RECIPE = { ...DEFAULT_RECIPE, learningRate: 0.003, epochs: 3 } as const satisfies Recipe;

const recipeOf = (hidden: readonly number[], seed: number): Recipe => ({
  ...RECIPE,
  hidden,
  seed,
});

export const parametersOf = (hidden: readonly number[]): number =>
  countParameters(definitionOf(recipeOf(hidden, 1)));

/** What was measured of a network. */
export interface SizeResult {
  readonly accuracy: number;
  /** How long it trained. */
  readonly seconds: number;
  readonly trainingImages: number;
  readonly testImages: number;
}

/** Where the Worker is. */
export type SizeProgress =
  | { readonly kind: "loading"; readonly share: number }
  | { readonly kind: "training"; readonly index: number; readonly share: number }
  | { readonly kind: "done"; readonly index: number; readonly result: SizeResult };

export interface SizeTasks {
  /** Trains all of them, one after the other, and reports each. */
  compare(question: { readonly base: string; readonly seed: number }): Promise<void>;
}

/** Trains a network, and scores it on images that it has not learned from. */
export async function measure(
  hidden: readonly number[],
  seed: number,
  { training, test }: { readonly training: Dataset; readonly test: Dataset },
  onprogress: (share: number) => void,
): Promise<SizeResult> {
  const recipe = recipeOf(hidden, seed);
  // All images are learned from: nothing is chosen by their validation.
  const run = fit(definitionOf(recipe), training, { ...optionsOf(recipe), validation: 0, threads: 1 });
  const began = performance.now();
  const total = recipe.epochs * Math.ceil(training.features.rows / recipe.batch);
  for await (const event of run) {
    if (event.type === "progress") onprogress(event.step / total);
  }
  const { model } = await run;
  const seconds = (performance.now() - began) / 1000;
  const evaluation = await evaluate(model, test);
  if (evaluation.task !== "classes") throw new TypeError("Digits are classes.");
  return {
    accuracy: evaluation.accuracy,
    seconds,
    trainingImages: training.features.rows,
    testImages: test.features.rows,
  };
}
