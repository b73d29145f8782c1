/**
 * @file Learning that fails, noticed from what is on the basics: neurons that are dead or saturated, a network that can draw
 * straight lines only where none is enough, a loss that does not become smaller.
 */

import { canSaturate, isFlat } from "../../network/saturation";
import { activationsOver, qualityOf } from "../../plot/forward";
import { inputsOf, type Sample, targetOf } from "../../plot/points";
import type { LossPoint } from "../../plot/training";
import type { Experiment } from "./experiment";
import type { Problem } from "./problems";

export type Trouble =
  | { readonly kind: "diverged" }
  /** So many of a layer's neurons give 0 for every point: no gradient reaches their weights. */
  | { readonly kind: "dead"; readonly layer: number; readonly count: number; readonly units: number }
  /** A layer's activation function is nearly flat at this share of its values. */
  | { readonly kind: "saturated"; readonly layer: number; readonly share: number }
  /** Without a bend between its layers, a network is a single layer. */
  | { readonly kind: "straight" }
  | { readonly kind: "stuck" };

/** Steps before anybody should worry. */
const PATIENCE = 200;
/** By less than this share the loss has become smaller where learning stands still. */
const STANDSTILL = 0.02;
/** Learning that stands still is put down to saturation where this share of a layer's values is flat. */
const MOSTLY_FLAT = 0.75;

/** What hinders an experiment from learning better, if it does badly and has come to a standstill. */
export function troubleIn(experiment: Experiment): Trouble | undefined {
  const { model, problem, samples, step, start, losses } = experiment;
  if (step - start.step < PATIENCE || samples.length === 0) return undefined;
  if (doesWell(experiment) || !standsStill(losses, start.step)) return undefined;
  const { layers } = model.definition;
  const hidden = layers.slice(0, -1);
  if (hidden.every(({ activation }) => activation === "linear")) return { kind: "straight" };
  const activations = activationsOver(model, inputsOf(problem, samples));
  for (const [l, { units, activation }] of hidden.entries()) {
    const values = activations[l];
    if (activation === "relu") {
      const count = deadUnits(values, units);
      if (2 * count >= units) return { kind: "dead", layer: l + 1, count, units };
    } else if (canSaturate(activation)) {
      const share = values.filter((a) => isFlat(activation, a)).length / values.length;
      if (share >= MOSTLY_FLAT) return { kind: "saturated", layer: l + 1, share };
    }
  }
  return { kind: "stuck" };
}

/** Whether there is little to be gained: nearly all classes right, or most of what the values vary by explained. */
function doesWell({ model, problem, samples }: Experiment): boolean {
  const quality = qualityOf(model, problem, samples);
  if (quality === undefined) return true;
  if (quality.accuracy !== undefined) return quality.accuracy >= 0.9;
  return explained(problem, samples, quality.loss) >= 0.75;
}

/** The share of the targets' variance that a loss leaves no longer open: R². */
export function explained(problem: Problem, samples: readonly Sample[], loss: number): number {
  const targets = samples.map((sample) => targetOf(problem, sample));
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  const variance = targets.reduce((sum, target) => sum + (target - mean) ** 2, 0) / targets.length;
  return variance === 0 ? 1 : 1 - loss / variance;
}

/** Whether the loss has become hardly smaller in the later half of the steps since a start. */
function standsStill(losses: readonly LossPoint[], start: number): boolean {
  const since = losses.filter(({ step }) => step > start);
  const last = since.at(-1);
  if (last === undefined) return false;
  const middle = (start + last.step) / 2;
  const least = (points: readonly LossPoint[]): number =>
    points.reduce((smallest, { loss }) => Math.min(smallest, loss), Number.POSITIVE_INFINITY);
  const [early, late] = [
    least(since.filter(({ step }) => step <= middle)),
    least(since.filter(({ step }) => step > middle)),
  ];
  return late > early * (1 - STANDSTILL);
}

/** @param values `[units, points]` */
function deadUnits(values: Float64Array, units: number): number {
  const points = values.length / units;
  return Array.from({ length: units }, (_, unit) =>
    values.subarray(unit * points, (unit + 1) * points).every((value) => value <= 0),
  ).filter(Boolean).length;
}
