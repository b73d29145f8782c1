/**
 * @file What the WebAssembly module exports. Addresses are byte offsets into its memory; what stands there is described
 * in src/engine/wasm/layout.ts.
 */

import { barrierIndex } from "./barrier";
import { evaluate, forwardFrom } from "./evaluate";
import { countNonZero, encodeBytes } from "./gather";
import { unpackRows } from "./inputs";
import { Plan, Source, allocate } from "./plan";
import { applyGradients, enterBatch, keepGradients, leaveBatch, leaveWith, train as trainSteps } from "./step";

export {
  allocate, applyGradients, barrierIndex, countNonZero, encodeBytes, enterBatch, evaluate, forwardFrom, keepGradients,
  leaveBatch, leaveWith, unpackRows,
};

/** See step.ts. */
export function train(
  plan: Plan, source: Source, order: usize, count: usize, batchSize: usize, step: u32, steps: u32, rates: usize,
  losses: usize, thread: u32, threads: u32,
): u32 {
  return trainSteps(plan, source, order, count, batchSize, step, steps, rates, losses, thread, threads);
}
