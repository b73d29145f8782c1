/**
 * @file Two softmax neurons with two inputs, for each seed others, and the one sigmoid neuron that says the same.
 */

import { defineModel, type Model } from "akari";
import { ACTIVATIONS, softmax } from "akari/model";
import { drawnBy, pickBy } from "../../drawn";

/** A neuron's numbers: two weights and a bias. */
export type Neuron = readonly [w1: number, w2: number, b: number];
export type Pair = readonly [first: Neuron, second: Neuron];
export type Input = readonly [number, number];

const NUMBERS = [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2];

const sumAt = ([w1, w2, b]: Neuron, [x1, x2]: Input): number => w1 * x1 + w2 * x2 + b;
const combined = ([first, second]: Pair, how: (one: number, other: number) => number): Neuron => [
  how(first[0], second[0]),
  how(first[1], second[1]),
  how(first[2], second[2]),
];

/** Class 1's share: what the first softmax neuron says, and what a single sigmoid neuron says. */
export const shareOfPair = (pair: Pair, at: Input): number =>
  softmax(pair.map((neuron) => sumAt(neuron, at)))[0];
export const shareOfSingle = (single: Neuron, at: Input): number =>
  ACTIVATIONS.sigmoid.value(sumAt(single, at));

export const singleFor = (pair: Pair): Neuron => combined(pair, (one, other) => one - other);

const ALONG = Array.from({ length: 13 }, (_, i) => (i - 6) / 2);
/** Inputs from −3 to 3. */
const GRID: readonly Input[] = ALONG.flatMap((x1) => ALONG.map((x2): Input => [x1, x2]));

/** Where the two are farthest apart, and how far. */
export function farthest(pair: Pair, single: Neuron): { readonly at: Input; readonly difference: number } {
  let [at, difference] = [GRID[0], -1];
  for (const input of GRID) {
    const apart = Math.abs(shareOfPair(pair, input) - shareOfSingle(single, input));
    if (apart > difference) [at, difference] = [input, apart];
  }
  return { at, difference };
}

/** Shares that are nearer than this everywhere are the same. */
export const SAME = 1e-6;

/** What the single neuron's numbers come to with each slip. */
export function slipsOfSingle(pair: Pair): ReadonlyMap<string, Neuron> {
  const [first, second] = pair;
  const [w1, w2, b] = singleFor(pair);
  return new Map<string, Neuron>([
    ["reversed", [-w1, -w2, -b]],
    ["added", combined(pair, (one, other) => one + other)],
    ["firstOnly", first],
    ["secondOnly", second],
    ["halved", [w1 / 2, w2 / 2, b / 2]],
    ["noBias", [w1, w2, 0]],
    ["biasSign", [w1, w2, -b]],
    ["biasOfFirst", [w1, w2, first[2]]],
  ]);
}

export const pairOf = drawnBy((random): Pair => {
  const pick = (): number => pickBy(random)(NUMBERS);
  const neuron = (): Neuron => [pick(), pick(), pick()];
  return [neuron(), neuron()];
}, isTelling);

/** Whether every one of the three numbers counts, and no slip in it looks like another or like what is right. */
function isTelling(pair: Pair): boolean {
  const [first, second] = pair;
  return singleFor(pair).every((right, i) => {
    const results = [0, right, -right, right / 2, first[i], second[i], first[i] + second[i]];
    return new Set(results).size === results.length;
  });
}

const TWO = defineModel({ inputs: 2, layers: [{ units: 2, activation: "softmax" }] });
const ONE = defineModel({ inputs: 2, layers: [{ units: 1, activation: "sigmoid" }] });

export const pairModel = ([first, second]: Pair): Model => ({
  definition: TWO,
  parameters: [
    {
      weight: Float32Array.of(first[0], first[1], second[0], second[1]),
      bias: Float32Array.of(first[2], second[2]),
    },
  ],
});

export const singleModel = ([w1, w2, b]: Neuron): Model => ({
  definition: ONE,
  parameters: [{ weight: Float32Array.of(w1, w2), bias: Float32Array.of(b) }],
});
