/**
 * @file The layer whose matrix is read, for each seed another: three neurons with three inputs, so that a column can be taken for a row, with
 * small numbers, and such that every slip gives another result.
 */

import { drawnBy, pickBy } from "../../drawn";

export interface Layer {
  /** A row a neuron. */
  readonly weights: readonly (readonly number[])[];
  readonly inputs: readonly number[];
  readonly biases: readonly number[];
  /** Each neuron's weighted sum. */
  readonly sums: readonly number[];
}

const SIDE = 3;
/** The first neuron is worked out for the learner, the others are asked for. */
export const ASKED = [1, 2] as const;

const INPUTS = [0.2, 0.4, 0.5, 0.6, 0.8, 1];
const WEIGHTS = [-3, -2, -1, 1, 2, 3];
const BIASES = [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2];

const tidy = (value: number): number => Math.round(value * 100) / 100 + 0;
const total = (values: readonly number[]): number => tidy(values.reduce((sum, one) => sum + one, 0));
const others = (neuron: number): number[] => [0, 1, 2].filter((i) => i !== neuron);

export const products = ({ weights, inputs }: Layer, neuron: number): number[] =>
  weights[neuron].map((w, k) => tidy(w * inputs[k]));

export const columnOf = ({ weights }: Pick<Layer, "weights">, i: number): number[] =>
  weights.map((row) => row[i]);

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** What a neuron's weighted sum comes to with each slip. */
export function slipsOfSum(layer: Layer, neuron: number): ReadonlyMap<string, readonly number[]> {
  const { weights, inputs, biases, sums } = layer;
  const [z, b] = [sums[neuron], biases[neuron]];
  const terms = products(layer, neuron);
  const down = total(columnOf(layer, neuron).map((w, k) => w * inputs[k]));
  return new Map([
    ["noBias", [tidy(z - b)]],
    ["column", [tidy(down + b), down]],
    ["otherRow", others(neuron).map((i) => sums[i])],
    ["otherBias", others(neuron).map((i) => tidy(z - b + biases[i]))],
    ["biasSign", [tidy(z - 2 * b)]],
    ["sign", terms.map((term) => tidy(z - 2 * term))],
    ["leftOut", terms.map((term) => tidy(z - term))],
    ["onlyWeights", [total([...weights[neuron], b])]],
    ["activated", [sigmoid(z)]],
  ]);
}

/** How near a result is to be, and how far those of two slips are apart at least. */
export const NEAR = 0.01;
const APART = 0.04;

export const layerOf = drawnBy(draw, isTelling);

function draw(random: () => number): Layer {
  const pick = pickBy(random);
  const several = (from: readonly number[]): number[] => Array.from({ length: SIDE }, () => pick(from));
  const [inputs, biases] = [several(INPUTS), several(BIASES)];
  const weights = Array.from({ length: SIDE }, () => several(WEIGHTS));
  const sums = weights.map((row, i) => total([...row.map((w, k) => w * inputs[k]), biases[i]]));
  return { weights, inputs, biases, sums };
}

/** Whether every row has both signs, the sums are small, and no two slips look alike. */
function isTelling(layer: Layer): boolean {
  const { weights, inputs, biases, sums } = layer;
  if (new Set(inputs).size < SIDE || new Set(biases).size < SIDE) return false;
  if (weights.some((row) => Math.max(...row) < 0 || Math.min(...row) > 0)) return false;
  if (sums.some((z) => Math.abs(z) > 4 || z === 0)) return false;
  return ASKED.every((neuron) => {
    const results = [...slipsOfSum(layer, neuron)].map(([, values]) => values);
    return (
      [[sums[neuron]], ...results].every((values, i, all) =>
        all.slice(i + 1).every((those) => areApart(values, those)),
      ) && new Set(sums).size === SIDE
    );
  });
}

const areApart = (some: readonly number[], those: readonly number[]): boolean =>
  some.every((one) => those.every((other) => Math.abs(one - other) >= APART));
