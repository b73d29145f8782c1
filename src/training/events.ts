/**
 * @file What training tells: the options it takes, the events it emits and the result it ends with.
 */

import type { Dataset } from "../data/dataset.js";
import type { EngineName } from "../engine/engine.js";
import { AkariError } from "../error.js";
import type { Model } from "../model/model.js";
import type { OptimizerDefinition, OptimizerName } from "../model/optimizers.js";

/** How to train. Everything has a default. */
export interface FitOptions {
  /** A name takes PyTorch's defaults; `adam` when left out. */
  readonly optimizer?: OptimizerName | OptimizerDefinition;
  /** How often every training example is learned from; 20 when left out. */
  readonly epochs?: number;
  /** Stop after this many steps, even in the middle of an epoch. */
  readonly steps?: number;
  /** Examples in a step; 32 when left out. The last batch of an epoch may be smaller. */
  readonly batch?: number;
  /** Decides initial weights, the validation part and every shuffle; 1 when left out. */
  readonly seed?: number;
  /** Whether each epoch has a new order. Without it examples come as the data set has them. Default true. */
  readonly shuffle?: boolean;
  /**
   * Examples to validate on after every epoch: another data set, or a fraction of the training data that is then
   * not learned from (drawn by the seed; the last ones where `shuffle` is false). Default 0.
   */
  readonly validation?: number | Dataset;
  /** `wasm` (float32, fast) or `reference` (float64, readable). Default `wasm`. */
  readonly engine?: EngineName;
  /** Stops training before its next step; the run then ends with the weights it has. */
  readonly signal?: AbortSignal;
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
export interface EpochEvent {
  readonly type: "epoch";
  readonly epoch: number;
  readonly step: number;
  /** Mean training loss over the epoch's examples, each as it was when it was learned from. */
  readonly loss: number;
  /** Absent without validation data. */
  readonly validationLoss?: number;
  /** The share of validation examples classified rightly; absent for regression. */
  readonly validationAccuracy?: number;
  /** Time spent since the run began, validation included. */
  readonly seconds: number;
  /** Examples learned from per second of training, validation not counted. */
  readonly samplesPerSecond: number;
}

export type TrainingEvent = StartEvent | ProgressEvent | EpochEvent;

/** How a run ended. */
export interface TrainingResult {
  readonly model: Model;
  readonly history: readonly EpochEvent[];
  /** Steps done. */
  readonly steps: number;
  readonly seconds: number;
  readonly samplesPerSecond: number;
  /** `aborted` where a signal, or leaving the loop over its events, ended the run early. */
  readonly stopped: "finished" | "aborted";
}

/** The loss became NaN or infinite. Carries the last weights with which it was finite. */
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
