/**
 * @file One training step: forward, loss, backward, update; and runs of steps.
 */

import { SOFTMAX, activate, activateBackward } from "./activation";
import { gather, isSparse } from "./gather";
import { outputDelta, rowLosses, softmaxRows } from "./loss";
import { Layer, PANEL, Plan, ROW_BYTES, Source } from "./plan";
import { biasGradient, packTiles, product, productRow, transposePanel, weightGradient } from "./product";
import { sparseProduct, sparseWeightGradient } from "./sparse";
import { update } from "./update";

/** Brings rows in and takes them through every layer. @param logSums `[rows]` of `f32`, filled after softmax */
export function forward(plan: Plan, source: Source, order: usize, rows: usize, logSums: usize): void {
  gather(plan, source, order, rows);
  for (let i: usize = 0; i < plan.layerCount; i++) {
    const layer = plan.layer(i);
    const weightStride = layer.inputPanels * 256;
    if (i == 0 && isSparse(source)) {
      sparseProduct(
        plan.entryStarts, layer.weight, weightStride, layer.bias, layer.z, plan.stride, rows, 0, layer.panels,
      );
    } else {
      denseProduct(plan, layer, rows);
    }
    if (layer.activation == SOFTMAX) softmaxRows(plan, logSums, rows);
    else activate(layer, plan.stride, rows, 0, layer.panels);
  }
}

/** `z = W a + b` for a layer whose inputs are dense. */
function denseProduct(plan: Plan, layer: Layer, rows: usize): void {
  if (rows == 1) {
    productRow(layer.input, plan.stride, layer.inputPanels, layer.weight, layer.bias, layer.z, layer.panels);
    return;
  }
  packTiles(layer.input, plan.stride, layer.inputPanels, plan.tiles, rows);
  product(
    plan.tiles, layer.inputPanels * PANEL, layer.weight, layer.bias, layer.z, plan.stride, rows, 0, layer.panels,
  );
}

/** The chain rule, from the output layer's delta to every gradient. */
function backward(plan: Plan, source: Source, rows: usize): void {
  outputDelta(plan, rows);
  for (let i = plan.layerCount; i-- > 0;) {
    const layer = plan.layer(i);
    if (i > 0) inputDelta(plan, layer, plan.layer(i - 1), rows);
    const weightStride = layer.inputPanels * 256;
    const sparse = i == 0 && isSparse(source);
    if (sparse) {
      sparseWeightGradient(
        plan.entryStarts, layer.delta, plan.stride, layer.weightGradient, weightStride, rows, 0, layer.panels,
      );
    }
    for (let p: usize = 0; p < layer.panels; p++) {
      const delta = layer.delta + p * plan.stride;
      if (!sparse) {
        weightGradient(layer.input, plan.stride, layer.inputPanels, delta, layer.weightGradient + p * weightStride, rows);
      }
      biasGradient(delta, layer.biasGradient + p * ROW_BYTES, rows);
    }
  }
}

/** Carries a layer's deltas back to the layer before: `∂L/∂a = Wᵀ δ`, then through the activation. */
function inputDelta(plan: Plan, layer: Layer, before: Layer, rows: usize): void {
  packTiles(layer.delta, plan.stride, layer.panels, plan.tiles, rows);
  for (let p: usize = 0; p < before.panels; p++) {
    transposePanel(layer.weight, layer.inputPanels, layer.panels, p, plan.transposed);
    const out = before.delta + p * plan.stride;
    product(plan.tiles, layer.panels * PANEL, plan.transposed, 0, out, plan.stride, rows, 0, 1);
  }
  activateBackward(before, plan.stride, rows, 0, before.panels);
}

/**
 * Trains on successive batches of `order[from … count]`, at most `steps` of them. A step whose loss is NaN or
 * infinite is not applied and ends the run.
 *
 * @param order `[count]` row numbers, `u32`
 * @param step the number of the first step, counted from 1
 * @param losses `[steps]` of `f64`: each batch's mean loss
 * @param scratch `[batch]` of `f32` and then `[batch]` of `f64`
 * @returns how many losses were written
 */
export function train(
  plan: Plan, source: Source, order: usize, from: usize, count: usize, batch: usize, step: u32, steps: u32,
  losses: usize, scratch: usize,
): u32 {
  const logSums = scratch;
  const rowLoss = scratch + ((batch * 4 + 15) & ~15);
  let done: u32 = 0;
  while (done < steps && from < count) {
    const rows = min(batch, count - from);
    forward(plan, source, order + from * 4, rows, logSums);
    rowLosses(plan, logSums, rowLoss, rows);
    let total: f64 = 0;
    for (let r: usize = 0; r < rows; r++) total += load<f64>(rowLoss + r * 8);
    const loss = total / <f64>rows;
    store<f64>(losses + done * 8, loss);
    done++;
    if (!isFinite(loss)) break;
    backward(plan, source, rows);
    update(plan, step, 0, plan.parameterCount);
    step++;
    from += rows;
  }
  return done;
}
