/**
 * @file The three neurons of the lesson, for each seed others: small numbers that come out even, and such that every slip gives another result.
 */

import { drawnBy, pickBy } from "../../drawn";

export interface Neuron {
  readonly inputs: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
  /** Σ w a + b. */
  readonly z: number;
}

const INPUTS = [0.2, 0.4, 0.5, 0.6, 0.8, 1];
const WEIGHTS = [-3, -2.5, -2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2, 2.5, 3];
/** The rows of the lesson's table of σ. */
export const TABLE = [0, 0.5, 1, 1.5, 2, 2.5, 3];

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

const tidy = (value: number): number => Math.round(value * 100) / 100 + 0;

export const products = ({ inputs, weights }: Pick<Neuron, "inputs" | "weights">): number[] =>
  inputs.map((a, i) => tidy(weights[i] * a));

export const sum = (values: readonly number[]): number => tidy(values.reduce((all, one) => all + one, 0));

/** What z comes to with each slip. */
export function slipsOfZ(neuron: Neuron): ReadonlyMap<string, readonly number[]> {
  const { inputs, weights, bias, z } = neuron;
  const terms = products(neuron);
  return new Map([
    ["noBias", [sum(terms)]],
    ["biasSign", [sum([...terms, -bias])]],
    ["sign", terms.map((term) => tidy(z - 2 * term))],
    ["leftOut", terms.map((term) => tidy(z - term))],
    ["onlyWeights", [sum([...weights, bias])]],
    ["added", [sum([...weights, ...inputs, bias])]],
  ]);
}

/** How near a result is to be. */
export const NEAR = 0.01;
/** Results of two slips are at least so far apart. */
const APART = 0.04;

/** A first one to learn it by, with z above 0; one with z below 0; one with three inputs. */
export const neuronsOf = drawnBy((random): readonly Neuron[] => {
  const third = random() < 0.5;
  return [
    draw(random, 2, (z) => z > 0),
    draw(random, 2, (z) => z < 0),
    draw(random, 3, (z) => (third ? z > 0 : z < 0)),
  ];
});

function draw(random: () => number, count: number, fits: (z: number) => boolean): Neuron {
  const pick = pickBy(random);
  for (;;) {
    const inputs = Array.from({ length: count }, () => pick(INPUTS));
    const weights = Array.from({ length: count }, () => pick(WEIGHTS));
    const z = (random() < 0.5 ? -1 : 1) * pick(TABLE.slice(1));
    const bias = tidy(z - sum(products({ inputs, weights })));
    const neuron = { inputs, weights, bias, z };
    if (fits(z) && isTelling(neuron)) return neuron;
  }
}

/** Whether signs are mixed, the bias counts, and no two slips look alike. */
function isTelling(neuron: Neuron): boolean {
  const { inputs, weights, bias, z } = neuron;
  if (Math.abs(bias) < 0.5 || Math.abs(bias) > 3) return false;
  if (weights.every((w) => w > 0) || weights.every((w) => w < 0)) return false;
  if (new Set(inputs).size < inputs.length || new Set(weights).size < weights.length) return false;
  return areApart([z, sigmoid(z), ...[...slipsOfZ(neuron).values()].flat()]) && areApart(resultsOfA(neuron));
}

/** What a comes to rightly, taken from the wrong side of the table, without the bias, and without the activation function. */
export const resultsOfA = (neuron: Neuron): number[] => [
  sigmoid(neuron.z),
  sigmoid(-neuron.z),
  sigmoid(sum(products(neuron))),
  neuron.z,
];

const areApart = (results: readonly number[]): boolean =>
  results.every((one, i) => results.every((other, j) => i === j || Math.abs(one - other) >= APART));
