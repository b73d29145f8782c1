/**
 * @file What the WebAssembly modules export. Addresses are byte offsets into their memory. That which can regularise
 * exports regularization.ts as well. A number that stands for no activation, loss, optimizer or kind of data traps:
 * behind this file it would mean another one.
 */

import { BARRIER_BYTES, barrierIndex } from "./barrier";
import { SPARSE_F32, SPARSE_U8, countNonZero, encodeBytes, gather, isSparse } from "./gather";
import { forwardInputs, unpackRows } from "./inputs";
import { rowLosses } from "./loss";
import { Layer, Plan, Source, allocate } from "./plan";
import { cutEntries } from "./sparse";
import { forward as forwardBatch, train as trainSteps } from "./step";
import { ACTIVATIONS, LOSSES, OPTIMIZERS } from "./tables.generated";
import { CONSTANTS_BYTES } from "./update";

export { allocate, countNonZero, encodeBytes, forwardInputs, unpackRows };

/** A plan for `layerCount` layers; 0 where memory is exhausted, as for all that allocates. */
export function createPlan(layerCount: u32, stride: usize, loss: u32): usize {
  if (loss >= LOSSES) unreachable();
  const address = allocate(offsetof<Plan>());
  if (address == 0) return 0;
  const plan = changetype<Plan>(address);
  plan.layers = allocate(layerCount * offsetof<Layer>());
  plan.layerCount = layerCount;
  plan.stride = stride;
  plan.loss = loss;
  // Not in static memory: that is set to its first values whenever a thread takes the module up.
  plan.barrier = allocate(BARRIER_BYTES);
  plan.barrierIndex = barrierIndex();
  plan.constants = allocate(CONSTANTS_BYTES);
  return plan.layers == 0 || plan.barrier == 0 || plan.constants == 0 ? 0 : address;
}

/** Sizes and activation of layer `i`, counted from 0. */
export function describeLayer(
  plan: Plan, i: u32, inputPanels: usize, panels: usize, units: usize, activation: u32,
): void {
  if (activation >= ACTIVATIONS) unreachable();
  const layer = plan.layer(i);
  layer.inputPanels = inputPanels;
  layer.panels = panels;
  layer.units = units;
  layer.activation = activation;
}

/** Where layer `i` keeps its numbers. */
export function placeLayer(
  plan: Plan, i: u32, weight: usize, bias: usize, input: usize, z: usize, a: usize, delta: usize,
): void {
  const layer = plan.layer(i);
  layer.weight = weight;
  layer.bias = bias;
  layer.input = input;
  layer.z = z;
  layer.a = a;
  layer.delta = delta;
}

/** Where the plan keeps what belongs to no layer. */
export function placePlan(
  plan: Plan, input: usize, target: usize, tiles: usize, tileBytes: usize, sums: usize, sumsBytes: usize,
  logSums: usize, rowLosses: usize, parameters: usize, firstMoments: usize, secondMoments: usize,
): void {
  plan.input = input;
  plan.target = target;
  plan.tiles = tiles;
  plan.tileBytes = tileBytes;
  plan.sums = sums;
  plan.sumsBytes = sumsBytes;
  plan.logSums = logSums;
  plan.rowLosses = rowLosses;
  plan.parameters = parameters;
  plan.firstMoments = firstMoments;
  plan.secondMoments = secondMoments;
}

/** Where the plan keeps the lists of sparse inputs. */
export function placeEntries(
  plan: Plan, entries: usize, entryStride: usize, entryEnds: usize, blockEnds: usize, blockEndStride: usize,
  inputEntries: usize, inputEnds: usize, places: usize,
): void {
  plan.entries = entries;
  plan.entryStride = entryStride;
  plan.entryEnds = entryEnds;
  plan.blockEnds = blockEnds;
  plan.blockEndStride = blockEndStride;
  plan.inputEntries = inputEntries;
  plan.inputEnds = inputEnds;
  plan.places = places;
}

export function setOptimizer(
  plan: Plan, optimizer: u32, momentum: f64, smoothing: f64, beta1: f64, beta2: f64, epsilon: f64,
  weightDecay: f64,
): void {
  if (optimizer >= OPTIMIZERS) unreachable();
  plan.optimizer = optimizer;
  plan.momentum = momentum;
  plan.smoothing = smoothing;
  plan.beta1 = beta1;
  plan.beta2 = beta2;
  plan.epsilon = epsilon;
  plan.weightDecay = weightDecay;
}

export function createSource(
  kind: u32, data: usize, stride: usize, starts: usize, divideBy: f32, classes: usize, values: usize,
  weights: usize,
): usize {
  if (kind > SPARSE_F32) unreachable();
  const address = allocate(offsetof<Source>());
  if (address == 0) return 0;
  const source = changetype<Source>(address);
  source.kind = kind;
  source.data = data;
  source.stride = stride;
  source.starts = starts;
  source.divideBy = divideBy;
  source.classes = classes;
  source.values = values;
  source.weights = weights;
  if (kind == SPARSE_U8) {
    source.divided = allocate(256 * 4);
    if (source.divided == 0) return 0;
    for (let v: usize = 0; v < 256; v++) store<f32>(source.divided + v * 4, <f32>v / divideBy);
  }
  return address;
}

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
  forwardBatch(plan, isSparse(source), rows, 0, 1);
}

/** Each row's loss after a forward pass, left in the plan's row losses. */
export function losses(plan: Plan, rows: usize): void {
  rowLosses(plan, 0, rows);
}
