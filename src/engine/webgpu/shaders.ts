/**
 * @file WGSL of everything in a step but products and updates: gathering examples, activations, batch normalisation, losses and
 * where the way back begins. Names are those of passes/, which are the specification.
 */

import { type ActivationName, isElementwise } from "../../model/activations.js";
import {
  ACTIVATION_FORMULAS,
  ACTIVATION_SLOPES,
  BINARY_CROSS_ENTROPY_OF_SUM,
  LOSS_FORMULAS,
  LOSS_SLOPES,
} from "../../model/formulas.js";
import { type ElementwiseLoss, type FusedLoss, LOSSES, type LossName } from "../../model/losses.js";
import { EPSILON, MOMENTUM } from "../regularizers.js";
import { ELEMENTARY, literal, wgslOf } from "./elementary.js";
import { BUFFERS, ORDER, type Plan } from "./layout.js";

/** `σ(z)` in WGSL, where it acts on each unit alone. */
const activationOf = (activation: ActivationName): string =>
  isElementwise(activation) ? wgslOf(ACTIVATION_FORMULAS[activation].formula) : "z";

/** `σ'(z)` in WGSL, of `z` and `a`. */
export const slopeOf = (activation: ActivationName): string =>
  isElementwise(activation) ? wgslOf(ACTIVATION_SLOPES[activation]) : "1.0";

/** murmur3's finaliser and what dropout keeps: `isDropped` of regularizers.ts. */
const CHANCE = /* wgsl */ `
fn mixed(word: u32) -> u32 {
  var h = (word ^ (word >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}
fn kept(key: u32, threshold: u32, keep: f32, row: u32, unit: u32) -> f32 {
  let ofRow = mixed(mixed(key + step.step * 0x9e3779b9u) + row * 0x9e3779b9u);
  return select(keep, 0.0, mixed(ofRow + unit * 0x9e3779b9u) < threshold);
}`;

/** A whole shader. */
export const shader = (code: string): string => BUFFERS + ELEMENTARY + CHANCE + code;

/** How the numbers of a data set lie on the card. */
export interface DataKind {
  readonly bytes: boolean;
  readonly classes: boolean;
  readonly weighted: boolean;
}

/** `x = raw / divideBy`, through dropout where inputs are dropped. */
export const gatherOf = (bytes: boolean, divideBy: number, dropped: boolean): string => `
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let count = step.rows * layer.inputs;
  for (var i = id.x; i < count; i += groups.x * 256u) {
    let row = i / layer.inputs;
    let unit = i % layer.inputs;
    let at = control[${ORDER}u + step.first + row] * layer.inputs + unit;
    let raw = ${bytes ? "f32((features[at >> 2u] >> ((at & 3u) * 8u)) & 0xffu)" : "bitcast<f32>(features[at])"};
    let mask = ${dropped ? "kept(layer.key, layer.threshold, layer.keep, row, unit)" : "1.0"};
    work[layer.input + i] = raw / ${literal(divideBy)} * mask;
  }
}`;

/** What follows the weighted sums of a layer: see {@link activationForward}. */
export function afterSums(
  activation: ActivationName,
  { normalized, training, nextDropped }: { normalized: boolean; training: boolean; nextDropped: boolean },
): string {
  const at = "let at = m * layer.units + n;";
  if (normalized && training) return `${at} work[layer.z + at] = sum;`;
  const z = normalized
    ? `(sum - parameters[layer.mean + n]) * parameters[layer.scale + n] / sqrt(parameters[layer.variance + n] + ${literal(EPSILON)}) + parameters[layer.bias + n]`
    : "sum + parameters[layer.bias + n]";
  return `${at} let z = ${z}; work[layer.z + at] = z; ${activationForward(activation, training && nextDropped)}`;
}

/** `a = σ(z)` of unit `n` of example `m`, and through dropout to the next layer. */
const activationForward = (activation: ActivationName, nextDropped: boolean): string => `
  let a = ${activationOf(activation)};
  work[layer.a + at] = a;
  ${nextDropped ? "work[layer.nextInput + at] = a * kept(layer.nextKey, layer.nextThreshold, layer.nextKeep, m, n);" : ""}`;

/** Batch normalisation in training: a thread for each unit. */
export const normalizeOf = (activation: ActivationName, nextDropped: boolean): string => `
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= layer.units) { return; }
  var mean = 0.0;
  for (var m = 0u; m < step.rows; m++) { mean += work[layer.z + m * layer.units + n]; }
  mean /= f32(step.rows);
  var variance = 0.0;
  for (var m = 0u; m < step.rows; m++) {
    let d = work[layer.z + m * layer.units + n] - mean;
    variance += d * d;
  }
  variance /= f32(step.rows);
  work[layer.batchMean + n] = mean;
  work[layer.batchVariance + n] = variance;
  for (var m = 0u; m < step.rows; m++) {
    let at = m * layer.units + n;
    let normalized = (work[layer.z + at] - mean) / sqrt(variance + ${literal(EPSILON)});
    let z = parameters[layer.scale + n] * normalized + parameters[layer.bias + n];
    work[layer.normalized + at] = normalized;
    work[layer.z + at] = z;
    ${activationForward(activation, nextDropped)}
  }
}`;

/** Its way back: `δ` of what goes in, what `γ` and `β` learn, and the running averages. */
export const NORMALIZE_BACKWARD = `
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= layer.units) { return; }
  let count = f32(step.rows);
  var shift = 0.0;
  var scale = 0.0;
  for (var m = 0u; m < step.rows; m++) {
    let at = m * layer.units + n;
    shift += work[layer.delta + at];
    scale += work[layer.delta + at] * work[layer.normalized + at];
  }
  let variance = work[layer.batchVariance + n];
  let factor = parameters[layer.scale + n] / sqrt(variance + ${literal(EPSILON)});
  for (var m = 0u; m < step.rows; m++) {
    let at = m * layer.units + n;
    work[layer.delta + at] = factor * (work[layer.delta + at] - shift / count - work[layer.normalized + at] * scale / count);
  }
  if (control[0] != 0u) { return; }
  learn(layer.bias + n, shift / count);
  learn(layer.scale + n, scale / count);
  let mean = layer.mean + n;
  parameters[mean] = ${literal(1 - MOMENTUM)} * parameters[mean] + ${literal(MOMENTUM)} * work[layer.batchMean + n];
  let average = layer.variance + n;
  parameters[average] = ${literal(1 - MOMENTUM)} * parameters[average] + ${literal(MOMENTUM)} * variance * step.unbiased;
}`;

/** The gradient of the biases: a thread for each. */
export const BIAS_GRADIENT = `
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x;
  if (n >= layer.units) { return; }
  var sum = 0.0;
  for (var m = 0u; m < step.rows; m++) { sum += work[layer.delta + m * layer.units + n]; }
  learn(layer.bias + n, sum / f32(step.rows));
}`;

/** Softmax of a row, and each row's `logSum`, the logarithm of the sum of its exponentials. */
const SOFTMAX = `
  var largest = work[layer.z + first];
  for (var j = 1u; j < layer.units; j++) { largest = max(largest, work[layer.z + first + j]); }
  var total = 0.0;
  for (var j = 0u; j < layer.units; j++) {
    let e = expOf(work[layer.z + first + j] - largest);
    work[layer.a + first + j] = e;
    total += e;
  }
  for (var j = 0u; j < layer.units; j++) { work[layer.a + first + j] /= total; }
  let logSum = largest + logOf(total);`;

const ROWS = `
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var row = id.x; row < step.rows; row += groups.x * 64u) { judge(row); }
}`;

/** The output layer of examples that have no targets, where its activation needs all of its units. */
export const SOFTMAX_ROWS = `fn judge(row: u32) { let first = row * layer.units; ${SOFTMAX} }${ROWS}`;

/**
 * The loss of each example, and in training, times its weight, the `δ` of the output layer: a thread for each example.
 *
 * @param smoothing in training `ε` and `ε / K`; absent outside it
 */
export function lossesOf(
  loss: LossName,
  output: ActivationName,
  { classes, weighted }: DataKind,
  { losses }: Plan,
  smoothing: readonly [share: number, each: number] | undefined,
): string {
  const row = LOSSES[loss];
  const softmax = !isElementwise(output);
  const weight = weighted && smoothing !== undefined ? `bitcast<f32>(targets[example])` : "1.0";
  const start = weighted ? "step.examples" : "0u";
  const target = classes
    ? `select(select(0.0, 1.0, targets[${start} + example] == j), f32(targets[${start} + example]), layer.units == 1u)`
    : `bitcast<f32>(targets[${start} + example * layer.units + j])`;
  const smoothed =
    smoothing === undefined || smoothing[0] === 0
      ? target
      : `${literal(1 - smoothing[0])} * (${target}) + ${literal(smoothing[1])}`;
  const each =
    loss === "cross_entropy"
      ? "select(0.0, y * (logSum - z), y != 0.0)"
      : loss === "binary_cross_entropy"
        ? wgslOf(BINARY_CROSS_ENTROPY_OF_SUM)
        : wgslOf(LOSS_FORMULAS[loss]);
  return `
fn judge(row: u32) {
  let example = control[${ORDER}u + step.first + row];
  let first = row * layer.units;
  let weight = ${weight};
  ${softmax ? SOFTMAX : ""}
  var sum = 0.0;
  var dot = 0.0;
  for (var j = 0u; j < layer.units; j++) {
    let z = work[layer.z + first + j];
    let a = work[layer.a + first + j];
    let y = ${smoothed};
    sum += ${each};
    ${smoothing === undefined ? "" : `let delta = ${deltaOf(loss, output)}; work[layer.delta + first + j] = delta; dot += delta * a;`}
  }
  ${
    smoothing !== undefined && softmax && !("fusedWith" in row)
      ? `for (var j = 0u; j < layer.units; j++) {
    let at = first + j;
    work[layer.delta + at] = work[layer.a + at] * (work[layer.delta + at] - dot);
  }`
      : ""
  }
  work[${losses}u + row] = weight * sum ${shareOf(loss)};
}${ROWS}`;
}

/** What makes a mean over the outputs of their sum, where a loss is one. */
function shareOf(loss: LossName): string {
  const row: ElementwiseLoss | FusedLoss = LOSSES[loss];
  return "fusedWith" in row && !row.isMean ? "" : "/ f32(layer.units)";
}

/** `δ` of an output; of softmax with a loss that it is not fused with first `∂L/∂a`. */
function deltaOf(loss: LossName, output: ActivationName): string {
  const share = shareOf(loss);
  if (loss === "cross_entropy" || loss === "binary_cross_entropy") return `weight * (a - y) ${share}`;
  return `weight * ${wgslOf(LOSS_SLOPES[loss])} ${share} * ${slopeOf(output)}`;
}

/**
 * The mean loss of a step. Where it is not finite the first word of the control buffer says so, and neither this step nor one
 * after it changes any parameter.
 */
export const meanLossOf = ({ losses, stepLosses }: Plan): string => `
var<workgroup> sums: array<f32, 256>;
@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) t: u32) {
  var sum = 0.0;
  for (var row = t; row < step.rows; row += 256u) { sum += work[${losses}u + row]; }
  sums[t] = sum;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half >>= 1u) {
    if (t < half) { sums[t] += sums[t + half]; }
    workgroupBarrier();
  }
  if (t == 0u && control[0] == 0u) {
    let loss = sums[0] / f32(step.rows);
    control[${stepLosses}u + step.index] = bitcast<u32>(loss);
    if (!isFinite(loss)) { control[0] = 1u; }
  }
}`;
