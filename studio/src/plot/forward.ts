/**
 * @file Activations of tiny networks over many points at once, in float64, for pictures that are drawn anew many times a
 * second with other weights each time: a lattice over the plane, or a row along x. Held to the library's own answers by
 * its test.
 */

import type { Model } from "akari";
import { ACTIVATIONS, softmax } from "akari/model";
import { inputsOf, type PointKind, type PointTask, type Sample, targetOf } from "./points";

/** Places of the lattice along each axis. */
export const LATTICE = 48;
/** Places along x where a curve is drawn. */
export const ROW = 121;

/** The `i`th of `count` places from −1 to 1. */
export const place = (i: number, count: number): number => -1 + (2 * i) / (count - 1);

const row = Float32Array.from({ length: ROW }, (_, i) => place(i, ROW));
const lattice = Float32Array.from({ length: 2 * LATTICE * LATTICE }, (_, n) => {
  const i = n >> 1;
  return place(n % 2 === 0 ? i % LATTICE : Math.floor(i / LATTICE), LATTICE);
});

/** Inputs at all these places: for a lattice row by row from the lower left. */
export const placesFor = (kind: PointKind): Float32Array => (kind === "curve" ? row : lattice);

/** The inputs themselves as pictures, `[inputs, places]`. */
export const inputPictures = (kind: PointKind): Float64Array =>
  kind === "curve"
    ? Float64Array.from(row)
    : Float64Array.from({ length: lattice.length }, (_, i) => {
        const n = LATTICE * LATTICE;
        return lattice[2 * (i % n) + (i < n ? 0 : 1)];
      });

/**
 * @param inputs `[n, inputs]`
 * @returns for each layer `[units, n]`: a neuron's picture is one row
 */
export function activationsOver({ definition, parameters }: Model, inputs: Float32Array): Float64Array[] {
  const n = inputs.length / definition.inputs;
  let before = new Float64Array(inputs.length);
  for (let k = 0; k < definition.inputs; k++) {
    for (let i = 0; i < n; i++) before[k * n + i] = inputs[i * definition.inputs + k];
  }
  return definition.layers.map(({ units, activation }, l) => {
    const { weight, bias } = parameters[l];
    const fanIn = weight.length / units;
    const out = new Float64Array(units * n);
    for (let u = 0; u < units; u++) {
      const row = out.subarray(u * n, (u + 1) * n).fill(bias[u]);
      for (let k = 0; k < fanIn; k++) {
        const w = weight[u * fanIn + k];
        for (let i = 0; i < n; i++) row[i] += w * before[k * n + i];
      }
      if (activation !== "softmax") {
        const { value } = ACTIVATIONS[activation];
        for (let i = 0; i < n; i++) row[i] = value(row[i]);
      }
    }
    if (activation === "softmax") softmaxColumns(out, units, n);
    before = out;
    return out;
  });
}

function softmaxColumns(z: Float64Array, units: number, n: number): void {
  const column = new Float64Array(units);
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < units; u++) column[u] = z[u * n + i];
    const a = softmax(column);
    for (let u = 0; u < units; u++) z[u * n + i] = a[u];
  }
}

/** How well a model does on the points: its mean loss, and for classes the share that it has right. */
export interface Quality {
  readonly loss: number;
  readonly accuracy: number | undefined;
}

/** How well a model does on the points; `undefined` where there are none. */
export function qualityOf(model: Model, task: PointTask, samples: readonly Sample[]): Quality | undefined {
  const n = samples.length;
  if (n === 0) return undefined;
  const output = activationsOver(model, inputsOf(task, samples)).at(-1)!;
  let [loss, right] = [0, 0];
  samples.forEach((sample, i) => {
    const target = targetOf(task, sample);
    const outputs = Array.from({ length: output.length / n }, (_, u) => output[u * n + i]);
    loss += lossOf(task, outputs, target);
    const answer = outputs.length === 1 ? Number(outputs[0] > 0.5) : outputs.indexOf(Math.max(...outputs));
    if (answer === target) right++;
  });
  return { loss: loss / n, accuracy: task.kind === "classes" ? right / n : undefined };
}

/** Below this a probability counts as this, so that one certain mistake is a large loss and not an infinite one. */
const LEAST = 1e-12;

function lossOf({ kind }: PointTask, outputs: readonly number[], target: number): number {
  if (kind !== "classes") return (outputs[0] - target) ** 2;
  const probability = outputs.length > 1 ? outputs[target] : target === 1 ? outputs[0] : 1 - outputs[0];
  // Where it is no number at all, the loss must not look like one.
  return Number.isNaN(probability) ? Number.NaN : -Math.log(Math.max(LEAST, probability));
}
