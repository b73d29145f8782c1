/**
 * @file How a model was trained, as it stands in the model's file: everything that decides the weights, how the examples
 * were divided, so that the part that it has not seen can be found again, and how well it did, with the curves of the
 * run, a list a figure. It holds no date and no duration, and of curves no more digits than they can show, so that the
 * same run gives the same file to the byte.
 */

import type { Fingerprint } from "../../data/dataset.js";

import { type RowSketch, requireSketch } from "../../data/fingerprint.js";
import type { SplitBy, SplitOptions } from "../../data/split.js";
import { ENGINE_NAMES, type EngineName } from "../../engine/engine.js";
import { AkariError } from "../../error.js";
import {
  defineOptimizer,
  OPTIMIZER_NAMES,
  type OptimizerDefinition,
  type OptimizerName,
  type OptimizerSettings,
} from "../../model/optimizers.js";
import type { ScheduleDefinition } from "../../model/schedules.js";
import type { EpochFigures } from "../../training/figures.js";
import { type EarlyStopping, MONITORS, type Monitor } from "../../training/option-values.js";
import {
  completeOptional,
  type JsonForm,
  OPTIONAL_ROWS,
  type OptionalOptions,
} from "../../training/options.js";
import {
  type JsonObject,
  optionalIn,
  requiredIn,
  requireFlag,
  requireList,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireWhole,
} from "./json.js";

/** A run of training, without its duration. */
export interface TrainingRecord extends OptionalOptions {
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
  readonly engine: EngineName;
  /** Another program that trained it as the engine would have, such as `PyTorch 2.13.0, torchrun × 2`; absent where Akari did. */
  readonly trainedBy?: string;
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
  /** The search that found these options; absent where somebody chose them. */
  readonly search?: SearchRecord;
}

/** How options were found: by trying many, and choosing by a score on examples that were held out to validate on. */
export interface SearchRecord {
  /** What was searched over, as it was typed. */
  readonly over: string;
  /** How many settings were tried, those included that failed. */
  readonly trials: number;
  /** The factor of successive halving; absent where every trial was trained to its end. */
  readonly halving?: number;
  /** The folds of cross-validation that a trial was scored by; absent where it was the validation part. */
  readonly folds?: number;
  /** What the trials were scored by. */
  readonly by: Monitor;
  /** The winner's, the best of all. */
  readonly score: number;
  /** What trains the same weights again. */
  readonly command: string;
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
  const given = optionalIn(record, what);
  const entry = requiredIn(record, what);
  return {
    data: entry("data", requireText),
    seed: entry("seed", requireWhole, Number.MIN_SAFE_INTEGER),
    epochs: entry("epochs", requireWhole, 0),
    steps: entry("steps", requireWhole, 0),
    batch: entry("batch", requireWhole, 1),
    shuffle: entry("shuffle", requireFlag),
    validation: entry("validation", requireShare),
    ...given("split", parseSplitRecord),
    optimizer: entry("optimizer", parseOptimizer),
    ...parseOptional(record, what),
    engine: requireOneOf(record.engine, ENGINE_NAMES, what("engine")),
    trainingExamples: entry("trainingExamples", requireWhole, 0),
    ...given("trainedBy", requireText),
    ...given("ended", (value, name) => requireOneOf(value, ENDS, name)),
    ...given("loss", requireNumber),
    ...given("accuracy", requireShare),
    ...given("bestEpoch", requireCount),
    ...given("validationAccuracy", requireShare),
    ...given("history", parseTrainingHistory),
    ...given("search", parseSearch),
  };
}

const requireShare = (value: unknown, what: string): number => requireNumber(value, what, 0, 1);
const requireCount = (value: unknown, what: string): number => requireWhole(value, what, 1);

/** @throws AkariError `invalid-model` naming what is wrong */
function parseSearch(value: unknown, name: string): SearchRecord {
  const stored = requireObject(value, name);
  const what = (key: string) => `${name}'s ${key}`;
  const given = optionalIn(stored, what);
  const entry = requiredIn(stored, what);
  return {
    over: entry("over", requireText),
    trials: entry("trials", requireCount),
    ...given("halving", requireCount),
    ...given("folds", requireCount),
    by: requireOneOf(stored.by, MONITORS, what("by")),
    score: entry("score", requireNumber),
    command: entry("command", requireText),
  };
}

/**
 * Those of a run's options that are on; the others are absent.
 *
 * @throws AkariError `invalid-model` or `invalid-argument` naming the entry that is wrong
 */
export function parseOptional(stored: JsonObject, what: (key: string) => string): OptionalOptions {
  const given = OPTIONAL_ROWS.flatMap(([name, { json }]) =>
    stored[name] === undefined ? [] : [[name, READERS[json](stored[name], what(name))]],
  );
  return completeOptional(Object.fromEntries(given));
}

/** Reads each form that an option's value has in a file. What is in an object, `completeOptional` checks. */
const READERS: Readonly<Record<JsonForm, (value: unknown, what: string) => unknown>> = {
  number: requireNumber,
  numberOrList: (value, what) =>
    Array.isArray(value) ? numberList(value, what) : requireNumber(value, what),
  list: numberList,
  flag: requireFlag,
  classWeights: (value, what) => (value === "balanced" ? value : numberList(value, what)),
  earlyStopping: parseEarlyStopping,
  schedule: parseSchedule,
  augmentation: requireObject,
};

function numberList(value: unknown, what: string): number[] {
  return requireList(value, what).map((one) => requireNumber(one, eachOf(what)));
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

function parseEarlyStopping(value: unknown, what: string): EarlyStopping {
  const { patience, monitor } = requireObject(value, what);
  return {
    patience: requireWhole(patience, `${what}'s patience`, 1),
    monitor: requireOneOf(monitor, MONITORS, `${what}'s monitor`),
  };
}

function parseSchedule(value: unknown, what: string): ScheduleDefinition {
  const stored = requireObject(value, what);
  const given = optionalIn(stored, () => `${what}'s warm-up`);
  return { ...stored, ...given("warmUp", requireObject) } as unknown as ScheduleDefinition;
}

/** A figure of every epoch, the first one first; null where it was not finite, which JSON cannot say. */
export type Curve = readonly (number | null)[];

export interface TrainingHistory {
  /** Mean training loss over each epoch. */
  readonly loss: Curve;
  /** After each epoch, where there were examples to validate on. */
  readonly validationLoss?: Curve;
  /** The share of them that was classified rightly, 0 to 1; absent for regression. */
  readonly validationAccuracy?: Curve;
}

const DIGITS = 6;

/**
 * The curves of a run for its model's record, to six digits.
 *
 * @param epochs the `history` of a run's result, or of a checkpoint
 * @returns `undefined` where no epoch was finished
 * @example
 * ```ts
 * const { model, steps, history } = await fit(network, data, { epochs: 20, validation: 0.1 });
 * const curves = trainingHistory(history);
 * curves?.validationLoss; // [0.41, 0.33, …]
 * ```
 */
export function trainingHistory(epochs: readonly EpochFigures[]): TrainingHistory | undefined {
  if (epochs.length === 0) return undefined;
  const curve = (key: keyof TrainingHistory): Curve =>
    epochs.map(({ [key]: value = Number.NaN }) =>
      Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null,
    );
  const optional = (key: keyof TrainingHistory): Partial<TrainingHistory> =>
    epochs.some((epoch) => epoch[key] !== undefined) ? { [key]: curve(key) } : {};
  return { loss: curve("loss"), ...optional("validationLoss"), ...optional("validationAccuracy") };
}

/** @throws AkariError `invalid-model` naming what is wrong */
export function parseTrainingHistory(value: unknown): TrainingHistory {
  const stored = requireObject(value, "The training record's history");
  const loss = parseCurve(stored.loss, "loss");
  const given = optionalIn(stored, (key) => key);
  const ofAllEpochs = (value: unknown, key: string): Curve => {
    const curve = parseCurve(value, key);
    if (curve.length === loss.length) return curve;
    throw new AkariError(
      "invalid-model",
      `The training record's history has ${loss.length} epochs of loss, but ${curve.length} of ${key}.`,
    );
  };
  return { loss, ...given("validationLoss", ofAllEpochs), ...given("validationAccuracy", ofAllEpochs) };
}

function parseCurve(value: unknown, key: string): Curve {
  const most = key === "validationAccuracy" ? ([0, 1] as const) : [];
  return requireList(value, `The training record's ${key} by epochs`).map((item) =>
    item === null ? null : requireNumber(item, `Each ${key} of the training record's history`, ...most),
  );
}

/** A split of examples, and which examples they were. */
export interface SplitRecord extends SplitOptions {
  /** Of all examples, as the model's preprocessing makes them. */
  readonly examples: Fingerprint;
  /** Which of them were learned from; absent in files of Akari before 0.2. */
  readonly learned?: RowSketch;
  /** The options by which they were read, by their names, as they were typed; absent where there were none. */
  readonly reading?: Readonly<Record<string, string>>;
}

/** @throws AkariError `invalid-model` naming what is wrong */
export function parseSplit(value: unknown, what: string): SplitOptions {
  const stored = requireObject(value, what);
  const given = optionalIn(stored, () => what);
  const entry = requiredIn(stored, (key) => `${what}'s ${key}`);
  return {
    test: entry("test", requireNumber, 0, 1),
    validation: entry("validation", requireNumber, 0, 1),
    seed: entry("seed", requireWhole, Number.MIN_SAFE_INTEGER),
    ...given("by", requireSplitBy),
  };
}

function requireSplitBy(value: unknown, what: string): SplitBy {
  if (value === "random" || value === "time") return value;
  throw new AkariError(
    "invalid-model",
    `${what} is by ${JSON.stringify(value)}, which this version does not know.`,
  );
}

/** @throws AkariError `invalid-model` naming what is wrong */
function parseSplitRecord(value: unknown, what: string): SplitRecord {
  const stored = requireObject(value, what);
  const given = optionalIn(stored, (key) => `${what}'s ${key}`);
  return {
    ...parseSplit(value, what),
    examples: parseFingerprint(stored.examples, `${what}'s examples`),
    ...given("learned", (value) => parseSketch(value, `${what}'s learned rows`)),
    ...given("reading", (value) => parseTexts(value, `${what}'s way of reading data`)),
  };
}

function parseSketch(value: unknown, what: string): RowSketch {
  const { rows, hashes } = requireObject(value, what);
  const sketch = {
    rows: requireWhole(rows, `The number of ${what}`, 1),
    hashes: requireText(hashes, `The hashes of ${what}`),
  };
  requireSketch(sketch);
  return sketch;
}

/** @throws AkariError `invalid-model` naming what is wrong */
export function parseTexts(value: unknown, what: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(requireObject(value, what)).map(([name, text]) => [
      name,
      requireText(text, `${what}: ${name}`),
    ]),
  );
}

/** @throws AkariError `invalid-model` naming what is wrong */
export function parseFingerprint(value: unknown, what: string): Fingerprint {
  const entry = requiredIn(requireObject(value, what), (key) => `${what}'s ${key}`);
  return {
    name: entry("name", requireText),
    rows: entry("rows", requireWhole, 1),
    columns: entry("columns", requireWhole, 1),
    hash: entry("hash", requireText),
  };
}
