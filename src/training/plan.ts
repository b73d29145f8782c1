/**
 * @file From a configuration, a user's or a checkpoint's, and the data to a plan with every number in it. Which rows a run
 * learns from, step by step, and which it holds out, is a function of the data's length and the options, so it is known
 * without the run.
 */

import { requireAugmentable } from "../data/augmentation.js";
import { type ChunkedDataset, type Dataset, isChunked, requireTypedArrays } from "../data/dataset.js";
import type { Engine } from "../engine/engine.js";
import { invalidArgument } from "../error.js";
import { isBatchOptimizer, type OptimizerDefinition } from "../model/optimizers.js";
import type { ScheduleDefinition } from "../model/schedules.js";
import type { Checkpoint } from "./checkpoint.js";
import { configure, constantsOf, engineFor, type PlannedConfiguration } from "./configuration.js";
import { type OptionRow, TRAINING_OPTIONS, TRAINING_ROWS, type TrainingOptionName } from "./options.js";
import { RowOrder, splitRows } from "./order.js";
import type { FitOptions } from "./run.js";

/** All that decides a run, but for the data and the first weights. */
export interface TrainingPlan {
  readonly configuration: PlannedConfiguration;
  readonly optimizer: OptimizerDefinition;
  readonly schedule: ScheduleDefinition | undefined;
  readonly engine: Engine;
  readonly seed: number;
  /** Whether each epoch has a new order. */
  readonly shuffle: boolean;
  /** Examples in a step: as many as were asked for, if there are so many. */
  readonly batch: number;
  readonly threads: number | "auto";
  /** How many rows there are to learn from. */
  readonly trainingExamples: number;
  /** They, in their order; empty where the data are in chunks. */
  readonly trainingRows: Uint32Array;
  /** Rows of each chunk of the training data; absent where these are in memory. */
  readonly chunks: readonly number[] | undefined;
  readonly validationExamples: number;
  /** Rows that are held out to validate on; none where `validationData` is there for that. */
  readonly validationRows: Uint32Array;
  readonly validationData: Dataset | ChunkedDataset | undefined;
  readonly keepBest: boolean;
  readonly stepsPerEpoch: number;
  /** Epochs that the run will begin. */
  readonly epochs: number;
  /** Steps of the whole run. */
  readonly steps: number;
}

/** `lbfgs` ends by itself; this many iterations without an end are worth a word. */
const DEFAULT_ITERATIONS = 1000;

/** @throws AkariError `invalid-argument` naming the option that is wrong */
export function planTraining(data: Dataset | ChunkedDataset, options: FitOptions): TrainingPlan {
  const configuration = options?.resume ? resumedConfiguration(options.resume, options) : configure(options);
  const { optimizer, schedule, seed, shuffle, keepBest } = configuration;
  if (configuration.earlyStopping?.monitor === "accuracy" && data.targets.kind === "values") {
    throw invalidArgument(
      `The targets of ${data.name} are values, which have no accuracy for earlyStopping to wait for.`,
    );
  }
  const chunks = isChunked(data) ? data.chunks : undefined;
  if (!isChunked(data) && configuration.augmentation !== undefined) requireAugmentable(data);
  const validationData = typeof options.validation === "object" ? options.validation : undefined;
  if (validationData !== undefined && !isChunked(validationData)) requireTypedArrays(validationData);
  const { rows } = data.features;
  const held = typeof configuration.validation === "number" ? heldOut(configuration.validation, rows) : 0;
  const split = splitRows(chunks === undefined ? rows : 0, held, seed, shuffle);
  const trainingExamples = chunks === undefined ? split.training.length : rows;
  const batch = Math.min(configuration.batchSize, trainingExamples);
  const whole = !isBatchOptimizer(optimizer);
  if (whole && batch < trainingExamples) {
    throw invalidArgument(
      `The optimizer ${optimizer.name} learns from all ${trainingExamples} training examples in every step, not from a batch ` +
        `of ${batch}: leave out the option batchSize.`,
    );
  }
  const stepsPerEpoch = (chunks ?? [trainingExamples]).reduce(
    (sum, count) => sum + Math.ceil(count / batch),
    0,
  );
  const steps = lastStep(configuration, stepsPerEpoch);
  return {
    configuration: whole ? { ...configuration, batchSize: batch } : configuration,
    optimizer,
    schedule,
    engine: engineFor(optimizer, options.engine),
    seed,
    // One order for all epochs of the whole training part: its sums are then always the same.
    shuffle: shuffle && !whole,
    batch,
    threads: options.threads ?? "auto",
    trainingExamples,
    trainingRows: split.training,
    chunks,
    validationExamples: validationData?.features.rows ?? split.validation.length,
    validationRows: split.validation,
    validationData,
    keepBest,
    stepsPerEpoch,
    epochs: Math.ceil(steps / stepsPerEpoch),
    steps,
  };
}

/** Steps alone are not cut short by the number of epochs that is the default. */
function lastStep({ epochs, steps, optimizer }: PlannedConfiguration, stepsPerEpoch: number): number {
  const most = isBatchOptimizer(optimizer) ? TRAINING_OPTIONS.epochs.default : DEFAULT_ITERATIONS;
  if (steps === undefined) return (epochs ?? most) * stepsPerEpoch;
  return epochs === undefined ? steps : Math.min(steps, epochs * stepsPerEpoch);
}

function heldOut(fraction: number, rows: number): number {
  if (fraction === 0) return 0;
  const held = Math.max(1, Math.round(fraction * rows));
  if (held >= rows) {
    throw invalidArgument(
      `With ${fraction} of ${rows} examples held out to validate on, none is left to learn from.`,
    );
  }
  return held;
}

/**
 * The rows that `fit` with these options holds out to validate on, in the data set's order; none where it validates on
 * another data set or not at all.
 *
 * @throws AkariError `invalid-argument` for an option that cannot be
 */
export function validationRows(data: Dataset, options: FitOptions = {}): Uint32Array {
  return planTraining(data, options).validationRows.slice();
}

/**
 * The rows that a step of `fit` with these options learns from, in their order.
 *
 * @param step counted from 1
 * @throws AkariError `invalid-argument` for an option that cannot be
 */
export function stepRows(data: Dataset, options: FitOptions, step: number): Uint32Array {
  const plan = planTraining(data, options);
  const { order, from } = new RowOrder(plan.trainingRows, plan).place(step - 1);
  return order.slice(from, from + plan.batch);
}

/** An option that a resumed run has to have as the run had it that it goes on from. */
type FixedOption = Extract<TrainingOptionName, keyof PlannedConfiguration>;

const FIXED = TRAINING_ROWS.flatMap(([name, { fixed }]) => (fixed === true ? [name as FixedOption] : []));

/**
 * The checkpoint's configuration, ending where the options say, if they do.
 *
 * @throws AkariError `invalid-argument` naming the option that contradicts the checkpoint
 */
export function resumedConfiguration(
  { configuration: stored }: Checkpoint,
  options: FitOptions,
): PlannedConfiguration {
  if (stored === undefined) {
    throw invalidArgument(
      "The option resume is no checkpoint: loadCheckpoint of akari/formats reads one from its file.",
    );
  }
  const given: FitOptions = Object.fromEntries(
    Object.entries(withOptimizer(options, stored.optimizer)).filter(([, value]) => value !== undefined),
  );
  const { epochs, steps, validation, engine, ...fixed } = stored;
  if (given.engine === undefined && engine !== "wasm") {
    throw invalidArgument(
      `The checkpoint's run computes in the engine ${engine} of "akari/engines": give that as the option engine.`,
    );
  }
  if (typeof validation !== "number" && given.validation === undefined) {
    throw invalidArgument(
      `The checkpoint's run validates on the data set ${validation.name}: give that as the option validation.`,
    );
  }
  const end = given.epochs === undefined && given.steps === undefined ? { epochs, steps } : {};
  const held = typeof validation === "number" ? { validation } : {};
  const completed: PlannedConfiguration = configure({ ...fixed, ...held, ...definedOnly(end), ...given });
  for (const key of FIXED) {
    // Two data sets to validate on are compared by requireSameRun, which can tell how they differ.
    if (key === "validation" && typeof completed[key] === "object" && typeof stored[key] === "object")
      continue;
    if (key in given && !same(completed[key], stored[key])) {
      throw invalidArgument(
        `The checkpoint's run has the ${key} ${inWords(key, stored[key])}, not ${inWords(key, completed[key])}: leave that ` +
          "option out, or begin a new run.",
      );
    }
  }
  return { ...completed, validation };
}

/** Constants that are given without a name are those of the stored optimizer. */
function withOptimizer(options: FitOptions, stored: OptimizerDefinition): FitOptions {
  const constants = constantsOf(options);
  if (options.optimizer !== undefined || Object.keys(constants).length === 0) return options;
  const others = Object.entries(options).filter(([name]) => !(name in constants));
  return { ...Object.fromEntries(others), optimizer: { ...stored, ...constants } };
}

function inWords(key: FixedOption, value: PlannedConfiguration[FixedOption]): string {
  if (value === undefined) {
    const { optional }: OptionRow = TRAINING_OPTIONS[key];
    return optional?.off ?? "off";
  }
  if (key === "validation" && typeof value === "object" && "name" in value) return `data set ${value.name}`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function definedOnly(end: { epochs?: number | undefined; steps?: number | undefined }): FitOptions {
  const { epochs, steps } = end;
  return { ...(epochs === undefined ? {} : { epochs }), ...(steps === undefined ? {} : { steps }) };
}

/** Whether two values of plain data are the same in all their parts, in whatever order. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => same(value, right.get(key)));
}
