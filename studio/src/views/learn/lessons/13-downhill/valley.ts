/**
 * @file Valleys of the loss for the line y = wx + b, drawn from a seed such that their shape is known: how steep they are along and across, where
 * the lowest place is, and from where the lamp goes down. The way down follows Akari's own gradients.
 */

import type { Dataset, Model } from "akari";
import { gradients } from "akari/insight";
import type { LayerParameters } from "akari/model";
import type { Axes } from "../../../../plot/landscape";
import { networkFor, placesOf } from "../../../../plot/network";
import { type PointTask, type Sample, toDataset } from "../../../../plot/points";
import { drawnBy, pickBy } from "../../drawn";

export const TASK: PointTask = { name: "valley", kind: "curve", classes: 0 };
const DEFINITION = networkFor(TASK, { hidden: [], activation: "tanh" });
const [ACROSS, UP] = placesOf(DEFINITION);
export const AXES: Axes = [ACROSS, UP];

export interface Valley {
  readonly samples: readonly Sample[];
  /** Where the lamp starts. */
  readonly start: LayerParameters;
  /** The least loss that any line has. */
  readonly least: number;
  /** How much the gradient changes with each 1 that is gone: where it changes fastest. */
  readonly steepness: number;
}

export const modelAt = (layer: LayerParameters): Model => ({ definition: DEFINITION, parameters: [layer] });

export const layerAt = (w: number, b: number): LayerParameters => ({
  weight: Float64Array.of(w),
  bias: Float64Array.of(b),
});

export interface Way {
  readonly path: readonly LayerParameters[];
  /** At each of them, the start first. */
  readonly losses: readonly number[];
}

const datasets = new WeakMap<Valley, Dataset>();

function datasetOf(valley: Valley): Dataset {
  const known = datasets.get(valley) ?? toDataset(TASK, valley.samples);
  datasets.set(valley, known);
  return known;
}

/** The loss at a place, and its gradient there. */
export function slopeAt(
  valley: Valley,
  layer: LayerParameters,
): { readonly loss: number; readonly w: number; readonly b: number } {
  const data = datasetOf(valley);
  const rows = Uint32Array.from(valley.samples.keys());
  const { loss, layers } = gradients(modelAt(layer), data, rows);
  return { loss, w: layers[0].weight[0], b: layers[0].bias[0] };
}

/** So many steps of gradient descent on all points at once; fewer where the numbers grow out of all bounds. */
export function descend(valley: Valley, rate: number, steps: number): Way {
  const path = [valley.start];
  let here = slopeAt(valley, valley.start);
  const losses = [here.loss];
  for (let step = 0; step < steps && here.loss < BOUNDLESS; step++) {
    const { weight, bias } = path[path.length - 1];
    const next = layerAt(weight[0] - rate * here.w, bias[0] - rate * here.b);
    here = slopeAt(valley, next);
    path.push(next);
    losses.push(here.loss);
  }
  return { path, losses };
}
const BOUNDLESS = 1e9;

/** Half the width of the map: every valley has its start and its lowest place well inside. */
export const RANGE = 6;

/** Mean 0 and variance 1; what is added to y is at right angles to both, so that it raises the loss everywhere alike. */
const PATTERN = [-1.5, -1.1, -0.7, -0.3, 0.3, 0.7, 1.1, 1.5];
const SIZE = Math.sqrt(PATTERN.reduce((sum, u) => sum + u * u, 0) / PATTERN.length);
const NOISE = [1, -1, -1, 1, 1, -1, -1, 1];

/** How steep a valley may be across, and how many times as steep as along. */
export interface Shape {
  readonly steepness: readonly [least: number, most: number];
  readonly ratio: readonly [least: number, most: number];
  /** The mean of the points' x, and their standard deviation: they decide which way the valley lies. */
  readonly mean: readonly [least: number, most: number];
  readonly deviation: readonly [least: number, most: number];
}

/** Along the valley's floor the start is so many times the least loss too high. */
const TOO_HIGH = 10;

export function drawValley(random: () => number, { steepness, ratio, ...points }: Shape): Valley {
  const between = (least: number, most: number): number => least + (most - least) * random();
  for (;;) {
    const [mean, deviation] = [between(...points.mean), between(...points.deviation)];
    // The loss is a bowl: the second derivatives are 2(mean² + deviation²), 2 mean and 2.
    const [ww, wb, bb] = [2 * (mean * mean + deviation * deviation), 2 * mean, 2];
    const half = Math.hypot((ww - bb) / 2, wb);
    const [steep, flat] = [(ww + bb) / 2 + half, (ww + bb) / 2 - half];
    if (steep < steepness[0] || steep > steepness[1]) continue;
    if (steep / flat < ratio[0] || steep / flat > ratio[1]) continue;
    const turn = Math.atan2(2 * wb, ww - bb) / 2;
    const along = between(3.6, 4.4) * (random() < 0.5 ? -1 : 1);
    const across = (Math.abs(along) * Math.sqrt(between(0.5, 1))) / Math.sqrt(steep / flat);
    const [w, b] = [between(-1.5, 1.5), between(-1.5, 1.5)];
    const least = (0.5 * flat * along * along) / TOO_HIGH;
    const samples = PATTERN.map((u, i) => {
      const x = mean + (deviation * u) / SIZE;
      return { x, y: w * x + b + Math.sqrt(least) * NOISE[i], target: 0 };
    });
    const start = layerAt(
      w + Math.cos(turn) * across - Math.sin(turn) * along,
      b + Math.sin(turn) * across + Math.cos(turn) * along,
    );
    if (Math.max(Math.abs(start.weight[0]), Math.abs(start.bias[0])) > 0.85 * RANGE) continue;
    return { samples, start, least, steepness: steep };
  }
}

/** A valley as steep as is said along w, and less along b. */
export function valleyAlong(steepness: number, [w, b]: readonly [number, number], start: number): Valley {
  const deviation = Math.sqrt(steepness / 2);
  const samples = PATTERN.map((u, i) => {
    const x = (deviation * u) / SIZE;
    return { x, y: w * x + b + 0.5 * NOISE[i], target: 0 };
  });
  return { samples, start: layerAt(start, b + 3), least: 0.25, steepness };
}

export interface Valleys {
  /** Gentle, and steep. */
  readonly two: readonly [Valley, Valley];
  /** The one that is worked out by hand, and two places where its gradient is known. */
  readonly third: Valley;
  readonly measured: readonly [number, number];
}

const ANY = { ratio: [5.4, 6.6], mean: [-1.2, 1.2], deviation: [0.3, 2.8] } as const;
const GENTLE: Shape = { ...ANY, steepness: [2.6, 4.4] };
const STEEP: Shape = { ...ANY, steepness: [7, 13] };
/** Twice their inverses are short. */
const STEEPNESSES = [4, 5, 8, 10, 16, 20, 25, 40];

export const valleysOf = drawnBy((random): Valleys => {
  const two = [drawValley(random, GENTLE), drawValley(random, STEEP)] as const;
  const pick = pickBy(random);
  const lowest = pick([-1, -0.5, 0.5, 1]);
  const from = lowest + pick([1.5, 2.5]);
  const third = valleyAlong(pick(STEEPNESSES), [lowest, pick([-1, 0, 1])], lowest + 2);
  return { two, third, measured: [from, from + pick([0.5, 2])] };
});
