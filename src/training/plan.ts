/**
 * @file From a user's options to a plan with every number in it.
 */

import type { Dataset } from "../data/dataset.js";
import type { EngineName } from "../engine/engine.js";
import { AkariError } from "../error.js";
import { defineOptimizer, type OptimizerDefinition, type OptimizerName } from "../model/optimizers.js";
import type { FitOptions } from "./events.js";
import { splitRows } from "./order.js";

/** All that decides a run, but for the data and the first weights. */
export interface TrainingPlan {
  readonly optimizer: OptimizerDefinition;
  readonly engine: EngineName;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly batch: number;
  /** Rows of the training data to learn from, in their order. */
  readonly trainingRows: Uint32Array;
  /** Rows to validate on: of `validationData` where there is one, else of the training data. */
  readonly validationRows: Uint32Array;
  readonly validationData: Dataset | undefined;
  readonly stepsPerEpoch: number;
  /** Epochs that the run will begin. */
  readonly epochs: number;
  /** Steps of the whole run. */
  readonly steps: number;
}

const OPTIONS = [
  "optimizer",
  "epochs",
  "steps",
  "batch",
  "seed",
  "shuffle",
  "validation",
  "engine",
  "signal",
] as const satisfies readonly (keyof FitOptions)[];

const DEFAULT_EPOCHS = 20;
const DEFAULT_BATCH = 32;

/** @throws AkariError `invalid-argument` naming the option that is wrong */
export function planTraining(data: Dataset, options: FitOptions): TrainingPlan {
  requireKnown(options);
  const { seed = 1, shuffle = true, validation = 0, engine = "wasm" } = options;
  if (!Number.isSafeInteger(seed)) throw invalid(`The seed must be a whole number, not ${seed}.`);
  const { rows } = data.features;
  const held = typeof validation === "number" ? heldOut(validation, rows) : 0;
  const split = splitRows(rows, held, seed, shuffle);
  const batch = Math.min(whole(options.batch, "batch") ?? DEFAULT_BATCH, split.training.length);
  const stepsPerEpoch = Math.ceil(split.training.length / batch);
  const mostSteps = whole(options.steps, "steps") ?? Number.POSITIVE_INFINITY;
  const mostEpochs =
    whole(options.epochs, "epochs") ?? (options.steps === undefined ? DEFAULT_EPOCHS : mostSteps);
  const steps = Math.min(mostSteps, mostEpochs * stepsPerEpoch);
  return {
    optimizer: completeOptimizer(options.optimizer ?? "adam"),
    engine,
    seed,
    shuffle,
    batch,
    trainingRows: split.training,
    validationRows:
      typeof validation === "number"
        ? split.validation
        : Uint32Array.from({ length: validation.features.rows }, (_, row) => row),
    validationData: typeof validation === "number" ? undefined : validation,
    stepsPerEpoch,
    epochs: Math.ceil(steps / stepsPerEpoch),
    steps,
  };
}

function heldOut(fraction: number, rows: number): number {
  if (!(fraction >= 0 && fraction < 1)) {
    throw invalid(`The fraction to validate on must be from 0 to below 1, not ${fraction}.`);
  }
  if (fraction === 0) return 0;
  const held = Math.max(1, Math.round(fraction * rows));
  if (held >= rows) {
    throw invalid(
      `With ${fraction} of ${rows} examples held out to validate on, none is left to learn from.`,
    );
  }
  return held;
}

/** A definition may have been written by hand or read from a file: its constants are checked like a user's. */
function completeOptimizer(optimizer: OptimizerName | OptimizerDefinition): OptimizerDefinition {
  if (typeof optimizer === "string") return defineOptimizer(optimizer);
  if (optimizer.name !== "sgd") {
    const { name, ...settings } = optimizer;
    return defineOptimizer(name, settings);
  }
  const { name, nesterov, ...settings } = optimizer;
  return defineOptimizer(nesterov ? "nesterov" : name, settings);
}

/** An option that would do nothing is a mistake that its author wants to hear of. */
function requireKnown(options: FitOptions): void {
  const known: readonly string[] = OPTIONS;
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw invalid(
      `Training has no option "${unknown}"; it has ${OPTIONS.join(", ")}. An optimizer's constants, such as the ` +
        'learning rate, are set with defineOptimizer("adam", { learningRate: 0.001 }).',
    );
  }
}

function whole(value: number | undefined, name: "epochs" | "steps" | "batch"): number | undefined {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1)) {
    throw invalid(`The option ${name} must be a whole number of 1 or more, not ${value}.`);
  }
  return value;
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
