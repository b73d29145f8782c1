/**
 * @file What the WebAssembly module exports. Addresses are byte offsets into its memory; what stands there is described
 * in src/engine/wasm/layout.ts.
 */

import { barrierIndex } from "./barrier";
import { setAugmentation, setDistortionKey } from "./distort";
import { countNonZero, encodeBytes, gather, isSparse } from "./gather";
import { forwardInputs, unpackRows } from "./inputs";
import { rowLosses } from "./loss";
import { Plan, Source, allocate } from "./plan";
import { cutEntries } from "./sparse";
import {
  applyGradients, enterBatch, forward as forwardBatch, keepGradients, leaveBatch, leaveWith, train as trainSteps,
} from "./step";

export {
  allocate, applyGradients, barrierIndex, countNonZero, encodeBytes, enterBatch, forwardInputs, keepGradients, leaveBatch,
  leaveWith, setAugmentation, setDistortionKey, unpackRows,
};

/** See step.ts. */
export function train(
  plan: Plan, source: Source, order: usize, count: usize, batchSize: usize, step: u32, steps: u32, rates: usize,
  losses: usize, thread: u32, threads: u32,
): u32 {
  return trainSteps(plan, source, order, count, batchSize, step, steps, rates, losses, thread, threads);
}

/** A forward pass; the outputs are left in the last layer's activations. @param order `[rows]` row numbers, `u32` */
export function forward(plan: Plan, source: Source, order: usize, rows: usize): void {
  gather(plan, source, order, 0, rows);
  if (isSparse(source)) cutEntries(plan, 0, rows);
  forwardBatch(plan, 0, isSparse(source), rows, 0, 1);
}

/** The rest of a forward pass, from layer `first` on: the activations of the layer before it are taken as they stand. */
export function forwardFrom(plan: Plan, first: usize, rows: usize): void {
  forwardBatch(plan, first, false, rows, 0, 1);
}

/** Each row's loss after a forward pass, left in the plan's row losses. */
export function losses(plan: Plan, rows: usize): void {
  rowLosses(plan, 0, rows);
}
