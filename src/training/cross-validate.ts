/**
 * @file k-fold cross-validation: how well a network of this kind, trained in this way, does on examples that it has
 * not seen; each example is tested on once, and by time all but the earliest.
 */

import type { Dataset } from "../data/dataset.js";
import type { Examples } from "../data/examples.js";
import type { RowRoles } from "../data/rows.js";
import type { SplitBy } from "../data/split.js";
import { invalidArgument } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import { completeOptimizer } from "../model/optimizers.js";
import { engineFor } from "./configuration.js";
import { type Evaluation, evaluate } from "./evaluate.js";
import { fit } from "./fit.js";
import { TRAINING_OPTIONS } from "./options.js";
import type { FitOptions, TrainingEvent, TrainingResult } from "./run.js";

/** How to train in every fold; what is validated on is taken out of the fold's training examples. */
export interface CrossValidationOptions
  extends Omit<FitOptions, "validation" | "checkpoint" | "resume" | "stepsPerEvent">,
    RowRoles {
  /** How many; 5 when left out. */
  readonly folds?: number;
  /** The share of a fold's training examples to validate on, 0 to below 1; 0 when left out. */
  readonly validation?: number;
  /** `time`: each fold tests on later rows than it learns from; `random` when left out and there are no `times`. */
  readonly by?: SplitBy;
  /** Which rows are divided into folds; all when left out. */
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
 * @param data a table, pictures or recordings, or a data set of numbers, of which the options `groups` and `times` may say
 * more
 * @param design the network to train, given the fold's training data
 * @param onEvent is told of each training's events
 * @throws AkariError `invalid-argument` for an impossible number of folds, `invalid-data` for what is no data, or has fewer
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
  data: Examples | Dataset,
  design: (train: Dataset) => ModelDefinition,
  options: CrossValidationOptions = {},
  onEvent: (event: TrainingEvent, fold: number) => void = () => {},
): AsyncGenerator<FoldResult, void, void> {
  const { folds: count = DEFAULT_FOLDS, validation = 0, rows, groups, times, ...others } = options;
  const { by = times === undefined ? "random" : "time", ...training } = others;
  const { seed = TRAINING_OPTIONS.seed.default, signal } = training;
  const engine = engineFor(completeOptimizer(training.optimizer ?? "adam"), training.engine);
  // Training alone divides no rows.
  const [{ prepareFolds }, { areExamples, asExamples }] = await Promise.all([
    import("../data/prepare.js"),
    import("../data/rows.js"),
  ]);
  if (areExamples(data) && (groups ?? times) !== undefined) {
    throw invalidArgument(
      `${data.name} says itself what groups and times its rows have: a table by its options group and time.`,
    );
  }
  const examples = areExamples(data) ? data : asExamples(data, { groups, times });
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
