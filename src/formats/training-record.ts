/**
 * @file How a model was trained, as it stands in the model's file: everything that decides the weights, and how
 * well they did. It holds no date and no duration, so that the same run gives the same file to the byte.
 */

import { ENGINE_NAMES, type EngineName } from "../engine/engine.js";
import { completeRegularization, type Regularization } from "../engine/regularization.js";
import {
  defineOptimizer,
  OPTIMIZER_NAMES,
  type OptimizerDefinition,
  type OptimizerName,
  type OptimizerSettings,
} from "../model/optimizers.js";
import {
  requireFlag,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireWhole,
} from "./plain-data.js";
import type { JsonObject } from "./strict-json.js";

/** A run of training, without its duration. */
export interface TrainingRecord extends Regularization {
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
  readonly optimizer: OptimizerDefinition;
  readonly engine: EngineName;
  /** Examples learned from in an epoch. */
  readonly trainingExamples: number;
  /** Mean loss on the test part. */
  readonly loss?: number;
  /** The share of the test part that was classified rightly, 0 to 1. */
  readonly accuracy?: number;
  /** The epoch whose weights these are, where those of the best one were kept and not the last ones. */
  readonly bestEpoch?: number;
  /** The share of the validation examples that was classified rightly after that epoch or else the last, 0 to 1. */
  readonly validationAccuracy?: number;
}

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
    optimizer: parseOptimizer(record.optimizer, what("optimizer")),
    ...parseRegularization(record, what),
    engine: requireOneOf(record.engine, ENGINE_NAMES, what("engine")),
    trainingExamples: requireWhole(record.trainingExamples, what("trainingExamples"), 0),
    ...(record.loss === undefined ? {} : { loss: requireNumber(record.loss, what("loss")) }),
    ...(record.accuracy === undefined ? {} : { accuracy: share("accuracy") }),
    ...(record.bestEpoch === undefined
      ? {}
      : { bestEpoch: requireWhole(record.bestEpoch, what("bestEpoch"), 1) }),
    ...(record.validationAccuracy === undefined ? {} : { validationAccuracy: share("validationAccuracy") }),
  };
}

/**
 * Those entries that say how the network was regularised; they are absent where it was not.
 *
 * @throws AkariError `invalid-model` or `invalid-argument` naming the entry that is wrong
 */
export function parseRegularization(
  { dropout, inputDropout, l1 }: JsonObject,
  what: (key: string) => string,
): Regularization {
  const optional = (value: unknown, key: string): number | undefined =>
    value === undefined ? undefined : requireNumber(value, what(key));
  return completeRegularization({
    dropout: Array.isArray(dropout)
      ? dropout.map((share) => requireNumber(share, `Each number of ${what("dropout").toLowerCase()}`))
      : optional(dropout, "dropout"),
    inputDropout: optional(inputDropout, "inputDropout"),
    l1: optional(l1, "l1"),
  });
}

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
