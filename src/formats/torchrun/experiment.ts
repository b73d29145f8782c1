/**
 * @file What the exported program is told in `experiment.json`: all that decides a run but for the rows themselves and the
 * weights that it starts from.
 */

import type { ChunkedDataset, Dataset } from "../../data/dataset.js";
import { isChunked } from "../../data/dataset.js";
import { normalizedLayers, smoothingShare } from "../../engine/regularizers.js";
import { AkariError } from "../../error.js";
import { type ModelDefinition, outputUnits } from "../../model/model.js";
import { isBatchOptimizer, momentNames } from "../../model/optimizers.js";
import { dropoutShares, layerTraining } from "../../training/layers.js";
import type { TrainingPlan } from "../../training/plan.js";
import type { TrainingRecord } from "../description/training-record.js";
import type { InputBlock } from "./shards.js";

/** Raised when an older program could no longer read it. */
const VERSION = 1;

/** A shard as the program finds it and tells that it is whole. */
export interface ShardFile {
  /** Its path from the folder. */
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What is known of a run before its shards are written. */
export interface ExperimentRun {
  readonly definition: ModelDefinition;
  /** What is learned from. */
  readonly data: Dataset | ChunkedDataset;
  readonly plan: TrainingPlan;
  readonly blocks: readonly InputBlock[];
  /** How the result's training record begins. */
  readonly record: TrainingRecord;
}

/** What the shards have shown. */
export interface ExperimentData {
  readonly train: readonly ShardFile[];
  readonly validation: readonly ShardFile[];
  /** Whether the validation rows say classes, so that a share of them is classified rightly. */
  readonly tellsAccuracy: boolean;
}

/**
 * Checks that a run can be taken by the program as Akari takes it.
 *
 * @throws AkariError `unsupported` naming what it lacks, and what to do
 */
export function requireExportable({ preprocessing }: ModelDefinition, { optimizer }: TrainingPlan): void {
  if (!isBatchOptimizer(optimizer)) {
    throw unsupported(
      `The optimizer ${optimizer.name} learns from all examples at once, which is not divided over processes: take adam.`,
    );
  }
  if (preprocessing.scaling !== undefined) {
    throw unsupported("A model that scales its inputs one by one cannot be trained by the exported program.");
  }
}

/** The file's content, as JSON would have it. */
export function describeExperiment(run: ExperimentRun, data: ExperimentData): object {
  const { definition, plan, blocks, record } = run;
  const { optimizer, configuration, schedule } = plan;
  const { targets } = run.data;
  const byLayer = layerTraining(definition, optimizer, configuration);
  const { l1 = 0, clip, labelSmoothing = 0, batchNorm = false } = configuration;
  const { validationData } = plan;
  return {
    version: VERSION,
    name: run.data.name,
    precision: plan.engine.precision === 32 ? "float32" : "float64",
    plan: {
      seed: plan.seed,
      batch: plan.batch,
      epochs: plan.epochs,
      steps: plan.steps,
      stepsPerEpoch: plan.stepsPerEpoch,
      shuffle: plan.shuffle,
      order: plan.chunks === undefined ? "rows" : "chunks",
    },
    optimizer,
    moments: momentNames(optimizer),
    schedule: schedule ?? null,
    layers: definition.layers.map(
      (_, i) => byLayer?.[i] ?? { frozen: false, rate: 1, weightDecay: optimizer.weightDecay },
    ),
    regularization: {
      dropout: dropoutShares(definition, configuration),
      l1,
      clip: clip ?? null,
      normalized: normalizedLayers(definition, {
        batchNorm,
        ...(byLayer === undefined ? {} : { byLayer }),
      }),
      smoothing: { epsilon: labelSmoothing, share: smoothingShare(definition, labelSmoothing) },
    },
    augmentation: configuration.augmentation ?? null,
    keepBest: plan.keepBest,
    earlyStopping: configuration.earlyStopping ?? null,
    tellsAccuracy: data.tellsAccuracy,
    inputs: { divideBy: definition.preprocessing.divideBy, blocks },
    targets: { kind: targets.kind, units: outputUnits(definition) },
    validationInChunks: validationData !== undefined && isChunked(validationData),
    record,
    data: { train: data.train, validation: data.validation },
  };
}

const unsupported = (message: string): AkariError => new AkariError("unsupported", message);
