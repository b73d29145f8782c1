/**
 * @file Copies of a run's weights, whether their numbers are finite, and what there is to know where they are not.
 */

import type { BatchNormState, OptimizerState } from "../engine/engine.js";
import type { LayerParameters } from "../model/model.js";

/** A copy of the weights, and of all that the next step depends on. */
export interface Snapshot {
  /** Steps done when it was taken. */
  readonly done: number;
  readonly parameters: readonly LayerParameters[];
  readonly optimizerState: OptimizerState;
  readonly batchNorm: readonly BatchNormState[];
}

/** What went wrong, and what is left. */
export interface Divergence {
  /** The step whose loss, or whose update, was not finite; counted from 1. */
  readonly step: number;
  /** The first layer with a number that was not finite, counted from 1. */
  readonly layer: number;
  /** Where that number stood. */
  readonly what: "weighted sums" | "loss" | "weights";
  /** The last good weights, and the steps that made them. */
  readonly parameters: readonly LayerParameters[];
  readonly done: number;
}

/** The first layer with a weight or bias that is not finite, counted from 1; 0 for none. */
export function firstUnsound(parameters: readonly LayerParameters[]): number {
  return 1 + parameters.findIndex(({ weight, bias }) => !allFinite(weight) || !allFinite(bias));
}

export function allFinite(numbers: Float32Array | Float64Array): boolean {
  // Some ten million of them: a loop takes a fraction of the time that calls of a function for each would.
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
  return true;
}
