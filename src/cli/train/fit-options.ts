/**
 * @file How a run of `akari train` is to be trained: what the options say, and the command's own defaults for the rest.
 */

import type { ChunkedDataset, Dataset, DatasetShape } from "../../data/dataset.js";
import type { Engine, EngineName } from "../../engine/engine.js";
import { engineNamed } from "../../engine/engines.js";
import { AkariError } from "../../error.js";
import type { ModelDefinition } from "../../model/model.js";
import {
  defineOptimizer,
  isBatchOptimizer,
  type OptimizerDefinition,
  type OptimizerOptions,
} from "../../model/optimizers.js";
import type { Checkpoint } from "../../training/checkpoint.js";
import { completeOptional, type EarlyStopping, type OptionalOptions } from "../../training/options.js";
import { type DataKind, type Recommendation, recommend } from "../../training/recommend.js";
import type { FitOptions } from "../../training/run.js";
import { OPTIONS, type OptionName, type OptionValues, optionDefinition, SETTINGS } from "../options.js";

/** How to train, with the command's own defaults filled in. */
export interface Plan
  extends Omit<FitOptions, keyof OptionalOptions | keyof OptimizerOptions>,
    OptionalOptions {
  readonly optimizer: OptimizerDefinition;
  /** Absent where a step learns from all training examples. */
  readonly batch?: number;
  readonly seed: number;
  readonly shuffle: boolean;
  /** A share of the training data, or the examples that were held out. */
  readonly validation: number | Dataset | ChunkedDataset;
  readonly keepBest: boolean;
  readonly engine: Engine;
}

/**
 * How to train.
 *
 * @param usual what is done where the options leave it open
 * @throws AkariError `invalid-argument` where options contradict each other
 */
export function planOf(
  options: OptionValues,
  validation: number | Dataset | ChunkedDataset,
  usual: Recommendation,
): Plan {
  const set = settings(options);
  const { keepBest = false, threads } = set;
  const { "warm-up": warmUp } = options;
  const optional = completeOptional({
    dropout: usual.dropout,
    inputDropout: usual.inputDropout,
    ...set,
    schedule: {
      ...(options.schedule ?? usual.schedule ?? { name: "constant" }),
      ...(warmUp === undefined ? {} : { warmUp }),
    },
    earlyStopping: earlyStoppingOf(options, validation) ?? usual.earlyStopping,
  });
  if (keepBest && validation === 0) {
    throw new AkariError(
      "invalid-argument",
      "--keep-best chooses by the examples held out to validate on, but --validation 0 holds none out.",
    );
  }
  const optimizer = defineOptimizer(usual.optimizer, {
    learningRate: options.lr ?? usual.learningRate,
    momentum: options.momentum,
    weightDecay: options["weight-decay"] ?? usual.weightDecay,
  });
  return {
    optimizer,
    ...(usual.batch === undefined ? {} : { batch: set.batch ?? usual.batch }),
    ...optional,
    seed: set.seed ?? 1,
    shuffle: set.shuffle ?? true,
    validation,
    keepBest,
    engine: engineFor(optimizer, options.engine),
    ...(threads === undefined ? {} : { threads }),
    ...endOf(options.epochs === undefined && options.steps === undefined ? usual : options),
  };
}

/** The values of those options that are one of training's options as they stand. */
const settings = (options: OptionValues): Omit<FitOptions, "schedule" | "engine"> =>
  Object.fromEntries(
    SETTINGS.flatMap(([name, sets]) => (options[name] === undefined ? [] : [[sets, options[name]]])),
  );

function earlyStoppingOf(
  options: OptionValues,
  validation: number | Dataset | ChunkedDataset,
): EarlyStopping | undefined {
  const { patience, monitor, "keep-best": keepBest = false } = options;
  if (patience === undefined) {
    if (monitor === undefined) return undefined;
    throw mistake("--monitor would be ignored: it says what --patience waits for.");
  }
  if (validation === 0) {
    throw mistake(
      "--patience waits for the examples held out to validate on, but --validation 0 holds none out.",
    );
  }
  if (keepBest) throw mistake("--keep-best would be ignored: --patience keeps the best weights by itself.");
  return monitor === undefined ? { patience } : { patience, monitor };
}

/** @throws AkariError `invalid-argument` where the engine that is named does not have the optimizer */
function engineFor(optimizer: OptimizerDefinition, name: EngineName | undefined): Engine {
  if (isBatchOptimizer(optimizer)) return engineNamed(name);
  if (name === "wasm") {
    throw mistake(
      "The optimizer lbfgs computes in float64, which the engine wasm does not: leave out the engine, or take reference.",
    );
  }
  return engineNamed("reference");
}

const mistake = (message: string): AkariError => new AkariError("invalid-argument", message);

/** As the checkpoint has it, but for the end where the options name one, and for threads, which change no result. */
export function resumedPlan(
  options: OptionValues,
  checkpoint: Checkpoint,
  held: Dataset | ChunkedDataset | undefined,
  path: string,
): Plan {
  const { epochs, steps, validation, engine, ...fixed } = checkpoint.configuration;
  if (typeof validation !== "number" && held === undefined) {
    throw new AkariError(
      "invalid-argument",
      `The run of ${path} validates on a data set of its own, ${validation.name}; only the program that began it can ` +
        "go on with it.",
    );
  }
  const { threads } = options;
  const goesFurther = options.epochs !== undefined || options.steps !== undefined;
  return {
    ...fixed,
    engine: engineNamed(engine),
    validation: typeof validation === "number" ? validation : (held ?? 0),
    resume: checkpoint,
    ...(threads === undefined ? {} : { threads }),
    ...endOf(goesFurther ? options : { epochs, steps }),
  };
}

interface End {
  readonly epochs?: number | undefined;
  readonly steps?: number | undefined;
}

function endOf({ epochs, steps }: End): Pick<FitOptions, "epochs" | "steps"> {
  return { ...(steps === undefined ? {} : { steps }), ...(epochs === undefined ? {} : { epochs }) };
}

/** Options that say nothing to lbfgs, so that somebody who uses one of them wants another optimizer. */
const NOT_WITH_LBFGS = (Object.keys(OPTIONS) as OptionName[]).filter((name) =>
  optionDefinition(name).ignoredWhen?.some(
    ({ option, is }) => option === "optimizer" && is.includes("lbfgs"),
  ),
);

/** Whether the options leave room for a network of one layer to be computed exactly. */
export function mayBeExact({ optimizer, layers, engine, init, ...options }: OptionValues): boolean {
  if (optimizer !== undefined) return optimizer === "lbfgs";
  if (layers?.length !== 0 || init !== undefined || engine === "wasm") return false;
  return NOT_WITH_LBFGS.every((name) => !(name in options));
}

/**
 * @param rows examples to learn from and to validate on
 * @param validates whether some are held out to validate on
 */
export function usualTraining(
  options: OptionValues,
  kind: DataKind,
  definition: ModelDefinition,
  data: DatasetShape,
  rows: number,
  validates: boolean,
): Recommendation {
  const optimizer = options.optimizer ?? (mayBeExact(options) ? undefined : "adam");
  const { earlyStopping, ...usual } = recommend(data, definition, { rows, kind, optimizer });
  // Whoever says how long to train, or whose weights to keep, has decided the end.
  const ends = options.epochs !== undefined || options.steps !== undefined || options["keep-best"] === true;
  return earlyStopping === undefined || ends || !validates ? usual : { ...usual, earlyStopping };
}
