/**
 * @file How to train on data of some size when nobody has said so.
 *
 * Large data need few epochs and say by themselves when they are learned. A small table needs small batches and many
 * epochs, or its network would take some hundred steps and be as it began; there early stopping decides the end.
 * Measured with 32 sigmoid units and five folds, twice: iris 96.0 % (scikit-learn: 96.0 %), breast cancer 97.5 %
 * (97.9 %), diabetes R² 0.49 (0.489).
 */

import type { ModelDefinition } from "../model/model.js";
import { type BatchOptimizerDefinition, defineOptimizer } from "../model/optimizers.js";
import type { FitOptions } from "./events.js";

/** Below this many rows learning is so short that a larger rate costs nothing, and every example shows in validation. */
const SMALL = 2000;
/** Below this many a batch of 16 would leave few steps in an epoch. */
const SMALLER = 500;
/** Steps that a network of any size takes to learn, at the usual rate. */
const STEPS = 10_000;
const FEWEST = 20;
const MOST = 500;
/** Examples learned from in a run at most, each as often as it is met: some minutes. */
const EXAMPLES = 20_000_000;

/** Options for `fit` that go with the size of the data. */
export type TrainingDefaults = Required<Pick<FitOptions, "batch" | "epochs">> & {
  readonly optimizer: BatchOptimizerDefinition;
  readonly validation: number;
  /** Absent where the epochs are few. */
  readonly earlyStopping?: NonNullable<FitOptions["earlyStopping"]>;
};

/**
 * Options to be spread into those of `fit`: `fit(network, data, { ...trainingDefaults(data.features), seed: 3 })`.
 *
 * @param data how many rows there are to learn from and to validate on
 */
export function trainingDefaults({ rows }: { readonly rows: number }): TrainingDefaults {
  const small = rows < SMALL;
  const batch = rows < SMALLER ? 8 : rows < SMALL ? 16 : 32;
  const epochs = Math.max(FEWEST, Math.min(MOST, Math.ceil((STEPS * batch) / rows)));
  const few = epochs === FEWEST;
  return {
    optimizer: defineOptimizer("adam", { learningRate: small ? 0.003 : 0.001 }),
    batch,
    epochs: few ? Math.max(1, Math.min(epochs, Math.floor(EXAMPLES / rows))) : epochs,
    validation: small ? 0.2 : 0.1,
    ...(few ? {} : { earlyStopping: { patience: small ? 30 : 10 } }),
  };
}

/** Rows times inputs times outputs: what an iteration of `lbfgs` goes through in about a tenth of a second. */
const MOST_WORK = 5e7;

/**
 * `lbfgs` for a network without hidden layers that is not too large: linear, logistic and softmax regression come out
 * exactly, with nothing to tune. `adam` for all others, and for the mean absolute error, whose corners stop L-BFGS.
 *
 * @param rows how many examples there are to learn from
 */
export function defaultOptimizer(definition: ModelDefinition, rows: number): "lbfgs" | "adam" {
  const { inputs, layers, loss } = definition;
  const exact = layers.length === 1 && loss !== "mean_absolute_error";
  return exact && rows * inputs * layers[0].units <= MOST_WORK ? "lbfgs" : "adam";
}
