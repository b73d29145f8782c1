/**
 * @file From a user's options to a configuration with nothing left open: defaults filled in, those refused that a network cannot
 * be trained with.
 */

import type { EngineChooser } from "../engine/choose-engine.js";
import { fullBatchOf, requireEngine, requireThreads } from "../engine/compile-network.js";
import type { Engine, EngineName } from "../engine/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { invalidArgument } from "../error.js";
import {
  completeOptimizer,
  isBatchOptimizer,
  OPTIMIZER_NAMES,
  OPTIMIZERS,
  type OptimizerDefinition,
  type OptimizerOptions,
} from "../model/optimizers.js";
import type { CheckpointInterval, TrainingConfiguration } from "./checkpoint.js";
import { optimizerFor } from "./layers.js";
import { requireFlag } from "./option-values.js";
import {
  completeOptional,
  OPTIONAL_ROWS,
  type OptionalOptions,
  type OptionRow,
  TRAINING_OPTIONS,
} from "./options.js";
import type { FitOptions, OptimizerChoice } from "./run.js";

/** Every option has its row. */
const ROWS: Readonly<Record<Exclude<keyof FitOptions, keyof OptimizerOptions>, OptionRow>> = TRAINING_OPTIONS;

/** More than any data set has: the plan takes as many as there are. */
const ALL_EXAMPLES = Number.MAX_SAFE_INTEGER;

/** A configuration before anybody wants to remember which data set is validated on. */
export interface PlannedConfiguration extends Omit<TrainingConfiguration, "validation"> {
  readonly validation: number | { readonly name: string };
}

/** @throws AkariError `invalid-argument` naming the option that is wrong */
export function configure(options: FitOptions): PlannedConfiguration {
  requireKnown(options);
  const {
    seed = TRAINING_OPTIONS.seed.default,
    shuffle = TRAINING_OPTIONS.shuffle.default,
    validation = TRAINING_OPTIONS.validation.default,
    keepBest = TRAINING_OPTIONS.keepBest.default,
  } = options;
  requireFlag(shuffle, "shuffle");
  requireFlag(keepBest, "keepBest");
  const optimizer = optimizerOf(options);
  if (!Number.isSafeInteger(seed)) throw invalidArgument(`The seed must be a whole number, not ${seed}.`);
  if (typeof validation !== "number" && typeof validation !== "object") {
    throw invalidArgument(
      `The option validation must be a fraction or a data set, not ${String(validation)}.`,
    );
  }
  if (typeof validation === "number" && !(validation >= 0 && validation < 1)) {
    throw invalidArgument(`The fraction to validate on must be from 0 to below 1, not ${validation}.`);
  }
  if (options.earlyStopping !== undefined) requireStoppable({ validation, keepBest });
  if (keepBest && validation === 0) {
    throw invalidArgument(
      "The option keepBest chooses by validation, but nothing is held out to validate on: set the option validation.",
    );
  }
  requireThreads(options.threads);
  if (typeof options.stepsPerEvent !== "function") whole(options.stepsPerEvent, "stepsPerEvent");
  requireCheckpoints(options.checkpoint);
  const epochs = whole(options.epochs, "epochs");
  const steps = whole(options.steps, "steps");
  const optional = optionalFor(optimizer, options);
  return {
    optimizer: optimizerFor(optimizer, optional),
    batchSize:
      whole(options.batchSize, "batchSize") ??
      (isBatchOptimizer(optimizer) ? TRAINING_OPTIONS.batchSize.default : ALL_EXAMPLES),
    seed,
    shuffle,
    validation,
    engine: engineFor(optimizer, options.engine).name,
    keepBest,
    ...optional,
    ...(epochs === undefined ? {} : { epochs }),
    ...(steps === undefined ? {} : { steps }),
  };
}

/**
 * The engine that computes: the one that is asked for, or else `wasm`.
 *
 * @param taken where that is for somebody to choose, what was chosen; as long as it is not, it is the first to choose from
 *
 * @throws AkariError `invalid-argument` for what is no engine, or where it does not have the optimizer
 */
export function engineFor(
  optimizer: OptimizerDefinition,
  asked: Engine | EngineChooser = wasm,
  taken?: EngineName,
): Engine {
  const engine = chooserOf(asked)?.named(taken) ?? (asked as Engine);
  requireEngine(engine);
  if (!isBatchOptimizer(optimizer)) fullBatchOf(engine, optimizer);
  return engine;
}

/** Who is to choose the engine; nobody where one is named. */
export const chooserOf = (asked: Engine | EngineChooser | undefined): EngineChooser | undefined =>
  asked?.name === "auto" ? asked : undefined;

/** Those that are off unless given. @throws AkariError `invalid-argument` where one cannot be, or not with this optimizer */
function optionalFor(optimizer: OptimizerDefinition, options: FitOptions): OptionalOptions {
  const complete = completeOptional(options);
  if (isBatchOptimizer(optimizer)) return complete;
  for (const [name, { notWithWholeData }] of OPTIONAL_ROWS) {
    if (complete[name] === undefined || notWithWholeData === undefined) continue;
    throw invalidArgument(
      `The option ${name} does not go with the optimizer ${optimizer.name}, ${notWithWholeData}`,
    );
  }
  return complete;
}

/** The constants of optimizers, which may stand beside an optimizer's name. */
export const CONSTANTS: readonly string[] = [
  ...new Set(OPTIMIZER_NAMES.flatMap((name) => Object.keys(OPTIMIZERS[name].defaults))),
].filter((name) => name !== "name");

/** The constants that stand beside an optimizer's name. */
export function constantsOf(options: OptimizerChoice): Partial<OptimizerOptions> {
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => CONSTANTS.includes(name) && value !== undefined),
  );
}

/**
 * The optimizer of a run: by its name and the constants beside it, or as it was defined.
 *
 * @throws AkariError `invalid-argument` for a constant that the optimizer does not have, or beside a whole definition
 */
export function optimizerOf(options: OptimizerChoice): OptimizerDefinition {
  const { optimizer = "adam" } = options;
  const constants = constantsOf(options);
  if (typeof optimizer === "string") return completeOptimizer({ ...constants, name: optimizer });
  const [first] = Object.keys(constants);
  if (first === undefined) return completeOptimizer(optimizer);
  throw invalidArgument(
    `The option ${first} stands beside an optimizer that has its own constants: set it there, ` +
      `optimizer: { name: "${optimizer.name}", ${first}: … }, or give the optimizer's name alone.`,
  );
}

/** An option that would do nothing is a mistake that its author wants to hear of. */
function requireKnown(options: FitOptions): void {
  if (typeof options !== "object" || options === null) {
    throw invalidArgument(`Training takes its options as an object, not ${String(options)}.`);
  }
  const [empty] = Object.entries(options).find(([, value]) => value === null) ?? [];
  if (empty !== undefined)
    throw invalidArgument(`The option ${empty} is null: leave it out to have its default.`);
  const known: readonly string[] = [...Object.keys(ROWS), ...CONSTANTS];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw invalidArgument(
    `Training has no option "${unknown}"; it has ${Object.keys(ROWS).join(", ")}, and an optimizer's constants: ` +
      `${CONSTANTS.join(", ")}.`,
  );
}

function requireStoppable({
  validation,
  keepBest,
}: Required<Pick<FitOptions, "validation" | "keepBest">>): void {
  if (validation === 0) {
    throw invalidArgument(
      "The option earlyStopping judges by validation, but nothing is held out to validate on: set the option validation.",
    );
  }
  if (keepBest) {
    throw invalidArgument(
      "The option earlyStopping keeps the best weights by itself: leave the option keepBest out.",
    );
  }
}

function requireCheckpoints(checkpoint: FitOptions["checkpoint"]): void {
  if (checkpoint === undefined) return;
  requireInterval(checkpoint.every);
  if (typeof checkpoint.save === "function") return;
  throw invalidArgument(
    "The option checkpoint must say what to do with each checkpoint: { every, save: (checkpoint) => … }.",
  );
}

function requireInterval(every: CheckpointInterval): void {
  if (typeof every !== "object" || every === null || "steps" in every === "epochs" in every) {
    throw invalidArgument("The checkpoint's every must be { steps: … } or { epochs: … }.");
  }
  if ("steps" in every) whole(every.steps, "checkpoint's every.steps");
  else whole(every.epochs, "checkpoint's every.epochs");
}

export function whole(value: number | undefined, name: string): number | undefined {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1)) {
    throw invalidArgument(`The option ${name} must be a whole number of 1 or more, not ${value}.`);
  }
  return value;
}
