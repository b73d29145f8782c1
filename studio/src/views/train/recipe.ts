/**
 * @file What to train and how, as the page holds it: plain data, what the library makes of it, and what a run's model file says
 * of how its weights came to be.
 */

import { defineModel, type FitOptions, type ModelDefinition } from "akari";
import { type TrainingRecord, trainingHistory } from "akari/formats";
import {
  type ActivationName,
  type BatchOptimizerName,
  countParameters,
  defineOptimizer,
  LOSS_NAMES,
  LOSSES,
  type LossName,
} from "akari/model";
import { type EpochFigures, TRAINING_OPTIONS } from "akari/training";
import { type Failure, failureOf } from "../../kit/failure";
import { CLASSES, PIXELS, TRAINING_IMAGES, TRAINING_PART } from "../../mnist/digits";
import { LIMITS } from "../../network/layout";

export interface Recipe {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly activation: ActivationName;
  readonly output: ActivationName;
  readonly loss: LossName;
  readonly optimizer: BatchOptimizerName;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  /** Training images used, a tenth of which is held out to validate on. */
  readonly examples: number;
  /** What computes: the CPU, the GPU, or whichever of them is faster for this network. */
  readonly engine: RecipeEngine;
}

export const RECIPE_ENGINES = ["auto", "wasm", "webgpu"] as const;
export type RecipeEngine = (typeof RECIPE_ENGINES)[number];

/**
 * The share of them that is held out. It is the one of the library's `recommend`, which a test holds it to: that would
 * bring an engine along that this page does without.
 */
export const VALIDATION = 0.1;

const ADAM = defineOptimizer("adam");

/** The network of the first lesson, trained by Adam with what the library does where nobody says: `akari train mnist`, to the bit. */
export const DEFAULT_RECIPE: Recipe = {
  hidden: [16, 16],
  activation: "sigmoid",
  output: "softmax",
  loss: "cross_entropy",
  optimizer: "adam",
  learningRate: ADAM.learningRate,
  weightDecay: ADAM.weightDecay,
  batch: TRAINING_OPTIONS.batchSize.default,
  epochs: TRAINING_OPTIONS.epochs.default,
  seed: TRAINING_OPTIONS.seed.default,
  examples: TRAINING_IMAGES,
  engine: "auto",
};

/** Why a recipe cannot be trained: a kind to be said in the reader's language, or what the library says of it. */
export type Problem =
  | { readonly kind: "units"; readonly layer: number; readonly most: number }
  | { readonly kind: "parameters"; readonly count: number; readonly most: number }
  | { readonly kind: "partner"; readonly loss: LossName; readonly output: ActivationName }
  | { readonly kind: "whole"; readonly field: WholeField; readonly least: number; readonly most: number }
  | { readonly kind: "positive"; readonly field: "learningRate" }
  | { readonly kind: "notNegative"; readonly field: "weightDecay" }
  | { readonly kind: "other"; readonly failure: Failure };

export type WholeField = "batch" | "epochs" | "seed" | "examples";

export const MOST_SEED = 999_999;

const RANGES: Record<WholeField, readonly [least: number, most: number]> = {
  batch: [1, 10_000],
  epochs: [1, 1000],
  seed: [0, MOST_SEED],
  examples: [100, TRAINING_IMAGES],
};

/**
 * A recipe with a change, and with what has to change along: a loss that is made for one kind of output brings it, and an
 * output brings a loss that goes with it.
 */
export function changed(recipe: Recipe, part: Partial<Recipe>): Recipe {
  const next = { ...recipe, ...part };
  const partner = fusedOutput(next.loss);
  if (partner === undefined || partner === next.output) return next;
  if (part.output === undefined) return { ...next, output: partner };
  const loss = LOSS_NAMES.find((name) => fusedOutput(name) === next.output) ?? "mean_squared_error";
  return { ...next, loss };
}

/** The output layer that a loss is for; `undefined` where it goes with all. */
function fusedOutput(loss: LossName): ActivationName | undefined {
  const row = LOSSES[loss];
  return "fusedWith" in row ? row.fusedWith : undefined;
}

/** The first thing that is wrong with a recipe. */
export function problemOf(recipe: Recipe): Problem | undefined {
  const { hidden, loss, output } = recipe;
  const bad = hidden.findIndex((units) => !isWhole(units, 1, LIMITS.units));
  if (bad >= 0) return { kind: "units", layer: bad + 1, most: LIMITS.units };
  for (const field of Object.keys(RANGES) as WholeField[]) {
    const [least, most] = RANGES[field];
    if (!isWhole(recipe[field], least, most)) return { kind: "whole", field, least, most };
  }
  if (!(recipe.learningRate > 0 && Number.isFinite(recipe.learningRate))) {
    return { kind: "positive", field: "learningRate" };
  }
  if (!(recipe.weightDecay >= 0 && Number.isFinite(recipe.weightDecay))) {
    return { kind: "notNegative", field: "weightDecay" };
  }
  const partner = fusedOutput(loss);
  if (partner !== undefined && partner !== output) return { kind: "partner", loss, output: partner };
  try {
    const count = countParameters(definitionOf(recipe));
    if (count > LIMITS.parameters) return { kind: "parameters", count, most: LIMITS.parameters };
    optionsOf(recipe);
    return undefined;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "unexpected") throw error;
    return { kind: "other", failure };
  }
}

/** @throws AkariError where such a network cannot be */
export function definitionOf({ hidden, activation, output, loss }: Recipe): ModelDefinition {
  return defineModel({
    inputs: PIXELS,
    layers: [
      ...hidden.map((units) => ({ units, activation })),
      { units: CLASSES.length, activation: output },
    ],
    loss,
    preprocessing: { divideBy: 255, image: [28, 28] },
    labels: CLASSES,
    exclusive: true,
  });
}

/** @throws AkariError where the optimizer cannot have such constants */
export function optionsOf(recipe: Recipe) {
  const { optimizer, learningRate, weightDecay, batch, epochs, seed } = recipe;
  return {
    optimizer: defineOptimizer(optimizer, { learningRate, weightDecay }),
    batchSize: batch,
    epochs,
    seed,
    validation: VALIDATION,
  } satisfies FitOptions;
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** Whether two recipes train the same, to the bit. */
export const sameRecipe = (a: Recipe, b: Recipe): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What of a moment its record tells. */
interface RecordedMoment {
  readonly step: number;
  readonly scores?:
    | { readonly testAccuracy: number; readonly validationAccuracy: number | undefined }
    | undefined;
}

/**
 * @param moment how many steps the weights have behind them, and how good exactly these are, where that is known
 * @param finished the epochs of the run, those after the moment included
 */
export function recordOf(
  recipe: Recipe,
  { trainingExamples, engine }: Pick<TrainingRecord, "trainingExamples" | "engine">,
  { step, scores }: RecordedMoment,
  finished: readonly EpochFigures[],
): TrainingRecord {
  const history = trainingHistory(finished.filter((epoch) => epoch.step <= step));
  const { optimizer, batchSize, epochs, seed, validation } = optionsOf(recipe);
  return {
    data: TRAINING_PART,
    seed,
    epochs,
    steps: step,
    batch: batchSize,
    shuffle: TRAINING_OPTIONS.shuffle.default,
    validation,
    optimizer,
    engine,
    trainingExamples,
    ...(scores === undefined ? {} : { accuracy: scores.testAccuracy }),
    ...(scores?.validationAccuracy === undefined ? {} : { validationAccuracy: scores.validationAccuracy }),
    ...(history === undefined ? {} : { history }),
  };
}

/** What somebody typed as a number; NaN where it is none. Digits and signs of full width are numbers too. */
export function parseNumber(text: string): number {
  const plain = text
    .normalize("NFKC")
    .replace(/[−ー]/g, "-")
    .replace(/,(?=\d{3}\b)/g, "")
    .trim();
  return plain === "" ? Number.NaN : Number(plain);
}
