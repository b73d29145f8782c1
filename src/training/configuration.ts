/**
 * @file From a user's options to a configuration with nothing left open: defaults filled in, mistakes told.
 */

import { fingerprint } from "../data/fingerprint.js";
import type { CheckpointInterval, TrainingConfiguration } from "../engine/checkpoint.js";
import { completeRegularization } from "../engine/regularization.js";
import { AkariError } from "../error.js";
import { defineOptimizer, type OptimizerDefinition, type OptimizerName } from "../model/optimizers.js";
import type { FitOptions } from "./events.js";

const OPTIONS = [
  "optimizer",
  "epochs",
  "steps",
  "batch",
  "seed",
  "shuffle",
  "validation",
  "keepBest",
  "dropout",
  "inputDropout",
  "l1",
  "engine",
  "threads",
  "stepsPerEvent",
  "signal",
  "checkpoint",
  "resume",
] as const satisfies readonly (keyof FitOptions)[];

const DEFAULT_BATCH = 32;
/** More than any machine that this is meant for has; each thread takes memory of its own. */
const MOST_THREADS = 256;

/** @throws AkariError `invalid-argument` naming the option that is wrong */
export function configure(options: FitOptions): TrainingConfiguration {
  requireKnown(options);
  const { seed = 1, shuffle = true, validation = 0, engine = "wasm", keepBest = false } = options;
  if (!Number.isSafeInteger(seed)) throw invalid(`The seed must be a whole number, not ${seed}.`);
  if (typeof validation === "number" && !(validation >= 0 && validation < 1)) {
    throw invalid(`The fraction to validate on must be from 0 to below 1, not ${validation}.`);
  }
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
  return {
    optimizer: completeOptimizer(options.optimizer ?? "adam"),
    batch: whole(options.batch, "batch") ?? DEFAULT_BATCH,
    seed,
    shuffle,
    validation: typeof validation === "number" ? validation : fingerprint(validation),
    engine,
    keepBest,
    ...completeRegularization(options),
    ...(epochs === undefined ? {} : { epochs }),
    ...(steps === undefined ? {} : { steps }),
  };
}

/** A definition may have been written by hand or read from a file: its constants are checked like a user's. */
export function completeOptimizer(optimizer: OptimizerName | OptimizerDefinition): OptimizerDefinition {
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
        "learning rate and the weight decay (L2 regularisation), are set with " +
        'defineOptimizer("adam", { learningRate: 0.001, weightDecay: 0.0001 }).',
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
