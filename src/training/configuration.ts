/**
 * @file From a user's options to a configuration with nothing left open: defaults filled in, mistakes told.
 */

import { defineAugmentation } from "../data/augmentation.js";
import type { EngineName } from "../engine/engine.js";
import { AkariError } from "../error.js";
import { completeOptimizer, type OptimizerDefinition, type OptimizerName } from "../model/optimizers.js";
import type { CheckpointInterval, TrainingConfiguration } from "./checkpoint.js";
import type { FitOptions } from "./events.js";
import { completeRunOptions, type RunOptions } from "./options.js";
import { completeRegularization, type Regularization } from "./regularization.js";

const OPTIONS = [
  "optimizer",
  "schedule",
  "epochs",
  "steps",
  "batch",
  "seed",
  "shuffle",
  "validation",
  "augmentation",
  "keepBest",
  "labelSmoothing",
  "classWeights",
  "earlyStopping",
  "dropout",
  "inputDropout",
  "l1",
  "clip",
  "batchNorm",
  "engine",
  "threads",
  "stepsPerEvent",
  "signal",
  "checkpoint",
  "resume",
] as const satisfies readonly (keyof FitOptions)[];

const DEFAULT_BATCH = 32;
/** More than any data set has: the plan takes as many as there are. */
const ALL_EXAMPLES = Number.MAX_SAFE_INTEGER;
/** More than any machine that this is meant for has; each thread takes memory of its own. */
const MOST_THREADS = 256;

/** A configuration before anybody wants to remember which data set is validated on. */
export interface PlannedConfiguration extends Omit<TrainingConfiguration, "validation"> {
  readonly validation: number | { readonly name: string };
}

/** @throws AkariError `invalid-argument` naming the option that is wrong */
export function configure(options: FitOptions): PlannedConfiguration {
  requireKnown(options);
  const { seed = 1, shuffle = true, validation = 0, keepBest = false } = options;
  const optimizer = completeOptimizer(options.optimizer ?? "adam");
  if (!Number.isSafeInteger(seed)) throw invalid(`The seed must be a whole number, not ${seed}.`);
  if (typeof validation === "number" && !(validation >= 0 && validation < 1)) {
    throw invalid(`The fraction to validate on must be from 0 to below 1, not ${validation}.`);
  }
  if (options.earlyStopping !== undefined) requireStoppable(options);
  if (keepBest && validation === 0) {
    throw invalid(
      "The option keepBest chooses by validation, but nothing is held out to validate on: set the option validation.",
    );
  }
  requireThreads(options.threads);
  if (typeof options.stepsPerEvent !== "function") whole(options.stepsPerEvent, "stepsPerEvent");
  requireInterval(options.checkpoint?.every);
  const epochs = whole(options.epochs, "epochs");
  const steps = whole(options.steps, "steps");
  const { augmentation } = options;
  return {
    optimizer,
    batch: whole(options.batch, "batch") ?? (optimizer.name === "lbfgs" ? ALL_EXAMPLES : DEFAULT_BATCH),
    seed,
    shuffle,
    validation,
    engine: engineFor(optimizer, options.engine),
    keepBest,
    ...runOptionsFor(optimizer, options),
    ...(augmentation === undefined ? {} : { augmentation: defineAugmentation(augmentation) }),
    ...regularizationFor(optimizer, options),
    ...(epochs === undefined ? {} : { epochs }),
    ...(steps === undefined ? {} : { steps }),
  };
}

/**
 * The engine that computes: the one that is asked for, or else the optimizer's.
 *
 * @throws AkariError `invalid-argument` where the optimizer is not to be had in that engine
 */
export function engineFor(
  { name }: { readonly name: OptimizerName },
  engine: EngineName | undefined,
): EngineName {
  if (name !== "lbfgs") return engine ?? "wasm";
  if (engine === "wasm") {
    throw invalid(
      "The optimizer lbfgs computes in float64, which the engine wasm does not: leave out the engine, or take reference.",
    );
  }
  return engine ?? "reference";
}

/** @throws AkariError `invalid-argument` where it cannot be, or not with this optimizer */
function regularizationFor({ name }: OptimizerDefinition, options: FitOptions): Regularization {
  const regularization = completeRegularization(options);
  const [first] = Object.keys(regularization);
  if (name !== "lbfgs" || first === undefined) return regularization;
  throw invalid(
    `The option ${first} does not go with the optimizer lbfgs, which needs a smooth loss that is the same in every ` +
      "step. Take its weightDecay, or another optimizer.",
  );
}

/** @throws AkariError `invalid-argument` where it cannot be, or not with this optimizer */
function runOptionsFor({ name }: OptimizerDefinition, options: FitOptions): RunOptions {
  const runOptions = completeRunOptions(options);
  const { schedule, labelSmoothing } = runOptions;
  if (name !== "lbfgs") return runOptions;
  if (schedule !== undefined) {
    throw invalid(
      "The option schedule does not go with the optimizer lbfgs, which finds the length of each step itself.",
    );
  }
  if (labelSmoothing !== undefined || options.augmentation !== undefined) {
    throw invalid(
      `The option ${labelSmoothing === undefined ? "augmentation" : "labelSmoothing"} does not go with the optimizer ` +
        "lbfgs, which learns from the examples as they are. Take its weightDecay, or another optimizer.",
    );
  }
  return runOptions;
}

/** An option that would do nothing is a mistake that its author wants to hear of. */
function requireKnown(options: FitOptions): void {
  const known: readonly string[] = OPTIONS;
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw invalid(
      `Training has no option "${unknown}"; it has ${OPTIONS.join(", ")}. An optimizer's constants, such as the ` +
        "learning rate and the weight decay (L2 regularisation), are set with " +
        'optimizer: { name: "adam", learningRate: 0.001, weightDecay: 0.0001 }.',
    );
  }
}

function requireStoppable({ validation = 0, keepBest = false }: FitOptions): void {
  if (validation === 0) {
    throw invalid(
      "The option earlyStopping judges by validation, but nothing is held out to validate on: set the option validation.",
    );
  }
  if (keepBest) {
    throw invalid(
      "The option earlyStopping keeps the best weights by itself: leave the option keepBest out.",
    );
  }
}

function requireThreads(threads: FitOptions["threads"]): void {
  if (threads === undefined || threads === "auto") return;
  if (!(Number.isSafeInteger(threads) && threads >= 1 && threads <= MOST_THREADS)) {
    throw invalid(
      `The option threads must be "auto" or a whole number from 1 to ${MOST_THREADS}, not ${threads}.`,
    );
  }
}

function requireInterval(every: CheckpointInterval | undefined): void {
  if (every === undefined) return;
  if ("steps" in every) whole(every.steps, "checkpoint's every.steps");
  else whole(every.epochs, "checkpoint's every.epochs");
}

function whole(value: number | undefined, name: string): number | undefined {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1)) {
    throw invalid(`The option ${name} must be a whole number of 1 or more, not ${value}.`);
  }
  return value;
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
