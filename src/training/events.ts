/**
 * @file What training tells: the options it takes, the events it emits and the result it ends with.
 */

import type { Dataset } from "../data/dataset.js";
import type { Checkpoint, CheckpointInterval, EpochFigures } from "../engine/checkpoint.js";
import type { EngineName } from "../engine/engine.js";
import type { Regularization } from "../engine/regularization.js";
import { AkariError } from "../error.js";
import type { Model } from "../model/model.js";
import type { OptimizerDefinition, OptimizerName } from "../model/optimizers.js";

/** How to train. Everything has a default. */
export interface FitOptions extends Regularization {
  /** A name takes PyTorch's defaults; `adam` when left out. */
  readonly optimizer?: OptimizerName | OptimizerDefinition;
  /** How often every training example is learned from; 20 when left out. */
  readonly epochs?: number;
  /** Stop after this many steps, even in the middle of an epoch. */
  readonly steps?: number;
  /** Examples in a step; 32 when left out. The last batch of an epoch may be smaller. */
  readonly batch?: number;
  /** Decides initial weights, the validation part, every shuffle and what dropout drops; 1 when left out. */
  readonly seed?: number;
  /** Whether each epoch has a new order. Without it examples come as the data set has them. Default true. */
  readonly shuffle?: boolean;
  /**
   * Examples to validate on after every epoch: another data set, or a fraction of the training data that is then
   * not learned from (drawn by the seed; the last ones where `shuffle` is false). Default 0.
   */
  readonly validation?: number | Dataset;
  /**
   * Whether the result is to have the weights of the epoch with the best validation accuracy, or, where the targets
   * are values, with the lowest validation loss; the earlier one of two that are as good. Default false: the last
   * weights.
   */
  readonly keepBest?: boolean;
  /** `wasm` (float32, fast) or `reference` (float64, readable). Default `wasm`. */
  readonly engine?: EngineName;
  /**
   * How many threads train; they change no bit of the result. `auto`, the default, lets others help where a step was
   * measured to take long enough. One where memory cannot be shared, and in the `reference` engine.
   */
  readonly threads?: number | "auto";
  /**
   * At most so many steps from one event to the next, or a function that is asked for that number before each: 1 to
   * look at every step. Left out, as many as take some ten milliseconds. It changes no bit of the result.
   */
  readonly stepsPerEvent?: number | (() => number);
  /** Stops training before its next step; the run then ends with the weights it has. */
  readonly signal?: AbortSignal;
  /** Makes checkpoints on the way. */
  readonly checkpoint?: CheckpointOptions;
  /**
   * Goes on where this checkpoint was made, with its weights and its options; those that are given must be the same,
   * except for `epochs` and `steps`, which may let the run go on further than it was to. The result is the one that
   * the run would have had without a stop, bit for bit.
   */
  readonly resume?: Checkpoint;
}

export interface CheckpointOptions {
  /** A checkpoint after each so many steps or epochs. There is one at the run's end, too, however it ends. */
  readonly every: CheckpointInterval;
  /**
   * Takes a checkpoint, whose numbers the run does not change any more. Training goes on when this is done, and
   * fails where it fails.
   */
  save(checkpoint: Checkpoint): void | Promise<void>;
}

/** The run begins. */
export interface StartEvent {
  readonly type: "start";
  /** Examples learned from, and held out for validation. */
  readonly trainingExamples: number;
  readonly validationExamples: number;
  readonly epochs: number;
  /** Steps the whole run will take. */
  readonly steps: number;
  /** Steps that are behind it already: those of the checkpoint that it goes on from, else 0. */
  readonly step: number;
}

/** Some steps were done; comes many times a second. */
export interface ProgressEvent {
  readonly type: "progress";
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps done since the run began, of {@link ProgressEvent.steps}. */
  readonly step: number;
  readonly steps: number;
  /** Mean training loss of this epoch so far. */
  readonly loss: number;
  /** Examples learned from per second, since the run began. */
  readonly samplesPerSecond: number;
}

/** An epoch is over (or the run was ended by `steps` within it). */
export interface EpochEvent extends EpochFigures {
  readonly type: "epoch";
}

export type TrainingEvent = StartEvent | ProgressEvent | EpochEvent;

/** How a run ended. */
export interface TrainingResult {
  readonly model: Model;
  /** All epochs, those before the checkpoint that the run went on from included. */
  readonly history: readonly EpochEvent[];
  /** The epoch whose weights the model has; absent without `keepBest`, and where no epoch came to its end. */
  readonly best?: EpochEvent;
  /** Steps done. */
  readonly steps: number;
  readonly seconds: number;
  readonly samplesPerSecond: number;
  /** `aborted` where a signal, or leaving the loop over its events, ended the run early. */
  readonly stopped: "finished" | "aborted";
}

/** The loss became NaN or infinite. Carries the last weights with which it was finite, or the best epoch's. */
export class DivergedError extends AkariError {
  override readonly name = "DivergedError";
  /** The first layer whose weighted sums were not finite, counted from 1 (the output layer where only the loss was). */
  readonly layer: number;
  /** The step whose loss was not finite, counted from 1. */
  readonly step: number;
  /** The run up to the last good step. */
  readonly result: TrainingResult;

  constructor(message: string, layer: number, step: number, result: TrainingResult) {
    super("diverged", message);
    this.layer = layer;
    this.step = step;
    this.result = result;
  }
}
