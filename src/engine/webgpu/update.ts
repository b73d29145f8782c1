/**
 * @file WGSL of what becomes of a gradient: `learn(i, g)` takes the mean gradient of the `i`-th parameter. Without clipping the
 * update follows in the shader that has just made the gradient; with it gradients are kept until the length of all is known.
 * The rules are those of reference/optimizers.ts.
 */

import type { BatchOptimizerDefinition } from "../../model/optimizers.js";
import { literal } from "./elementary.js";
import { PARTS, type Plan } from "./layout.js";

/** `update(i, g)`: a step of the optimizer. */
function updateOf(optimizer: BatchOptimizerDefinition): string {
  return `fn update(i: u32, g: f32) {
  let rate = step.rate * layer.rate;
  var p = parameters[i];
  ${ruleOf(optimizer)}
  parameters[i] = p;
}`;
}

function ruleOf(optimizer: BatchOptimizerDefinition): string {
  const decayed = "let gradient = g + layer.decay * p;";
  switch (optimizer.name) {
    case "sgd": {
      const { momentum, nesterov } = optimizer;
      if (momentum === 0) return `${decayed} p -= rate * gradient;`;
      return `${decayed}
  let v = ${literal(momentum)} * firstMoments[i] + gradient;
  firstMoments[i] = v;
  p -= rate * ${nesterov ? `(gradient + ${literal(momentum)} * v)` : "v"};`;
    }
    case "rmsprop": {
      const { smoothing, epsilon, momentum } = optimizer;
      return `${decayed}
  let s = ${literal(smoothing)} * firstMoments[i] + ${literal(1 - smoothing)} * gradient * gradient;
  firstMoments[i] = s;
  var direction = gradient / (sqrt(s) + ${literal(epsilon)});
  ${momentum === 0 ? "" : `direction += ${literal(momentum)} * secondMoments[i]; secondMoments[i] = direction;`}
  p -= rate * direction;`;
    }
    case "adam":
    case "adamw": {
      const { name, beta1, beta2, epsilon } = optimizer;
      return `${name === "adamw" ? "p -= rate * layer.decay * p; let gradient = g;" : decayed}
  let m = ${literal(beta1)} * firstMoments[i] + ${literal(1 - beta1)} * gradient;
  let v = ${literal(beta2)} * secondMoments[i] + ${literal(1 - beta2)} * gradient * gradient;
  firstMoments[i] = m;
  secondMoments[i] = v;
  p -= rate * step.meanCorrection * m / (sqrt(v) / step.varianceCorrection + ${literal(epsilon)});`;
    }
  }
}

/** `learn(i, g)`, where a step's loss was finite. */
export const learnOf = (optimizer: BatchOptimizerDefinition, clips: boolean): string => `
${clips ? "" : updateOf(optimizer)}
fn learn(i: u32, g: f32) {
  if (control[0] != 0u) { return; }
  ${clips ? "gradients[i] = g;" : "update(i, g);"}
}`;

/** Adds up the squares of all gradients, in parts: each as a scale and the sum of `(g / scale)²`, which do not overflow. */
export const squaresOf = ({ trainable, squares }: Plan): string => `
var<workgroup> scales: array<f32, 256>;
var<workgroup> sums: array<f32, 256>;
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) t: u32, @builtin(workgroup_id) group: vec3u) {
  var scale = 0.0;
  for (var i = id.x; i < ${trainable}u; i += ${PARTS * 256}u) {
    let size = abs(gradients[i]);
    if (!(size <= scale)) { scale = size; }
  }
  scales[t] = scale;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half >>= 1u) {
    if (t < half && !(scales[t + half] <= scales[t])) { scales[t] = scales[t + half]; }
    workgroupBarrier();
  }
  let whole = scales[0];
  var sum = 0.0;
  for (var i = id.x; i < ${trainable}u; i += ${PARTS * 256}u) {
    let part = gradients[i] / whole;
    if (whole > 0.0) { sum += part * part; }
  }
  sums[t] = sum;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half >>= 1u) {
    if (t < half) { sums[t] += sums[t + half]; }
    workgroupBarrier();
  }
  if (t == 0u) {
    work[${squares}u + 2u * group.x] = whole;
    work[${squares}u + 2u * group.x + 1u] = sums[0];
  }
}`;

/** What clipping multiplies gradients by: `min(1, clip / (‖g‖ + 1e-6))`. */
export const factorOf = ({ squares, factor }: Plan, clip: number): string => `
@compute @workgroup_size(1)
fn main() {
  var scale = 0.0;
  for (var i = 0u; i < ${PARTS}u; i++) { scale = max(scale, work[${squares}u + 2u * i]); }
  var sum = 0.0;
  if (scale > 0.0) {
    for (var i = 0u; i < ${PARTS}u; i++) {
      let share = work[${squares}u + 2u * i] / scale;
      sum += share * share * work[${squares}u + 2u * i + 1u];
    }
  }
  let shorter = ${literal(clip)} / (scale * sqrt(sum) + 1e-6);
  work[${factor}u] = select(1.0, shorter, shorter < 1.0);
}`;

/** The update of a layer by the gradients that are kept. */
export const clippedUpdateOf = ({ factor }: Plan, optimizer: BatchOptimizerDefinition): string => `
${updateOf(optimizer)}
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  if (control[0] != 0u) { return; }
  for (var i = id.x; i < layer.parameters; i += groups.x * 256u) {
    update(layer.weight + i, gradients[layer.weight + i] * work[${factor}u]);
  }
}`;
