/**
 * @file Networks of one input, hidden sigmoid neurons and a linear output: two neurons make a box, two for each box make a curve.
 */

import { defineModel, type Model } from "akari";
import { rounded } from "../../../../kit/numbers";
import { activationsOver } from "../../../../plot/forward";

/** Networks are built for what lies between 0 and here. */
export const END = 12;
/** Where distances are measured. */
export const PLACES = Float32Array.from({ length: 241 }, (_, i) => (END * i) / 240);

export interface Box {
  readonly from: number;
  readonly to: number;
  /** The output neuron's bias: what the network says where there is no box. */
  readonly floor: number;
  readonly top: number;
}

/** A hidden neuron and the weight that the output gives it: `v σ(w x + b)`. */
export interface Step {
  readonly w: number;
  readonly b: number;
  readonly v: number;
}

/** The weight of neurons that are set by the page: from dark to lit within half a unit of x. */
export const STEEP = 10;

/** How many boxes there can be. */
export const COUNTS: readonly number[] = [2, 3, 4, 6, 8, 12];
/**
 * The mean distance from the curve that is asked for. On 200 seeds the best that can be set by hand with the fewest boxes that get there is
 * 0.059 to 0.085, and with fewer of them 0.115 and more; with 12 boxes it is 0.018 to 0.035.
 */
export const MISS = 0.1;
/** With other numbers of boxes the curves would be too tame or too wild. */
export const FEWEST: readonly number[] = [4, 6];

/** A network of such neurons whose output stands on a floor. */
export function modelOf(steps: readonly Step[], floor: number): Model {
  const definition = defineModel({
    inputs: 1,
    layers: [
      { units: steps.length, activation: "sigmoid" },
      { units: 1, activation: "linear" },
    ],
  });
  const parameters = [
    { weight: Float64Array.from(steps, ({ w }) => w), bias: Float64Array.from(steps, ({ b }) => b) },
    { weight: Float64Array.from(steps, ({ v }) => v), bias: Float64Array.of(floor) },
  ];
  return { definition, parameters };
}

/** What a network says at some places. */
export const outputOver = (model: Model, places: Float32Array): Float64Array =>
  activationsOver(model, places)[1];

export const outputAt = (model: Model, x: number): number => outputOver(model, Float32Array.of(x))[0];

/** Up at one side of the box, down at the other. */
export const stepsOf = ({ from, to, floor, top }: Box): readonly Step[] => [
  { w: STEEP, b: -STEEP * from + 0, v: rounded(top - floor, 2) },
  { w: STEEP, b: -STEEP * to, v: rounded(floor - top, 2) },
];

/** Boxes side by side from 0 to the end, all as wide, up to these tops. */
export const boxesOf = (tops: readonly number[], floor: number): readonly Box[] =>
  tops.map((top, i) => ({ from: (END * i) / tops.length, to: (END * (i + 1)) / tops.length, floor, top }));

export const networkOf = (tops: readonly number[], floor: number): Model =>
  modelOf(boxesOf(tops, floor).flatMap(stepsOf), floor);

/** The mean distance between two curves, at {@link PLACES}. */
export const meanMiss = (made: ArrayLike<number>, wanted: readonly number[]): number =>
  wanted.reduce((sum, y, i) => sum + Math.abs(y - made[i]), 0) / wanted.length;

export const missOf = (tops: readonly number[], floor: number, wanted: readonly number[]): number =>
  meanMiss(outputOver(networkOf(tops, floor), PLACES), wanted);

/** How far a top is moved at a time. */
export const NOTCH = 0.05;

/** Places in a box, by its number among some. */
const placesIn = (box: number, boxes: number): number[] =>
  [...PLACES.keys()].filter(
    (i) => PLACES[i] >= (END * box) / boxes && PLACES[i] <= (END * (box + 1)) / boxes,
  );

/** Where each of some boxes is nearest to a curve: at the middle one of the curve's heights over it. */
export function bestTops(wanted: readonly number[], boxes: number): readonly number[] {
  return Array.from({ length: boxes }, (_, box) => {
    const heights = placesIn(box, boxes)
      .map((i) => wanted[i])
      .sort((a, b) => a - b);
    return rounded(Math.round(heights[heights.length >> 1] / NOTCH) * NOTCH, 2);
  });
}

/** The least mean distance with some number of boxes. */
export interface LeastMiss {
  readonly boxes: number;
  readonly miss: number;
}

/** With each of {@link COUNTS}. */
export const leastMisses = (wanted: readonly number[], floor: number): readonly LeastMiss[] =>
  COUNTS.map((boxes) => ({ boxes, miss: missOf(bestTops(wanted, boxes), floor, wanted) }));

/** The box whose top is farthest from where it should be, and by how much it is too high. */
export function worstBox(
  tops: readonly number[],
  wanted: readonly number[],
): { readonly box: number; readonly tooHigh: number } {
  const faults = bestTops(wanted, tops.length).map((best, box) => tops[box] - best);
  const sizes = faults.map(Math.abs);
  const box = sizes.indexOf(Math.max(...sizes));
  return { box, tooHigh: faults[box] };
}

/** How often the output of a network rises or falls from 0 to the end: how many steps there are in it. */
export function stepsIn(model: Model): number {
  const output = outputOver(model, PLACES);
  const moves = Array.from(output, (y, i) => i > 0 && Math.abs(y - output[i - 1]) > 1e-3);
  return moves.filter((is, i) => is && !moves[i - 1]).length;
}
