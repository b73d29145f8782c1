/**
 * @file How to train where nobody says: by what the data are, how many there are, and the network. `akari train` and the
 * library's {@link recommend} do the same.
 *
 * Large data need few epochs and say by themselves when they are learned. A small table needs small batches and many
 * epochs, or its network would take some hundred steps and be as it began; there early stopping decides the end.
 */

import type { DatasetShape } from "../data/dataset.js";
import { reference } from "../engine/reference/engine.js";
import { AkariError, requireOptions, unawaited } from "../error.js";
import { type ModelDefinition, requireDefinition } from "../model/model.js";
import type { OptimizerName } from "../model/optimizers.js";
import { isMultiLabel } from "../model/outputs.js";
import type { Preprocessing } from "../model/preprocessing.js";
import type { ScheduleDefinition } from "../model/schedules.js";
import { TRAINING_OPTIONS } from "./options.js";
import type { FitOptions } from "./run.js";

/** What data can be: what suits digits does not suit every picture. */
export type DataKind = "digits" | "pictures" | "sounds" | "table";

/** Examples in a step of what is no table. */
const BATCH = TRAINING_OPTIONS.batchSize.default;
/** The share of what is no small table that is held out to validate on. */
const VALIDATION = 0.1;

/** Below this many rows every example of a table shows in validation. */
const SMALL = 2000;
/** Below this many a batch of 16 would leave few steps in an epoch. */
const SMALLER = 500;
/** Steps that a network of any size takes to learn a table, at the usual rate. */
const TABLE_STEPS = 10_000;
const MOST_TABLE_EPOCHS = 500;
/** Examples of a table learned from in a run at most, each as often as it is met: some minutes. */
const MOST_EXAMPLES = 20_000_000;
/**
 * Of tables: sigmoid units, the usual ones for these, stay near linear functions for long at the rates that suit
 * others. From many rows on an epoch has steps enough.
 */
const TABLE_RATE = 0.01;
const MANY_ROWS = 20_000;

/** Of pictures and recordings: steps in which a network of the usual size learns them. */
const PICTURE_STEPS = 4000;
const MOST_PICTURE_EPOCHS = 300;

const FEWEST_EPOCHS = 20;

/** Rows times inputs times outputs: what an iteration of `lbfgs` goes through in about a tenth of a second. */
const MOST_WORK = 5e7;

/** Options of `fit`. Those that are absent are off, or the optimizer's own. */
export interface Recommendation
  extends Pick<FitOptions, "batchSize" | "engine" | "epochs" | "dropout" | "inputDropout" | "earlyStopping"> {
  readonly optimizer: OptimizerName;
  /** The share to validate on; 0 where the weights are computed exactly. */
  readonly validation: number;
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly schedule?: ScheduleDefinition;
}

/** What somebody has decided already. */
export interface RecommendOptions {
  /** How many rows there are to learn from and to validate on; those of the data when left out. */
  readonly rows?: number;
  /** Found by the data's preprocessing when left out. */
  readonly kind?: DataKind;
  /** When left out `lbfgs` for a network of one layer that is not too large, else `adam`. */
  readonly optimizer?: OptimizerName | undefined;
}

/**
 * Options of `fit` for these data and this network, as `akari train` has them where nobody says.
 *
 * @example
 * ```ts
 * const { model } = await fit(network, data, { ...recommend(data, network), seed: 3 });
 * ```
 */
export function recommend(
  data: DatasetShape,
  definition: ModelDefinition,
  options: RecommendOptions = {},
): Recommendation {
  requireOptions(options, ["rows", "kind", "optimizer"], "A recommendation");
  const { features, targets, preprocessing } = data ?? {};
  if (features === undefined || targets === undefined || preprocessing === undefined) {
    throw new AkariError(
      "invalid-data",
      `The first argument of recommend is a data set; the network is the second.${unawaited(data)}`,
    );
  }
  requireDefinition(definition);
  const { rows = features.rows, kind = kindOf(preprocessing, targets) } = options;
  const { optimizer = canBeExact(definition, rows) ? "lbfgs" : "adam" } = options;
  // As scikit-learn's C = 1: without it, classes that can be told apart without a mistake have no best weights.
  if (optimizer === "lbfgs") {
    const decays = targets.kind === "classes" || isMultiLabel(definition);
    return { optimizer, engine: reference, validation: 0, ...(decays ? { weightDecay: 1 / rows } : {}) };
  }
  const validation = recommendedValidation(kind, rows);
  if (kind === "digits") return { optimizer, validation, batchSize: BATCH };
  if (kind === "table") return { optimizer, validation, ...forTables(optimizer, rows) };
  const epochs = within(FEWEST_EPOCHS, Math.ceil((PICTURE_STEPS * BATCH) / rows), MOST_PICTURE_EPOCHS);
  const dropout = definition.layers.length > 1 ? { dropout: 0.3, inputDropout: 0.2 } : {};
  return { optimizer, validation, batchSize: BATCH, epochs, schedule: { name: "cosine" }, ...dropout };
}

/** The share to validate on. @param rows how many there are to learn from and to validate on */
export const recommendedValidation = (kind: DataKind, rows: number): number =>
  kind === "table" && rows < SMALL ? 0.2 : VALIDATION;

/**
 * Whether `lbfgs` is quick: for a network without hidden layers that is not too large, linear, logistic and softmax
 * regression come out exactly, with nothing to tune. Not for the mean absolute error, whose corners stop L-BFGS.
 */
function canBeExact({ inputs, layers, loss }: ModelDefinition, rows: number): boolean {
  const smooth = layers.length === 1 && loss !== "mean_absolute_error";
  return smooth && rows * inputs * layers[0].units <= MOST_WORK;
}

/**
 * Measured with 32 sigmoid units and five folds, twice: iris 96.0 % (scikit-learn: 96.0 %), breast cancer 97.5 %
 * (97.9 %), diabetes R² 0.49 (0.489).
 */
function forTables(
  optimizer: OptimizerName,
  rows: number,
): Pick<Recommendation, "learningRate" | "batchSize" | "engine" | "epochs" | "earlyStopping"> {
  const small = rows < SMALL;
  const batch = rows < SMALLER ? 8 : small ? 16 : 32;
  const epochs = within(FEWEST_EPOCHS, Math.ceil((TABLE_STEPS * batch) / rows), MOST_TABLE_EPOCHS);
  const few = epochs === FEWEST_EPOCHS;
  return {
    ...(optimizer === "adam" && rows < MANY_ROWS ? { learningRate: TABLE_RATE } : {}),
    batchSize: batch,
    epochs: few ? Math.max(1, Math.min(epochs, Math.floor(MOST_EXAMPLES / rows))) : epochs,
    ...(few ? {} : { earlyStopping: { patience: small ? 30 : 10 } }),
  };
}

const within = (least: number, value: number, most: number): number => Math.max(least, Math.min(most, value));

/** MNIST and its like are pictures of 28 by 28 pixels in ten classes. */
function kindOf({ sound, image, channels }: Preprocessing, targets: DatasetShape["targets"]): DataKind {
  if (sound !== undefined) return "sounds";
  if (image === undefined) return "table";
  const isDigit = image[0] === 28 && image[1] === 28 && channels === undefined;
  return isDigit && targets.kind === "classes" && targets.names.length === 10 ? "digits" : "pictures";
}
