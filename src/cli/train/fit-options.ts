/**
 * @file How a job is fitted: what the options say, and what the library recommends for the rest.
 */

import type { ChunkedDataset, Dataset, DatasetShape } from "../../data/dataset.js";
import type { EngineChooser } from "../../engine/choose-engine.js";
import type { Engine } from "../../engine/engine.js";
import { trainingEngine } from "../../engine/engines.js";
import { invalidArgument } from "../../error.js";
import type { ModelDefinition } from "../../model/model.js";
import {
  defineOptimizer,
  isBatchOptimizer,
  type OptimizerDefinition,
  type OptimizerOptions,
} from "../../model/optimizers.js";
import { optimizerFor } from "../../training/layers.js";
import type { EarlyStopping } from "../../training/option-values.js";
import { completeOptional, type OptionalOptions, TRAINING_OPTIONS } from "../../training/options.js";
import { type DataKind, type Recommendation, recommend } from "../../training/recommend.js";
import type { FitOptions } from "../../training/run.js";
import { OPTIONS, type OptionName, type OptionValues, optionDefinition, SETTINGS } from "../options.js";

/** Options of `fit`, with nothing left open that a record tells of. */
export interface JobFit
  extends Omit<FitOptions, keyof OptionalOptions | keyof OptimizerOptions>,
    OptionalOptions {
  readonly optimizer: OptimizerDefinition;
  /** Absent where a step learns from all training examples. */
  readonly batchSize?: number;
  readonly seed: number;
  readonly shuffle: boolean;
  /** A share of the training data, or the examples that were held out. */
  readonly validation: number | Dataset | ChunkedDataset;
  readonly keepBest: boolean;
  readonly engine: Engine | EngineChooser;
}

/**
 * @param recommended what holds where the options leave it open
 * @throws AkariError `invalid-argument` where options contradict each other
 */
export function fitOptions(
  options: OptionValues,
  validation: number | Dataset | ChunkedDataset,
  recommended: Recommendation,
): JobFit {
  const set = settings(options);
  const {
    seed = TRAINING_OPTIONS.seed.default,
    shuffle = TRAINING_OPTIONS.shuffle.default,
    keepBest = TRAINING_OPTIONS.keepBest.default,
    threads,
  } = set;
  const { "warm-up": warmUp } = options;
  const optional = completeOptional({
    dropout: recommended.dropout,
    inputDropout: recommended.inputDropout,
    ...set,
    schedule: {
      ...(options.schedule ?? recommended.schedule ?? { name: "constant" }),
      ...(warmUp === undefined ? {} : { warmUp }),
    },
    earlyStopping: earlyStoppingOf(options, validation) ?? recommended.earlyStopping,
  });
  if (keepBest && validation === 0) {
    throw invalidArgument(
      "--keep-best chooses by the examples held out to validate on, but --validation 0 holds none out.",
    );
  }
  if (options["weight-decay"] !== undefined && optional.layerWeightDecay !== undefined) {
    throw invalidArgument("--weight-decay would be ignored: --layer-weight-decay has one for each layer.");
  }
  const one = optional.layerWeightDecay === undefined ? recommended.weightDecay : undefined;
  const named = defineOptimizer(recommended.optimizer, {
    learningRate: options.lr ?? recommended.learningRate,
    momentum: options.momentum,
    weightDecay: options["weight-decay"] ?? one,
  });
  const optimizer = optimizerFor(named, optional);
  return {
    optimizer,
    ...(recommended.batchSize === undefined ? {} : { batchSize: set.batchSize ?? recommended.batchSize }),
    ...optional,
    seed,
    shuffle,
    validation,
    keepBest,
    engine: engineFor(optimizer, options.engine),
    ...(threads === undefined ? {} : { threads }),
    ...endOf(options.epochs === undefined && options.steps === undefined ? recommended : options),
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
    throw invalidArgument("--monitor would be ignored: it says what --patience waits for.");
  }
  if (validation === 0) {
    throw invalidArgument(
      "--patience waits for the examples held out to validate on, but --validation 0 holds none out.",
    );
  }
  if (keepBest)
    throw invalidArgument("--keep-best would be ignored: --patience keeps the best weights by itself.");
  return monitor === undefined ? { patience } : { patience, monitor };
}

/** @throws AkariError `invalid-argument` where the engine that is named does not have the optimizer */
function engineFor(optimizer: OptimizerDefinition, name: OptionValues["engine"]): Engine | EngineChooser {
  if (isBatchOptimizer(optimizer)) return trainingEngine(name);
  if (name !== undefined && name !== "reference") {
    throw invalidArgument(
      `The optimizer lbfgs computes in float64, which the engine ${name} does not: leave out the engine, or take reference.`,
    );
  }
  return trainingEngine("reference");
}

interface End {
  readonly epochs?: number | undefined;
  readonly steps?: number | undefined;
}

/** When the run ends. */
export function endOf({ epochs, steps }: End): Pick<FitOptions, "epochs" | "steps"> {
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
  if (layers?.length !== 0 || init !== undefined || (engine ?? "reference") !== "reference") return false;
  return NOT_WITH_LBFGS.every((name) => !(name in options));
}

/**
 * What the library recommends, as far as the options do not decide it.
 *
 * @param rows examples to learn from and to validate on
 * @param validates whether some are held out to validate on
 */
export function recommendedFit(
  options: OptionValues,
  kind: DataKind,
  definition: ModelDefinition,
  data: DatasetShape,
  rows: number,
  validates: boolean,
): Recommendation {
  const optimizer = options.optimizer ?? (mayBeExact(options) ? undefined : "adam");
  const { earlyStopping, ...rest } = recommend(data, definition, { rows, kind, optimizer });
  // Whoever says how long to train, or whose weights to keep, has decided the end.
  const ends = options.epochs !== undefined || options.steps !== undefined || options["keep-best"] === true;
  return earlyStopping === undefined || ends || !validates ? rest : { ...rest, earlyStopping };
}
