/**
 * @file k-fold cross-validation: how well a network of this kind, trained in this way, does on examples that it has
 * not seen; each example is tested on once, and by time all but the earliest.
 */

import type { Dataset } from "../data/dataset.js";
import type { Examples } from "../data/examples.js";
import type { SplitBy } from "../data/split.js";
import type { ModelDefinition } from "../model/model.js";
import { completeOptimizer } from "../model/optimizers.js";
import { engineFor } from "./configuration.js";
import { type Evaluation, evaluate } from "./evaluate.js";
import { fit } from "./fit.js";
import { TRAINING_OPTIONS } from "./options.js";
import type { FitOptions, TrainingEvent, TrainingResult } from "./run.js";

/** How to train in every fold; what is validated on is taken out of the fold's training examples. */
export interface CrossValidationOptions
  extends Omit<FitOptions, "validation" | "checkpoint" | "resume" | "stepsPerEvent"> {
  /** How many; 5 when left out. */
  readonly folds?: number;
  /** The share of a fold's training examples to validate on, 0 to below 1; 0 when left out. */
  readonly validation?: number;
  /** `time`: each fold tests on later rows than it learns from; `random` when left out. */
  readonly by?: SplitBy;
  /** Which rows of the examples are divided into folds; all when left out. */
  readonly rows?: Uint32Array;
}

/** What one fold came to. */
export interface FoldResult {
  /** Counted from 1. */
  readonly fold: number;
  readonly result: TrainingResult;
  /** On the fold's own test part. */
  readonly evaluation: Evaluation;
  readonly test: Dataset;
}

const DEFAULT_FOLDS = 5;

/**
 * Trains and tests fold by fold. Preprocessing, too, is learned anew in each, from its training part alone.
 *
 * @param design the network to train, given the fold's training data
 * @param onEvent is told of each training's events
 * @throws AkariError `invalid-argument` for an impossible number of folds, `invalid-data` where there are fewer
 * examples than folds, and what `fit` throws
 * @example
 * ```ts
 * const network = ({ features }: Dataset) =>
 *   defineModel({ inputs: features.columns, layers: [{ units: 3, activation: "softmax" }] });
 * for await (const { fold, evaluation } of crossValidate(examples, network, { folds: 5 })) {
 *   console.log(fold, evaluation.loss);
 * }
 * ```
 */
export async function* crossValidate(
  examples: Examples,
  design: (train: Dataset) => ModelDefinition,
  options: CrossValidationOptions = {},
  onEvent: (event: TrainingEvent, fold: number) => void = () => {},
): AsyncGenerator<FoldResult, void, void> {
  const { folds: count = DEFAULT_FOLDS, validation = 0, by = "random", rows, ...training } = options;
  const { seed = TRAINING_OPTIONS.seed.default, signal } = training;
  const engine = engineFor(completeOptimizer(training.optimizer ?? "adam"), training.engine);
  // Training alone splits no examples.
  const { prepareFolds } = await import("../data/prepare.js");
  let fold = 0;
  for (const { train, test, ...held } of prepareFolds(examples, count, validation, seed, by, rows)) {
    fold++;
    const run = fit(design(train), train, { ...training, ...held });
    for await (const event of run) onEvent(event, fold);
    const result = await run;
    if (signal?.aborted === true) return;
    yield { fold, result, evaluation: await evaluate(result.model, test, { engine }), test };
  }
}
