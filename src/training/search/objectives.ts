/**
 * @file Objectives of searches that train: a network by a data set's validation part, or by cross-validation.
 */

import { type ChunkedDataset, type Dataset, isChunked, requireTypedArrays } from "../../data/dataset.js";
import type { Examples } from "../../data/examples.js";
import { AkariError, invalidArgument } from "../../error.js";
import type { Model, ModelDefinition } from "../../model/model.js";
import { isBatchOptimizer } from "../../model/optimizers.js";
import type { Checkpoint } from "../checkpoint.js";
import { CONSTANTS, configure } from "../configuration.js";
import { type CrossValidationOptions, crossValidate } from "../cross-validate.js";
import type { EpochFigures } from "../figures.js";
import { fit } from "../fit.js";
import type { Monitor } from "../option-values.js";
import { TRAINING_OPTIONS, type TrainingOptionName } from "../options.js";
import type { FitOptions, TrainingEvent } from "../run.js";
import type { Objective, SearchDirection, TrialRequest, TrialScore } from "./search.js";
import type { Settings } from "./space.js";

/** What decides: the validation loss, or the validation accuracy. */
export type SearchScore = Monitor;

/** How each trial is trained, but for its settings, and what it is scored by. */
export interface TrainingObjectiveOptions extends Omit<FitOptions, "signal" | "checkpoint" | "resume"> {
  /** `loss` when left out. */
  readonly score?: SearchScore;
}

export interface FoldsObjectiveOptions extends Omit<CrossValidationOptions, "signal"> {
  /** `loss` when left out: the mean over the folds. */
  readonly score?: SearchScore;
}

const OTHER_PART = "its trials would be scored on different validation parts, which cannot be compared";
const NO_SETTING = "it is no setting of training";

/** Options of training that no search goes over, and why. */
export const NOT_SEARCHED = {
  seed: OTHER_PART,
  validation: OTHER_PART,
  threads: "it changes no result",
  stepsPerEvent: "it changes no result",
  engine: NO_SETTING,
  signal: NO_SETTING,
  checkpoint: NO_SETTING,
  resume: NO_SETTING,
} as const satisfies Partial<Record<TrainingOptionName, string>>;

/**
 * An objective that trains a network and scores it by its validation part: the loss after the last epoch, or after the
 * best one where `earlyStopping` or `keepBest` keeps that. With successive halving a trial goes on from its checkpoint,
 * to the same bits as one that is trained straight through.
 *
 * Settings that are options of `fit`, or constants of optimizers, are given to it; all others are the network's.
 *
 * @param network to train, or a function that makes it of a trial's settings
 * @param data what to learn from
 * @param options of every trial: `validation` says what to score on
 * @throws AkariError `invalid-argument` where nothing is held out to score on, `invalid-data` for what is no data set
 * @example
 * ```ts
 * const objective = trainingObjective(network, data, { validation: 0.2, epochs: 30, score: "accuracy" });
 * const { best } = await search({ learningRate: { from: 0.001, to: 0.1, scale: "log" } }, objective);
 * const { model } = await fit(network, data, { epochs: 30, ...best?.settings });
 * ```
 */
export function trainingObjective<T extends Settings>(
  network: ModelDefinition | ((settings: T) => ModelDefinition),
  data: Dataset | ChunkedDataset,
  { score = "loss", ...options }: TrainingObjectiveOptions = {},
): Objective<T> {
  if (!isChunked(data)) requireTypedArrays(data);
  if (configure(options).validation === 0) {
    throw invalidArgument(
      "A search chooses by validation, but nothing is held out: set the option validation.",
    );
  }
  const objective = async (settings: T, request: TrialRequest): Promise<TrialScore> => {
    const definition = designed(settings, (own) => (typeof network === "function" ? network(own) : network));
    const fitted = { ...options, ...trainingSettings(settings) };
    const { figures, checkpoint, ended } = await fitPart(definition, data, fitted, {
      ...request,
      resume: request.state as Checkpoint | undefined,
    });
    return {
      ...validationScore(figures, score, scoredLoss(definition, fitted)),
      ...(checkpoint === undefined ? {} : { state: checkpoint }),
      ended,
    };
  };
  return Object.assign(objective, { direction: directionOf(score) });
}

/**
 * An objective that trains a network in every fold of cross-validation, and scores it by the mean over the folds. A
 * larger budget begins anew, so it does not go with halving.
 *
 * @param data as `crossValidate` takes it
 * @param network to train, of a trial's settings and the fold's training data
 * @param options of every trial; `rows` says which examples, so that others are left to test the winner on
 * @example
 * ```ts
 * const objective = foldsObjective(examples, (settings, { features }) => design(features.columns), { folds: 5 });
 * ```
 */
export function foldsObjective<T extends Settings>(
  data: Examples | Dataset,
  network: (settings: T, train: Dataset) => ModelDefinition,
  { score = "loss", ...options }: FoldsObjectiveOptions = {},
): Objective<T> {
  const objective = async (settings: T, { signal, budget }: TrialRequest): Promise<TrialScore> => {
    if (budget < 1) throw invalidArgument("Folds are trained as a whole: leave halving or the folds out.");
    const training = { ...options, ...trainingSettings(settings) };
    let loss = "";
    const scores: number[] = [];
    const design = (train: Dataset): ModelDefinition => {
      const definition = designed(settings, (own) => network(own, train));
      loss = scoredLoss(definition, training);
      return definition;
    };
    for await (const { evaluation } of crossValidate(data, design, { ...training, signal })) {
      const accuracy = evaluation.task === "classes" ? { validationAccuracy: evaluation.accuracy } : {};
      const figures = { validationLoss: evaluation.loss, ...accuracy };
      scores.push(validationScore(figures, score, loss).score);
    }
    return { score: scores.reduce((sum, one) => sum + one, 0) / scores.length, of: ofScore(score, loss) };
  };
  return Object.assign(objective, { direction: directionOf(score) });
}

/** Which of two such scores is better. */
export const directionOf = (score: SearchScore): SearchDirection =>
  score === "loss" ? "minimize" : "maximize";

/**
 * Those settings that are training's.
 *
 * @throws AkariError `invalid-argument` for one that no search goes over
 */
function trainingSettings(settings: Settings): Omit<FitOptions, keyof typeof NOT_SEARCHED> {
  for (const name of Object.keys(settings)) {
    const why = (NOT_SEARCHED as Readonly<Record<string, string | undefined>>)[name];
    if (why !== undefined) throw invalidArgument(`${name} cannot be searched over: ${why}.`);
  }
  return Object.fromEntries(Object.entries(settings).filter(([name]) => isTrainings(name)));
}

const isTrainings = (name: string): boolean => name in TRAINING_OPTIONS || CONSTANTS.includes(name);

/**
 * The network that a trial's settings make.
 *
 * @throws AkariError `invalid-argument` for a setting that is not training's, and that nothing reads
 */
function designed<T extends Settings>(settings: T, make: (settings: T) => ModelDefinition): ModelDefinition {
  const read = new Set<string>();
  const watched = {};
  for (const [name, value] of Object.entries(settings)) {
    const get = (): unknown => {
      read.add(name);
      return value;
    };
    Object.defineProperty(watched, name, { enumerable: true, get });
  }
  const definition = advised(settings, () => make(watched as T));
  const unread = Object.keys(settings).find((name) => !isTrainings(name) && !read.has(name));
  if (unread === undefined) return definition;
  throw invalidArgument(
    `Nothing reads the setting ${unread}: training has no such option, nor does the network ask for it.`,
  );
}

/** Where a fraction is refused for a count, a search is told how its range has none. */
function advised<Made>(settings: Settings, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    const [name] =
      Object.entries(settings).find(
        ([, value]) =>
          typeof value === "number" &&
          !Number.isInteger(value) &&
          error.message.endsWith(`must be a whole number above 0, not ${value}.`),
      ) ?? [];
    if (name === undefined) throw error;
    throw new AkariError(
      error.code,
      `${error.message} With whole: true the range of ${name} has whole numbers alone.`,
      { cause: error },
    );
  }
}

/** What validation losses of a trial are losses of. */
export const scoredLoss = (
  { loss }: ModelDefinition,
  { classWeights }: Pick<FitOptions, "classWeights">,
): string => (classWeights === undefined ? loss : `${loss} with class weights ${classWeights}`);

const ofScore = (score: SearchScore, loss: string): string =>
  score === "accuracy" ? "validation accuracy" : `validation ${loss}`;

/** @throws AkariError `invalid-argument` where there is no such figure */
export function validationScore(
  { validationLoss, validationAccuracy }: Pick<EpochFigures, "validationLoss" | "validationAccuracy">,
  score: SearchScore,
  loss: string,
): { score: number; of: string } {
  const value = score === "loss" ? validationLoss : validationAccuracy;
  if (value !== undefined) return { score: value, of: ofScore(score, loss) };
  throw invalidArgument("Accuracy is of classes, and these targets are none: choose by the loss.");
}

/** How far a part of a training goes, and from where. */
export interface PartOptions {
  /** Above 0 to 1. Of an optimizer that learns from all examples at once every part is the whole. */
  readonly budget: number;
  /** Where an earlier part has ended. */
  readonly resume?: Checkpoint | undefined;
  readonly signal: AbortSignal;
}

export interface FittedPart {
  /** Of the epoch whose weights the model has. */
  readonly figures: EpochFigures;
  /** Where the part has ended; absent where there is no more to come. */
  readonly checkpoint?: Checkpoint;
  readonly ended: boolean;
}

/** The epochs of a budget. @param epochs of the whole run */
export const epochsOf = (budget: number, epochs: number): number => Math.max(1, Math.round(budget * epochs));

/** Its only checkpoint is the one at its end. */
const AT_THE_END = { epochs: 1_000_000 };

/**
 * Trains for the first epochs of a run, as many as are the budget's share of it: the run is planned as a whole, so that
 * its schedule and all that comes after are as if it had never been stopped.
 *
 * @param onEvent is told of the run's events
 */
export async function fitPart(
  model: ModelDefinition | Model,
  data: Dataset | ChunkedDataset,
  options: FitOptions,
  { budget, resume, signal }: PartOptions,
  onEvent: (event: TrainingEvent) => void = () => {},
): Promise<FittedPart> {
  const isPart = budget < 1 && isBatchOptimizer(configure(options).optimizer);
  let checkpoint: Checkpoint | undefined;
  const save = (made: Checkpoint): void => {
    checkpoint = made;
  };
  let isOver = false;
  let last = Number.POSITIVE_INFINITY;
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    const run = fit(model, data, {
      ...options,
      ...(resume === undefined ? {} : { resume }),
      ...(isPart ? { checkpoint: { every: AT_THE_END, save } } : {}),
      signal: stop.signal,
    });
    for await (const event of run) {
      onEvent(event);
      if (event.type === "start" && isPart) {
        last = epochsOf(budget, event.epochs);
        isOver = (resume?.history.length ?? 0) >= last;
      }
      if (event.type === "epoch") isOver = event.epoch >= last;
      if (isOver) stop.abort();
    }
    const { best, history, stopped } = await run;
    const figures = best ?? history.at(-1);
    if (figures === undefined)
      throw invalidArgument("The trial was stopped before its first epoch had ended.");
    const ended = stopped !== "aborted";
    return { figures, ended, ...(checkpoint === undefined || ended ? {} : { checkpoint }) };
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
