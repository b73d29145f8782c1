/**
 * @file One training step: forward, loss, backward, update; and runs of steps.
 *
 * A step has two halves, and threads share both without ever sharing a sum. Forward, loss and deltas of a row need no
 * other row, so each thread takes some rows. A weight's gradient is a sum over all rows, so each thread takes some
 * weights, and updates them. Between the halves all wait for each other.
 */

import { SOFTMAX, activate, activateBackward } from "./activation";
import { gather, isSparse } from "./gather";
import { learnBiases, learnWeights } from "./gradient";
import { outputDelta, rowLosses, softmaxRows } from "./loss";
import { Layer, PANEL, Plan, ROW_BYTES, Source, sumsOf } from "./plan";
import { packTiles, product, productRow, transposePanel } from "./product";
import { sparseProduct } from "./sparse";
import { learnSparseWeights } from "./sparse-gradient";
import { barrier } from "./threads";
import { prepareUpdate } from "./update";

/** Brings rows `from` to `to` in and takes them through every layer. @param order row numbers, `u32` */
export function forward(plan: Plan, source: Source, order: usize, from: usize, to: usize): void {
  gather(plan, source, order, from, to);
  forwardLayers(plan, isSparse(source), from, to);
}

/** Takes gathered rows through every layer. @param sparse whether they are lists */
export function forwardLayers(plan: Plan, sparse: bool, from: usize, to: usize): void {
  for (let i: usize = 0; i < plan.layerCount; i++) {
    const layer = plan.layer(i);
    if (i == 0 && sparse) sparseProduct(plan, layer, from, to);
    else denseProduct(plan, layer, from, to, i == 0);
    if (layer.activation == SOFTMAX) softmaxRows(plan, from, to);
    else activate(layer, plan.stride, from, to);
  }
}

/** `z = W a + b` for a layer whose inputs are dense. @param packed whether they stand in tiles already */
function denseProduct(plan: Plan, layer: Layer, from: usize, to: usize, packed: bool): void {
  const input = layer.input + from * ROW_BYTES;
  const z = layer.z + from * ROW_BYTES;
  if (to - from == 1) {
    productRow(input, plan.stride, layer.inputPanels, layer.weight, layer.bias, z, layer.panels);
    return;
  }
  const inputs = layer.inputPanels * PANEL;
  const tiles = plan.tiles + from * plan.tileInputs * 4;
  if (!packed) packTiles(input, plan.stride, layer.inputPanels, tiles, to - from);
  product(tiles, inputs, layer.weight, layer.bias, z, plan.stride, layer.panels, to - from);
}

/** The chain rule through the activations: `∂L/∂z` of every layer, for rows `from` to `to`. */
function deltas(plan: Plan, rows: usize, from: usize, to: usize, thread: u32): void {
  const transposed = sumsOf(plan, thread);
  const tiles = plan.tiles + from * plan.tileInputs * 4;
  outputDelta(plan, rows, from, to);
  for (let i = plan.layerCount - 1; i > 0; i--) {
    const layer = plan.layer(i);
    const before = plan.layer(i - 1);
    packTiles(layer.delta + from * ROW_BYTES, plan.stride, layer.panels, tiles, to - from);
    for (let p: usize = 0; p < before.panels; p++) {
      // ∂L/∂a = Wᵀ δ, eight inputs at a time.
      transposePanel(layer.weight, layer.inputPanels, layer.panels, p, transposed);
      const out = before.delta + p * plan.stride + from * ROW_BYTES;
      product(tiles, layer.panels * PANEL, transposed, 0, out, plan.stride, 1, to - from);
    }
    activateBackward(before, plan.stride, from, to);
  }
}

/** Gradients and update of a thread's share of the parameters. */
function learn(plan: Plan, source: Source, rows: usize, step: u32, thread: u32, threads: u32): void {
  prepareUpdate(plan, step);
  for (let i: usize = 0; i < plan.layerCount; i++) {
    const layer = plan.layer(i);
    if (i == 0 && isSparse(source)) learnSparseWeights(plan, layer, rows, thread, threads);
    else {
      const blocks = layer.panels * layer.inputPanels;
      learnWeights(plan, layer, rows, blocks * thread / threads, blocks * (thread + 1) / threads, thread);
    }
    if (thread == 0) learnBiases(plan, layer, rows, thread);
  }
}

/**
 * Trains on successive batches of `order[0 … count]`, at most `steps` of them. A step whose loss is NaN or infinite
 * is not applied and ends the run. Every thread runs this with the same arguments, save its own number.
 *
 * @param order `[count]` row numbers, `u32`
 * @param step the number of the first step, counted from 1
 * @param losses `[steps]` of `f64`: each batch's mean loss
 * @returns how many losses were written
 */
export function train(
  plan: Plan, source: Source, order: usize, count: usize, batch: usize, step: u32, steps: u32, losses: usize,
  thread: u32, threads: u32,
): u32 {
  let done: u32 = 0;
  for (let first: usize = 0; done < steps && first < count; first += batch) {
    const rows = min(batch, count - first);
    const tiles = (rows + 3) / 4;
    const from = tiles * thread / threads * 4;
    const to = min(rows, tiles * (thread + 1) / threads * 4);
    if (from < to) {
      forward(plan, source, order + first * 4, from, to);
      rowLosses(plan, from, to);
      deltas(plan, rows, from, to, thread);
    }
    barrier(plan.barrier, threads);
    let total: f64 = 0;
    for (let r: usize = 0; r < rows; r++) total += load<f64>(plan.rowLosses + r * 8);
    const loss = total / <f64>rows;
    if (thread == 0) store<f64>(losses + done * 8, loss);
    done++;
    if (!isFinite(loss)) break;
    learn(plan, source, rows, step, thread, threads);
    step++;
    barrier(plan.barrier, threads);
  }
  return done;
}
