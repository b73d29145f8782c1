/**
 * @file How a model was trained, as it stands in the model's file: everything that decides the weights, and how
 * well they did. It holds no date and no duration, so that the same run gives the same file to the byte.
 */

import { type AugmentationDefinition, defineAugmentation } from "../../data/augmentation.js";
import { ENGINE_NAMES, type EngineName } from "../../engine/engine.js";
import {
  defineOptimizer,
  OPTIMIZER_NAMES,
  type OptimizerDefinition,
  type OptimizerName,
  type OptimizerSettings,
} from "../../model/optimizers.js";
import type { ScheduleDefinition } from "../../model/schedules.js";
import { completeRunOptions, type EarlyStopping, MONITORS, type RunOptions } from "../../training/options.js";
import { completeRegularization, type Regularization } from "../../training/regularization.js";
import {
  requireFlag,
  requireList,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireWhole,
} from "./plain-data.js";
import { parseSplitRecord, type SplitRecord } from "./split-record.js";
import type { JsonObject } from "./strict-json.js";
import { parseTrainingHistory, type TrainingHistory } from "./training-history.js";

/** A run of training, without its duration. */
export interface TrainingRecord extends Regularization, RunOptions {
  /** What it learned from, such as "MNIST, training part". */
  readonly data: string;
  readonly seed: number;
  /** How often every training example was to be learned from. */
  readonly epochs: number;
  /** Steps done. */
  readonly steps: number;
  /** Examples in a step. */
  readonly batch: number;
  readonly shuffle: boolean;
  /** The share of the examples, 0 to 1, that was held out to validate on. */
  readonly validation: number;
  /** How the examples were divided, where they did not come in parts. */
  readonly split?: SplitRecord;
  readonly optimizer: OptimizerDefinition;
  /** Absent where the rows themselves were learned from. */
  readonly augmentation?: AugmentationDefinition;
  readonly engine: EngineName;
  /** Examples learned from in an epoch. */
  readonly trainingExamples: number;
  /** How `lbfgs` ended before its last epoch: by converging, or by a direct solution. */
  readonly ended?: "converged" | "solved";
  /** Mean loss on the test part. */
  readonly loss?: number;
  /** The share of the test part that was classified rightly, 0 to 1. */
  readonly accuracy?: number;
  /** The epoch whose weights these are, where those of the best one were kept and not the last ones. */
  readonly bestEpoch?: number;
  /** The share of the validation examples that was classified rightly after that epoch or else the last, 0 to 1. */
  readonly validationAccuracy?: number;
  /** The curves of the run; absent in older files, and where no epoch was finished. */
  readonly history?: TrainingHistory;
}

const ENDS = ["converged", "solved"] as const;

/**
 * Checks a record that came as JSON; keys that it does not know are left out.
 *
 * @throws AkariError `invalid-model` or `invalid-argument` naming the entry that is wrong
 */
export function parseTrainingRecord(value: unknown): TrainingRecord {
  const record = requireObject(value, "The training record");
  const what = (key: string) => `The training record's ${key}`;
  const share = (key: string) => requireNumber(record[key], what(key), 0, 1);
  return {
    data: requireText(record.data, what("data")),
    seed: requireWhole(record.seed, what("seed"), Number.MIN_SAFE_INTEGER),
    epochs: requireWhole(record.epochs, what("epochs"), 0),
    steps: requireWhole(record.steps, what("steps"), 0),
    batch: requireWhole(record.batch, what("batch"), 1),
    shuffle: requireFlag(record.shuffle, what("shuffle")),
    validation: share("validation"),
    ...(record.split === undefined ? {} : { split: parseSplitRecord(record.split, what("split")) }),
    optimizer: parseOptimizer(record.optimizer, what("optimizer")),
    ...parseRunOptions(record, what),
    ...parseAugmentation(record.augmentation, what("augmentation")),
    ...parseRegularization(record, what),
    engine: requireOneOf(record.engine, ENGINE_NAMES, what("engine")),
    trainingExamples: requireWhole(record.trainingExamples, what("trainingExamples"), 0),
    ...(record.ended === undefined ? {} : { ended: requireOneOf(record.ended, ENDS, what("ended")) }),
    ...(record.loss === undefined ? {} : { loss: requireNumber(record.loss, what("loss")) }),
    ...(record.accuracy === undefined ? {} : { accuracy: share("accuracy") }),
    ...(record.bestEpoch === undefined
      ? {}
      : { bestEpoch: requireWhole(record.bestEpoch, what("bestEpoch"), 1) }),
    ...(record.validationAccuracy === undefined ? {} : { validationAccuracy: share("validationAccuracy") }),
    ...(record.history === undefined ? {} : { history: parseTrainingHistory(record.history) }),
  };
}

/**
 * Those entries that say how the network was regularised; they are absent where it was not.
 *
 * @throws AkariError `invalid-model` or `invalid-argument` naming the entry that is wrong
 */
export function parseRegularization(
  { dropout, inputDropout, l1, clip, batchNorm }: JsonObject,
  what: (key: string) => string,
): Regularization {
  const optional = (value: unknown, key: string): number | undefined =>
    value === undefined ? undefined : requireNumber(value, what(key));
  return completeRegularization({
    dropout: Array.isArray(dropout)
      ? dropout.map((share) => requireNumber(share, eachOf(what("dropout"))))
      : optional(dropout, "dropout"),
    inputDropout: optional(inputDropout, "inputDropout"),
    l1: optional(l1, "l1"),
    clip: optional(clip, "clip"),
    batchNorm: batchNorm === undefined ? undefined : requireFlag(batchNorm, what("batchNorm")),
  });
}

/** A number of a list as messages name it: `Each number of the training record's classWeights`. */
const eachOf = (list: string): string => `Each number of ${list[0].toLowerCase()}${list.slice(1)}`;

/** @throws AkariError `invalid-model` or `invalid-argument` naming the constant that is wrong */
export function parseOptimizer(value: unknown, what: string): OptimizerDefinition {
  const stored = requireObject(value, what);
  const name = requireOneOf<OptimizerName>(stored.name, OPTIMIZER_NAMES, `${what}'s name`);
  const base = name === "sgd" && stored.nesterov === true ? "nesterov" : name;
  const settings = Object.entries(defineOptimizer(base))
    .filter(([, constant]) => typeof constant === "number")
    .map(([key]) => [key, requireNumber(stored[key], `${what}'s ${key}`)]);
  return defineOptimizer(base, Object.fromEntries(settings) as OptimizerSettings);
}

/**
 * Those of a run's options that are on.
 *
 * @throws AkariError `invalid-model` or `invalid-argument` naming what is wrong
 */
export function parseRunOptions(
  { schedule, labelSmoothing, classWeights, earlyStopping }: JsonObject,
  what: (key: string) => string,
): RunOptions {
  const optional = <T>(value: unknown, parse: (value: unknown) => T): T | undefined =>
    value === undefined ? undefined : parse(value);
  const weight = (value: unknown): number => requireNumber(value, eachOf(what("classWeights")));
  return completeRunOptions({
    schedule: optional(schedule, (value) => parseSchedule(value, what("schedule"))),
    labelSmoothing: optional(labelSmoothing, (value) => requireNumber(value, what("labelSmoothing"))),
    classWeights: optional(classWeights, (value) =>
      value === "balanced" ? value : requireList(value, what("classWeights")).map(weight),
    ),
    earlyStopping: optional(earlyStopping, (value) => parseEarlyStopping(value, what("earlyStopping"))),
  });
}

function parseEarlyStopping(value: unknown, what: string): EarlyStopping {
  const { patience, monitor } = requireObject(value, what);
  return {
    patience: requireWhole(patience, `${what}'s patience`, 1),
    monitor: requireOneOf(monitor, MONITORS, `${what}'s monitor`),
  };
}

/** What is in it, `completeRunOptions` checks. */
function parseSchedule(value: unknown, what: string): ScheduleDefinition {
  const stored = requireObject(value, what);
  const warmUp =
    stored.warmUp === undefined ? {} : { warmUp: requireObject(stored.warmUp, `${what}'s warm-up`) };
  return { ...stored, ...warmUp } as unknown as ScheduleDefinition;
}

/** Nothing where there is none. @throws AkariError `invalid-model` or `invalid-argument` naming what is wrong with it */
export function parseAugmentation(value: unknown, what: string): { augmentation?: AugmentationDefinition } {
  if (value === undefined) return {};
  return { augmentation: defineAugmentation({ ...requireObject(value, what) }) };
}
