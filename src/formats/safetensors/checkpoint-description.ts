/**
 * @file What a checkpoint's file says besides the model in it: the run's configuration and how far it has come, as
 * JSON text under the metadata key `akari.checkpoint`. The numbers of weights and moments are tensors.
 */

import type { Fingerprint } from "../../data/dataset.js";
import type { SplitOptions } from "../../data/split.js";
import { ENGINE_NAMES } from "../../engine/engine.js";
import { AkariError } from "../../error.js";
import type { Checkpoint, CheckpointInterval, TrainingConfiguration } from "../../training/checkpoint.js";
import type { EpochFigures } from "../../training/figures.js";
import {
  requireAnyNumber,
  requireFlag,
  requireList,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireWhole,
  writeNumber,
} from "../description/json.js";
import {
  parseFingerprint,
  parseOptimizer,
  parseOptional,
  parseSplit,
  parseTexts,
} from "../description/training-record.js";

/** The metadata key under which the description stands. */
export const CHECKPOINT_KEY = "akari.checkpoint";

/** Raised when an older Akari could no longer read what a newer one writes. */
const VERSION = 1;

/** A checkpoint without its tensors. */
export interface CheckpointDescription
  extends Omit<Checkpoint, "model" | "optimizerState" | "batchNorm" | "best"> {
  /** The best epoch, whose weights are stored as well. */
  readonly bestEpoch?: number;
  /** Where the data come from, so that they can be found again: `mnist`, or a path. */
  readonly source?: string;
  /** The options by which they are read, by their names, as they were typed. */
  readonly reading?: Readonly<Record<string, string>>;
  /** How they are divided, where they do not come in parts. */
  readonly split?: SplitOptions;
  /** Of all of them before they were divided; where they come in parts, of the test part. */
  readonly examples?: Fingerprint;
  /** How many digits of Akari's own pen were added to them. */
  readonly penDigits?: number;
  /** That inputs are prepared as another model had them, and not by the training part. */
  readonly takenOver?: boolean;
  /** The name of the file that the run's result is to be saved in. */
  readonly out?: string;
}

/**
 * The description as JSON text. It is read back before it is given out, for what could not be read must not be
 * written.
 *
 * @throws AkariError `invalid-model` or `invalid-argument` naming what is wrong
 */
export function formatCheckpoint(description: CheckpointDescription): string {
  const { lossSum, history, ...rest } = description;
  // What code calls `batchSize`, files call `batch`.
  const { optimizer, batchSize: batch, ...others } = rest.configuration;
  const text = JSON.stringify({
    version: VERSION,
    ...rest,
    configuration: { optimizer, batch, ...others },
    lossSum: writeNumber(lossSum),
    history: history.map(({ loss, validationLoss, ...figures }) => ({
      ...figures,
      loss: writeNumber(loss),
      ...(validationLoss === undefined ? {} : { validationLoss: writeNumber(validationLoss) }),
    })),
  });
  parseCheckpoint(JSON.parse(text));
  return text;
}

/**
 * Checks a description that came as JSON.
 *
 * @throws AkariError `invalid-model` or `invalid-argument` naming what is wrong
 */
export function parseCheckpoint(value: unknown): CheckpointDescription {
  const stored = requireObject(value, "The checkpoint");
  const version = requireWhole(stored.version, "The checkpoint's version", 1);
  if (version > VERSION) {
    throw new AkariError(
      "invalid-model",
      `The checkpoint has version ${version}, and this Akari knows ${VERSION}: update Akari to read it.`,
    );
  }
  const planned = requireObject(stored.planned, "The checkpoint's plan");
  return {
    configuration: parseConfiguration(stored.configuration),
    every: parseInterval(stored.every),
    data: parseFingerprint(stored.data, "The checkpoint's data"),
    step: requireWhole(stored.step, "The checkpoint's step", 0),
    planned: {
      epochs: requireWhole(planned.epochs, "The plan's epochs", 1),
      steps: requireWhole(planned.steps, "The plan's steps", 1),
      trainingExamples: requireWhole(planned.trainingExamples, "The plan's trainingExamples", 1),
    },
    lossSum: requireAnyNumber(stored.lossSum, "The checkpoint's lossSum"),
    history: requireList(stored.history, "The checkpoint's history").map(parseFigures),
    seconds: requireNumber(stored.seconds, "The checkpoint's seconds", 0),
    trainingSeconds: requireNumber(stored.trainingSeconds, "The checkpoint's trainingSeconds", 0),
    ...(stored.bestEpoch === undefined
      ? {}
      : { bestEpoch: requireWhole(stored.bestEpoch, "The checkpoint's bestEpoch", 1) }),
    ...(stored.source === undefined
      ? {}
      : { source: requireText(stored.source, "The checkpoint's source of data") }),
    ...(stored.reading === undefined
      ? {}
      : { reading: parseTexts(stored.reading, "The checkpoint's way of reading data") }),
    ...(stored.split === undefined ? {} : { split: parseSplit(stored.split, "The checkpoint's split") }),
    ...(stored.examples === undefined
      ? {}
      : { examples: parseFingerprint(stored.examples, "The checkpoint's examples") }),
    ...(stored.penDigits === undefined
      ? {}
      : { penDigits: requireWhole(stored.penDigits, "The checkpoint's penDigits", 1) }),
    ...(stored.takenOver === undefined
      ? {}
      : { takenOver: requireFlag(stored.takenOver, "The checkpoint's takenOver") }),
    ...(stored.out === undefined ? {} : { out: requireText(stored.out, "The checkpoint's out") }),
  };
}

function parseConfiguration(value: unknown): TrainingConfiguration {
  const stored = requireObject(value, "The checkpoint's configuration");
  const what = (key: string) => `The configuration's ${key}`;
  const { validation, epochs, steps } = stored;
  return {
    optimizer: parseOptimizer(stored.optimizer, what("optimizer")),
    batchSize: requireWhole(stored.batch, what("batch"), 1),
    seed: requireWhole(stored.seed, what("seed"), Number.MIN_SAFE_INTEGER),
    shuffle: requireFlag(stored.shuffle, what("shuffle")),
    validation:
      typeof validation === "object"
        ? parseFingerprint(validation, what("validation"))
        : requireNumber(validation, what("validation"), 0, 1),
    engine: requireOneOf(stored.engine, ENGINE_NAMES, what("engine")),
    keepBest: requireFlag(stored.keepBest, what("keepBest")),
    ...parseOptional(stored, what),
    ...(epochs === undefined ? {} : { epochs: requireWhole(epochs, what("epochs"), 1) }),
    ...(steps === undefined ? {} : { steps: requireWhole(steps, what("steps"), 1) }),
  };
}

function parseInterval(value: unknown): CheckpointInterval {
  const stored = requireObject(value, "The checkpoint's interval");
  return stored.steps === undefined
    ? { epochs: requireWhole(stored.epochs, "The interval's epochs", 1) }
    : { steps: requireWhole(stored.steps, "The interval's steps", 1) };
}

function parseFigures(value: unknown, i: number): EpochFigures {
  const name = `Epoch ${i + 1} of the history`;
  const stored = requireObject(value, name);
  const what = (key: string) => `${name}'s ${key}`;
  const { validationLoss: loss, validationAccuracy: accuracy } = stored;
  return {
    epoch: requireWhole(stored.epoch, what("epoch"), 1),
    step: requireWhole(stored.step, what("step"), 1),
    loss: requireAnyNumber(stored.loss, what("loss")),
    ...(loss === undefined ? {} : { validationLoss: requireAnyNumber(loss, what("validationLoss")) }),
    ...(accuracy === undefined
      ? {}
      : { validationAccuracy: requireNumber(accuracy, what("validationAccuracy"), 0, 1) }),
    seconds: requireNumber(stored.seconds, what("seconds"), 0),
    samplesPerSecond: requireNumber(stored.samplesPerSecond, what("samplesPerSecond"), 0),
  };
}
