/**
 * @file A run of training at one moment: all that it takes to go on from there as if it had never been stopped.
 * Plain data, which formats store.
 *
 * No generator's state is among it: which rows a step learns from is a function of the seed and the step's number
 * (`training/steps.ts`), and so is every other use of chance.
 */

import type { Fingerprint } from "../data/dataset.js";
import type { BatchNormState, EngineName, OptimizerState } from "../engine/engine.js";
import type { LayerParameters, Model } from "../model/model.js";
import type { OptimizerDefinition } from "../model/optimizers.js";
import type { EpochFigures } from "./figures.js";
import type { OptionalOptions } from "./options.js";

/** All that was asked of a run and decides its weights, but for the data and the first weights. */
export interface TrainingConfiguration extends OptionalOptions {
  readonly optimizer: OptimizerDefinition;
  /** Examples in a step. */
  readonly batchSize: number;
  readonly seed: number;
  readonly shuffle: boolean;
  /** The fraction of the training data that is held out, or the data set to validate on. */
  readonly validation: number | Fingerprint;
  readonly engine: EngineName;
  readonly keepBest: boolean;
  /** Where the run is to end: absent where it was not asked for. */
  readonly epochs?: number;
  readonly steps?: number;
}

/** How often checkpoints are made. */
export type CheckpointInterval = { readonly steps: number } | { readonly epochs: number };

export interface Checkpoint {
  /** The network, with its weights as they are at this moment. */
  readonly model: Model;
  readonly optimizerState: OptimizerState;
  /** The hidden layers as they are trained with batch normalisation, which the model has folded; absent without it. */
  readonly batchNorm?: readonly BatchNormState[];
  readonly configuration: TrainingConfiguration;
  readonly every: CheckpointInterval;
  /** What is learned from. */
  readonly data: Fingerprint;
  /** Steps done. */
  readonly step: number;
  /** What the whole run comes to. */
  readonly planned: { readonly epochs: number; readonly steps: number; readonly trainingExamples: number };
  /** The running epoch's losses so far, summed over its examples. */
  readonly lossSum: number;
  /** The epochs that are over. */
  readonly history: readonly EpochFigures[];
  /** The best of them by its number, and its weights; absent where they are not kept, or none is over yet. */
  readonly best?: { readonly epoch: number; readonly parameters: readonly LayerParameters[] };
  /** Time that the run has taken: as a whole, and without validation and checkpoints. */
  readonly seconds: number;
  readonly trainingSeconds: number;
}
