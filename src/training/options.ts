/**
 * @file Options of a run that decide its learning rates, what its loss is and when it ends.
 */

import { AkariError } from "../error.js";
import {
  completeSchedule,
  type ScheduleDefinition,
  type ScheduleName,
  type ScheduleOptions,
} from "../model/schedules.js";

/**
 * A weight for every class, in the order of the names; or `balanced`: `N / (K n)` for a class with `n` of the `N`
 * examples that are learned from, of `K` classes, so that all count alike (King and Zeng, 2001).
 */
export type ClassWeights = "balanced" | readonly number[];

export const MONITORS = ["loss", "accuracy"] as const;

/** When a run ends before its last epoch. */
export interface EarlyStopping {
  /** Epochs without a better one after which the run ends. */
  readonly patience: number;
  /** Which figure of validation says how good an epoch is: the loss when left out. */
  readonly monitor?: (typeof MONITORS)[number];
}

/** Options of a run; what is left out is off. */
export interface RunOptions {
  /** How the learning rate changes during the run. */
  readonly schedule?: ScheduleDefinition;
  /**
   * From 0 to below 1: so much of every target is shared out to all classes, `y ← (1 − ε) y + ε / K`, for the two
   * cross-entropies (PyTorch's `label_smoothing`; of a sigmoid's two classes each has `ε / 2`). It changes the training
   * loss; validation and `evaluate` take the targets as they are.
   */
  readonly labelSmoothing?: number;
  /**
   * How much the examples of each class count in the loss. They multiply the data set's own weights. The training and
   * the validation loss are `Σ w l / Σ w`; example-weights.ts says how batches share that out.
   */
  readonly classWeights?: ClassWeights;
  /**
   * Ends the run when validation has not become better for some epochs. The result has the weights of the best epoch;
   * the earlier one of two that are as good.
   */
  readonly earlyStopping?: EarlyStopping;
}

/** As they were given, by somebody or by a file. */
export type GivenRunOptions = {
  readonly [K in keyof RunOptions]:
    | RunOptions[K]
    | (K extends "schedule" ? ScheduleName | ScheduleOptions : never)
    | undefined;
};

/**
 * Those that are on.
 *
 * @throws AkariError `invalid-argument` naming the one that cannot be
 */
export function completeRunOptions(given: GivenRunOptions): RunOptions {
  const { labelSmoothing = 0, classWeights, earlyStopping } = given;
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw invalid(`The option labelSmoothing must be a number from 0 to below 1, not ${labelSmoothing}.`);
  }
  const options = {
    schedule: completeSchedule(given.schedule),
    labelSmoothing: labelSmoothing || undefined,
    classWeights: classWeights && completeClassWeights(classWeights),
    earlyStopping: earlyStopping && completeEarlyStopping(earlyStopping),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function completeClassWeights(weights: ClassWeights): ClassWeights {
  const isWeight = (weight: unknown): boolean => Number.isFinite(weight) && (weight as number) >= 0;
  if (weights === "balanced" || (Array.isArray(weights) && weights.every(isWeight))) return weights;
  throw invalid('The option classWeights must be "balanced" or a list of numbers of 0 or more, one a class.');
}

function completeEarlyStopping({ patience, monitor = "loss" }: EarlyStopping): Required<EarlyStopping> {
  if (!(Number.isSafeInteger(patience) && patience >= 1)) {
    throw invalid(
      `The patience of earlyStopping must be a whole number of epochs, of 1 or more, not ${patience}.`,
    );
  }
  if (!MONITORS.includes(monitor)) {
    throw invalid(`The monitor of earlyStopping must be ${MONITORS.join(" or ")}, not ${monitor}.`);
  }
  return { patience, monitor };
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
