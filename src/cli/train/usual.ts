/**
 * @file What `akari train` does where nobody says: by what the data are, how many there are, and the network.
 */

import type { DatasetShape } from "../../data/dataset.js";
import type { ModelDefinition } from "../../model/model.js";
import type { OptimizerName } from "../../model/optimizers.js";
import { isMultiLabel } from "../../model/outputs.js";
import type { ScheduleDefinition } from "../../model/schedules.js";
import type { EarlyStopping } from "../../training/options.js";
import { defaultOptimizer, trainingDefaults } from "../../training/recommend.js";
import { OPTIONS, type OptionName, type OptionValues, optionDefinition } from "../options.js";
import type { SourceKind } from "./reading.js";

/** A run's options where they are left open. Those that are absent are off, or the optimizer's own. */
export interface Usual {
  readonly optimizer: OptimizerName;
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly schedule?: ScheduleDefinition;
  /** Absent where a step learns from all training examples. */
  readonly batch?: number;
  readonly epochs?: number;
  readonly dropout?: number;
  readonly inputDropout?: number;
  readonly earlyStopping?: EarlyStopping;
}

/** The share of training digits, pictures and recordings that is held out to validate on. */
const VALIDATION = 0.1;
const BATCH = 32;

/**
 * Of tables: sigmoid units, the usual ones for these, stay near linear functions for long at the rates that suit
 * others. From many rows on an epoch has steps enough.
 */
const TABLE_RATE = 0.01;
const MANY_ROWS = 20_000;

/** Of pictures and recordings: steps in which a network of the usual size learns them. */
const STEPS = 4000;
const FEWEST_EPOCHS = 20;
const MOST_EPOCHS = 300;

/** Options that say nothing to lbfgs, so that somebody who uses one of them wants another optimizer. */
const NOT_WITH_LBFGS = (Object.keys(OPTIONS) as OptionName[]).filter((name) =>
  optionDefinition(name).ignoredWhen?.some(
    ({ option, is }) => option === "optimizer" && is.includes("lbfgs"),
  ),
);

/** Whether the options leave room for a network of one layer to be computed exactly. */
export function mayBeExact({ optimizer, layers, engine, init, ...options }: OptionValues): boolean {
  if (optimizer !== undefined) return optimizer === "lbfgs";
  if (layers?.length !== 0 || init !== undefined || engine === "wasm") return false;
  return NOT_WITH_LBFGS.every((name) => !(name in options));
}

/** The share to validate on. @param rows examples that are not held out to test on */
export function usualValidation(kind: SourceKind, rows: number): number {
  return kind === "table" ? trainingDefaults({ rows }).validation : VALIDATION;
}

/**
 * @param rows examples to learn from and to validate on
 * @param validates whether some are held out to validate on
 */
export function usualTraining(
  options: OptionValues,
  kind: SourceKind,
  definition: ModelDefinition,
  targets: DatasetShape["targets"],
  rows: number,
  validates: boolean,
): Usual {
  const exact = mayBeExact(options) && (options.optimizer ?? defaultOptimizer(definition, rows)) === "lbfgs";
  // As scikit-learn's C = 1: without it, classes that can be told apart without a mistake have no best weights.
  if (exact)
    return {
      optimizer: "lbfgs",
      ...(targets.kind === "classes" || isMultiLabel(definition) ? { weightDecay: 1 / rows } : {}),
    };
  const { optimizer = "adam" } = options;
  if (kind === "digits") return { optimizer, batch: BATCH };
  if (kind === "table") return { optimizer, ...forTables(options, optimizer, rows, validates) };
  const epochs = Math.min(MOST_EPOCHS, Math.max(FEWEST_EPOCHS, Math.ceil((STEPS * BATCH) / rows)));
  const dropout = definition.layers.length > 1 ? { dropout: 0.3, inputDropout: 0.2 } : {};
  return { optimizer, batch: BATCH, epochs, schedule: { name: "cosine" }, ...dropout };
}

function forTables(
  options: OptionValues,
  optimizer: OptimizerName,
  rows: number,
  validates: boolean,
): Omit<Usual, "optimizer"> {
  const { batch, epochs, earlyStopping, optimizer: adam } = trainingDefaults({ rows });
  const learningRate = rows < MANY_ROWS ? TABLE_RATE : adam.learningRate;
  const rate = optimizer === "adam" ? { learningRate } : {};
  // Whoever says how long to train, or whose weights to keep, has decided the end.
  const ends = options.epochs !== undefined || options.steps !== undefined || options["keep-best"] === true;
  const stops = validates && !ends && earlyStopping !== undefined;
  return { ...rate, batch, epochs, ...(stops ? { earlyStopping } : {}) };
}
