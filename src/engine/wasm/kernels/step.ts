/**
 * @file One training step: load a batch, forward, backward, update; and runs of steps.
 *
 * Threads share a step without ever sharing a sum. Forward, loss and deltas of a row need no other row, so each thread
 * takes some rows; but a wide first layer, which has most of the weights, is taken by panels of units instead, the same
 * ones in which the thread then learns: so its weights stay in the caches of one core. A weight's gradient is a sum over
 * all rows, so each thread takes some weights, and updates them; and so are the statistics of batch normalisation,
 * for which each thread takes some units. Between the parts all wait for each other.
 */

import { activationBackward, activationForward } from "./activation";
import { barrier } from "./barrier";
import { gatherCopies } from "./distort";
import { gather, isSparse } from "./gather";
import { updateBiases, updateSparseWeights, updateWeights } from "./gradient";
import { hiddenProduct, updateHidden } from "./hidden";
import { PANEL, ROW_BYTES } from "./layout.generated";
import { applyWeights, derivativeToDelta, outputDelta, rowLosses, smoothTargets, softmaxForward } from "./loss";
import { Layer, Plan, Source, sumsOf } from "./plan";
import { packTiles, product, productRow, transposePanel } from "./product";
import { drop, dropEntries, normalize, normalizeBackward, updateNormalization } from "./regularization";
import { cutInputs, sparseProduct } from "./sparse";
import { SOFTMAX } from "./tables.generated";
import { clipAndUpdate, prepareUpdate } from "./update";

/** From so many panels a thread on, the first layer is shared out by panels. */
const SHARED_PANELS: usize = 4;

/** `z` of layer `i`, panels `begin` to `end`, for rows `from` to `to`; of a layer behind the first, all panels. */
export function linearForward(
  plan: Plan, i: usize, sparse: bool, begin: usize, end: usize, from: usize, to: usize, thread: usize,
): void {
  const layer = plan.layer(i);
  if (i == 0 && sparse) {
    sparseProduct(plan, layer, begin, end, from, to, thread);
    return;
  }
  if (i > 0) {
    if (layer.dropThreshold != 0) drop(plan, layer, plan.layer(i - 1).a, layer.input, from, to);
    if (hiddenProduct(plan, layer, false, layer.z, from, to, thread)) return;
    if (to - from > 1) pack(plan, layer.input, layer.inputPanels, from, to);
  }
  denseProduct(plan, layer, begin, end, from, to);
}

@inline function tilesOf(plan: Plan, from: usize): usize {
  return plan.tiles + from / 4 * plan.tileBytes;
}

/** Brings rows `from` to `to` of an array in panels into tiles. */
function pack(plan: Plan, input: usize, panels: usize, from: usize, to: usize): void {
  packTiles(input + from * ROW_BYTES, plan.stride, panels, tilesOf(plan, from), plan.tileBytes, to - from);
}

/**
 * `z = W a + b` for panels `begin` to `end` of a layer whose inputs are dense. A single row is read from the layer's
 * input, several from tiles.
 */
function denseProduct(plan: Plan, layer: Layer, begin: usize, end: usize, from: usize, to: usize): void {
  const weight = layer.weight + begin * layer.inputPanels * 256;
  const bias = layer.bias + begin * ROW_BYTES;
  const z = layer.z + begin * plan.stride + from * ROW_BYTES;
  const panels = end - begin, rows = to - from;
  if (rows == 1) {
    productRow(layer.input + from * ROW_BYTES, plan.stride, layer.inputPanels, weight, bias, z, panels);
  } else {
    const tiles = tilesOf(plan, from);
    product(tiles, plan.tileBytes, layer.inputPanels * PANEL, weight, bias, z, plan.stride, panels, rows);
  }
}

/** `∂L/∂a = Wᵀ δ` of layer `i`'s inputs, into `delta` of the layer before, for rows `from` to `to`. */
function inputDelta(plan: Plan, i: usize, from: usize, to: usize, thread: u32): void {
  const transposed = sumsOf(plan, thread);
  const tiles = tilesOf(plan, from);
  const layer = plan.layer(i);
  const before = plan.layer(i - 1);
  if (i < plan.layerCount - 1 && hiddenProduct(plan, layer, true, before.delta, from, to, thread)) return;
  pack(plan, layer.delta, layer.panels, from, to);
  for (let p: usize = 0; p < before.panels; p++) {
    // Eight inputs at a time.
    transposePanel(layer.weight, layer.inputPanels, layer.panels, p, transposed, ROW_BYTES);
    const out = before.delta + p * plan.stride + from * ROW_BYTES;
    product(tiles, plan.tileBytes, layer.panels * PANEL, transposed, 0, out, plan.stride, 1, to - from);
  }
}

/** Where a thread's share of a batch's rows begins: shares are whole tiles of four. */
@inline function firstRow(rows: usize, thread: u32, threads: u32): usize {
  return min(rows, (rows + 3) / 4 * thread / threads * 4);
}

/** Brings rows `from` to `to` in, or distorted copies of them, without what is dropped, and with smoothed targets. */
function loadBatch(plan: Plan, source: Source, order: usize, from: usize, to: usize, thread: u32): void {
  const layer = plan.layer(0);
  const sparse = isSparse(source);
  if (plan.augmentation != 0) gatherCopies(plan, source, order, from, to, thread);
  else gather(plan, source, order, from, to, true);
  if (plan.smoothingShare != 0) smoothTargets(plan, from, to);
  if (layer.dropThreshold != 0) {
    if (sparse) dropEntries(plan, layer, from, to);
    else {
      drop(plan, layer, layer.input, layer.input, from, to);
      pack(plan, layer.input, layer.inputPanels, from, to);
    }
  }
  if (sparse) cutInputs(plan, from, to);
}

/**
 * Takes a batch that was loaded through every layer: a thread's share. The outputs are left in the last layer's
 * activations.
 *
 * @param sparse whether the inputs are lists
 */
function forward(plan: Plan, sparse: bool, rows: usize, thread: u32, threads: u32): void {
  const from = firstRow(rows, thread, threads), to = firstRow(rows, thread + 1, threads);
  const some = from < to;
  const byPanels = threads > 1 && plan.layer(0).panels >= SHARED_PANELS * threads && rows > 1;
  for (let i: usize = 0; i < plan.layerCount; i++) {
    const layer = plan.layer(i);
    const begin = layer.panels * thread / threads, end = layer.panels * (thread + 1) / threads;
    const isShared = i == 0 && byPanels;
    if (isShared) {
      barrier(plan, threads);
      linearForward(plan, i, sparse, begin, end, 0, rows, thread);
    } else if (some) {
      linearForward(plan, i, sparse, 0, layer.panels, from, to, thread);
    }
    if (layer.norm != 0) {
      if (!isShared) barrier(plan, threads);
      normalize(plan, layer, rows, begin, end);
    }
    const bySums = isShared || layer.norm != 0;
    if (layer.activation != SOFTMAX) {
      if (bySums) activationForward(layer, plan.stride, begin, end, 0, rows);
      else if (some) activationForward(layer, plan.stride, 0, layer.panels, from, to);
    }
    if (bySums) barrier(plan, threads);
    if (layer.activation == SOFTMAX && some) softmaxForward(plan, from, to);
  }
}

/** Loss and deltas of a batch, from the last layer to the first: a thread's share. */
function backward(plan: Plan, source: Source, order: usize, rows: usize, thread: u32, threads: u32): void {
  const from = firstRow(rows, thread, threads), to = firstRow(rows, thread + 1, threads);
  if (from < to) {
    rowLosses(plan, from, to);
    outputDelta(plan, rows, from, to);
    if (source.weights != 0) applyWeights(plan, source.weights, order, from, to);
  }
  hiddenDeltas(plan, rows, thread, threads);
}

/** From the output layer's deltas to those of the layers before, as far as one is trained: a thread's share. */
function hiddenDeltas(plan: Plan, rows: usize, thread: u32, threads: u32): void {
  const from = firstRow(rows, thread, threads), to = firstRow(rows, thread + 1, threads);
  const some = from < to;
  for (let i = plan.layerCount - 1; i > plan.firstTrained; i--) {
    const layer = plan.layer(i);
    const before = plan.layer(i - 1);
    if (some) {
      inputDelta(plan, i, from, to, thread);
      if (layer.dropThreshold != 0) drop(plan, layer, before.delta, before.delta, from, to);
      activationBackward(before, plan.stride, from, to);
    }
    if (before.norm == 0) continue;
    barrier(plan, threads);
    const begin = before.panels * thread / threads, end = before.panels * (thread + 1) / threads;
    normalizeBackward(plan, before, rows, begin, end);
    barrier(plan, threads);
  }
}

/** Gradients and update of a thread's share of the parameters. */
function update(
  plan: Plan, source: Source, rows: usize, step: u32, learningRate: f64, thread: u32, threads: u32,
): void {
  prepareUpdate(plan, step, learningRate);
  moveAll(plan, source, rows, thread, threads);
  if (plan.gradients != 0) clipAndUpdate(plan, thread, threads);
}

/** The gradients of a thread's share of the parameters, which move them, or are kept where the plan has room for them. */
function moveAll(plan: Plan, source: Source, rows: usize, thread: u32, threads: u32): void {
  for (let i: usize = 0; i < plan.layerCount; i++) {
    const layer = plan.layer(i);
    if (layer.frozen != 0) continue;
    if (i == 0 && isSparse(source)) updateSparseWeights(plan, plan.inputLists(), layer, rows, thread, threads);
    else if (i == 0 || !updateHidden(plan, layer, rows, thread, threads)) {
      const blocks = layer.panels * layer.inputPanels;
      updateWeights(plan, layer, rows, blocks * thread / threads, blocks * (thread + 1) / threads, thread);
    }
    if (thread != 0) continue;
    if (layer.norm != 0) updateNormalization(plan, layer);
    else updateBiases(plan, layer, rows, thread);
  }
}

/**
 * Trains on successive batches of `order[0 … count]`, at most `steps` of them. A step whose loss is NaN or infinite
 * is not applied and ends the run. Every thread runs this with the same arguments, save its own number.
 *
 * @param order `[count]` row numbers, `u32`
 * @param step the number of the first step, counted from 1
 * @param rates `[steps]` of `f64`: each step's learning rate
 * @param losses `[steps]` of `f64`: each batch's mean loss
 * @returns how many losses were written
 */
export function train(
  plan: Plan, source: Source, order: usize, count: usize, batchSize: usize, step: u32, steps: u32, rates: usize,
  losses: usize, thread: u32, threads: u32,
): u32 {
  let done: u32 = 0;
  for (let first: usize = 0; done < steps && first < count; first += batchSize) {
    const rows = min(batchSize, count - first);
    plan.step = step;
    const batch = order + first * 4;
    const from = firstRow(rows, thread, threads), to = firstRow(rows, thread + 1, threads);
    if (from < to) loadBatch(plan, source, batch, from, to, thread);
    forward(plan, isSparse(source), rows, thread, threads);
    backward(plan, source, batch, rows, thread, threads);
    barrier(plan, threads);
    let total: f64 = 0;
    for (let r: usize = 0; r < rows; r++) total += load<f64>(plan.rowLosses + r * 8);
    const loss = total / <f64>rows;
    if (thread == 0) store<f64>(losses + done * 8, loss);
    const learningRate = load<f64>(rates + done * 8);
    done++;
    if (!isFinite(loss)) {
      // Every thread has come to this; the first may not go and use the memory for something else before all have.
      barrier(plan, threads);
      break;
    }
    update(plan, source, rows, step, learningRate, thread, threads);
    step++;
    barrier(plan, threads);
  }
  return done;
}

/**
 * A step in parts, for loops of one's own, in one thread. First a batch's way through the layers, as in training; the
 * outputs are left in the last layer's activations.
 *
 * @param order `[rows]` row numbers, `u32`
 * @param step its number, counted from 1
 */
export function enterBatch(plan: Plan, source: Source, order: usize, rows: usize, step: u32): void {
  plan.step = step;
  loadBatch(plan, source, order, 0, rows, 0);
  forward(plan, isSparse(source), rows, 0, 1);
}

/** Then the losses, left in `plan.rowLosses`, and the deltas of all layers: by the network's own loss. */
export function leaveBatch(plan: Plan, source: Source, order: usize, rows: usize): void {
  backward(plan, source, order, rows, 0, 1);
}

/** Or, where the output layer's `delta` holds another loss's `∂L/∂a`, the deltas of all layers from it. */
export function leaveWith(plan: Plan, rows: usize): void {
  derivativeToDelta(plan, 0, rows);
  hiddenDeltas(plan, rows, 0, 1);
}

/** Then the gradients: the plan has room for them. */
export function keepGradients(plan: Plan, source: Source, rows: usize): void {
  moveAll(plan, source, rows, 0, 1);
}

/** And at last the update by what stands in that room. */
export function applyGradients(plan: Plan, step: u32, learningRate: f64): void {
  prepareUpdate(plan, step, learningRate);
  clipAndUpdate(plan, 0, 1);
}
