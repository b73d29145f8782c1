/**
 * @file What a trainer and its steps are told, and what they give.
 */

import type {
  BatchNormState,
  EngineOptions,
  ExampleLoss,
  LayerGradients,
  OptimizerState,
} from "../engine/engine.js";
import type { LayerParameters } from "../model/model.js";
import { type LayerOptions, OPTIONAL_ROWS, type Regularization, type RunOptions } from "./options.js";
import type { OptimizerChoice } from "./run.js";

/** How a trainer's steps are taken. Everything has a default. */
export interface TrainerOptions
  extends OptimizerChoice,
    Regularization,
    LayerOptions,
    Pick<RunOptions, "labelSmoothing">,
    EngineOptions {
  /** The most examples in a step; 256 when left out. */
  readonly batchSize?: number;
  /** Decides the initial weights and what dropout drops; 1 when left out. */
  readonly seed?: number;
}

/** How one step is taken. */
export interface StepOptions {
  /** In place of the network's loss. The reference engine and `wasm` have both. */
  readonly loss?: ExampleLoss;
  /**
   * Compares the derivatives that {@link loss} writes with its differences first, at this very batch. It takes two calls
   * more for each output; for writing a loss, not for using it. Default false.
   */
  readonly checkLoss?: boolean;
  /** Of this step; the trainer's `learningRate` when left out. */
  readonly learningRate?: number;
}

/** A batch's loss, and what it asks of every parameter. */
export interface BatchGradients {
  /** The mean of each example's loss times its weight, without the penalty of `l1`. */
  readonly loss: number;
  /**
   * `∂L/∂W`, `[units, inputs]`, and `∂L/∂b`, `[units]`, of every layer, before clipping and the optimizer's weight decay;
   * with `batchNorm` the bias of a hidden layer is `β`, and `scale` is `∂L/∂γ`.
   */
  readonly layers: readonly LayerGradients[];
}

/** All that the next step depends on; plain objects and typed arrays, so that it can be stored as it is. */
export interface TrainerState {
  readonly steps: number;
  readonly parameters: readonly LayerParameters[];
  readonly optimizerState: OptimizerState;
  /** Empty without `batchNorm`. */
  readonly batchNorm: readonly BatchNormState[];
}

/** The names of a trainer's options, but for the optimizer's own. */
export const OWN_OPTIONS: readonly string[] = [
  ...["optimizer", "batchSize", "seed", "engine", "labelSmoothing"],
  ...OPTIONAL_ROWS.flatMap(([name, { part }]) =>
    part === "regularization" || part === "layers" ? [name] : [],
  ),
];
