/**
 * @file From a configuration and the data to a plan with every number in it.
 */

import { requireAugmentable } from "../data/augmentation.js";
import type { Dataset } from "../data/dataset.js";
import type { TrainingConfiguration } from "../engine/checkpoint.js";
import type { EngineName } from "../engine/engine.js";
import { AkariError } from "../error.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import type { ScheduleDefinition } from "../model/schedules.js";
import { configure } from "./configuration.js";
import type { FitOptions } from "./events.js";
import { splitRows } from "./order.js";
import { resumedConfiguration } from "./resume.js";

/** All that decides a run, but for the data and the first weights. */
export interface TrainingPlan {
  readonly configuration: TrainingConfiguration;
  readonly optimizer: OptimizerDefinition;
  readonly schedule: ScheduleDefinition | undefined;
  readonly engine: EngineName;
  readonly seed: number;
  readonly shuffle: boolean;
  /** Examples in a step: as many as were asked for, if there are so many. */
  readonly batch: number;
  readonly threads: number | "auto";
  /** Rows of the training data to learn from, in their order. */
  readonly trainingRows: Uint32Array;
  /** Rows to validate on: of `validationData` where there is one, else of the training data. */
  readonly validationRows: Uint32Array;
  readonly validationData: Dataset | undefined;
  readonly keepBest: boolean;
  readonly stepsPerEpoch: number;
  /** Epochs that the run will begin. */
  readonly epochs: number;
  /** Steps of the whole run. */
  readonly steps: number;
}

const DEFAULT_EPOCHS = 20;

/** @throws AkariError `invalid-argument` naming the option that is wrong */
export function planTraining(data: Dataset, options: FitOptions): TrainingPlan {
  const configuration =
    options.resume === undefined ? configure(options) : resumedConfiguration(options.resume, options);
  const { optimizer, schedule, engine, seed, shuffle, keepBest } = configuration;
  if (configuration.augmentation !== undefined) requireAugmentable(data);
  const validationData = typeof options.validation === "object" ? options.validation : undefined;
  const { rows } = data.features;
  const held = typeof configuration.validation === "number" ? heldOut(configuration.validation, rows) : 0;
  const split = splitRows(rows, held, seed, shuffle);
  const batch = Math.min(configuration.batch, split.training.length);
  const stepsPerEpoch = Math.ceil(split.training.length / batch);
  const steps = lastStep(configuration, stepsPerEpoch);
  return {
    configuration,
    optimizer,
    schedule,
    engine,
    seed,
    shuffle,
    batch,
    threads: options.threads ?? "auto",
    trainingRows: split.training,
    validationRows:
      validationData === undefined
        ? split.validation
        : Uint32Array.from({ length: validationData.features.rows }, (_, row) => row),
    validationData,
    keepBest,
    stepsPerEpoch,
    epochs: Math.ceil(steps / stepsPerEpoch),
    steps,
  };
}

/** Steps alone are not cut short by the usual number of epochs. */
function lastStep({ epochs, steps }: TrainingConfiguration, stepsPerEpoch: number): number {
  if (steps === undefined) return (epochs ?? DEFAULT_EPOCHS) * stepsPerEpoch;
  return epochs === undefined ? steps : Math.min(steps, epochs * stepsPerEpoch);
}

function heldOut(fraction: number, rows: number): number {
  if (fraction === 0) return 0;
  const held = Math.max(1, Math.round(fraction * rows));
  if (held >= rows) {
    throw new AkariError(
      "invalid-argument",
      `With ${fraction} of ${rows} examples held out to validate on, none is left to learn from.`,
    );
  }
  return held;
}
