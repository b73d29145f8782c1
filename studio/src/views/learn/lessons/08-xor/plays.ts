/**
 * @file How the lesson about XOR is played, rightly and with each slip: for its tests.
 */

import type { Played, Plays, Random } from "../../plays";
import { MOST } from "./lesson";
import { networkFor } from "./network";
import { EITHER, lighting, type Neuron, reversed, STEEP, type Table, tablesOf } from "./table";

const set = (...neurons: readonly Neuron[]): Played => ({ stage: neurons.flat() });
/** Anywhere that the sliders go. */
const anywhere = (random: Random, count: number): Played => ({
  stage: Array.from({ length: 3 * count }, () => Math.round((2 * random() - 1) * MOST)),
});
/** Of a neuron whose edge is soft. */
const soft = ([w1, w2, b]: Neuron): Neuron =>
  [w1, w2, b].map((value) => Math.round(value / 5)) as [number, number, number];
const opposite = (row: number): number => 3 - row;

/** One neuron that is right in all rows but one: with that one turned, the row across is the only one of its kind. */
const allBut = (table: Table, row: number): Neuron => {
  const across = opposite(row);
  const neuron = lighting(table, across);
  return table.rows[across].target === 1 ? neuron : reversed(neuron);
};

const alone = (seed: number): Neuron => allBut(tablesOf(seed).first, tablesOf(seed).givenUp);
const second = (seed: number): Neuron => lighting(tablesOf(seed).first, tablesOf(seed).left);
const network = (seed: number): readonly [Neuron, Neuron, Neuron] => networkFor(tablesOf(seed).second);
/** Lights the high half of an input. */
const half = ({ centre }: Table, input: 0 | 1): Neuron => {
  const bias = Math.round(-STEEP * centre[input]) + 0;
  return input === 0 ? [STEEP, 0, bias] : [0, STEEP, bias];
};

export const plays: Plays = [
  {
    random: (random) => anywhere(random, 1),
    right: (seed) => set(alone(seed)),
    slips: {
      untouched: () => set([0, 0, 0]),
      noWeights: () => set([0, 0, 7]),
      oneInput: (seed) => set(half(tablesOf(seed).first, 1)),
      mirrored: (seed) => set(reversed(alone(seed))),
      otherRow: (seed) => {
        const { first, givenUp } = tablesOf(seed);
        return set(allBut(first, (givenUp + 1) % 4));
      },
      unsure: (seed) => {
        const [w1, w2, b] = alone(seed);
        return set([w1 / 2, w2 / 2, Math.round(b / 2)]);
      },
      row: () => set([1, 1, MOST]),
    },
  },
  {
    random: (random) => anywhere(random, 1),
    right: (seed) => set(second(seed)),
    slips: {
      untouched: () => set([0, 0, 0]),
      flatHidden: () => set([1, 1, MOST]),
      alike: (seed) => set(tablesOf(seed).given),
      mirroredHidden: (seed) => set(reversed(second(seed))),
      hiddenDark: (seed) => {
        const { first, left } = tablesOf(seed);
        return set(lighting(first, left ^ 1));
      },
      hiddenLit: (seed) => {
        const { first, left } = tablesOf(seed);
        const right = half(first, 0);
        return set(left > 1 ? right : reversed(right));
      },
      unsure: (seed) => set(soft(second(seed))),
    },
  },
  {
    random: (random) => anywhere(random, 3),
    right: (seed) => set(...network(seed)),
    slips: {
      untouched: () => set([0, 0, 0], [0, 0, 0], [0, 0, 0]),
      flatHidden: (seed) => set([1, 1, MOST], network(seed)[1], EITHER),
      alike: (seed) => set(network(seed)[0], network(seed)[0], EITHER),
      stillXor: (seed) => set(half(tablesOf(seed).second, 0), half(tablesOf(seed).second, 1), EITHER),
      ignores: (seed) => set(network(seed)[0], network(seed)[1], [STEEP, 0, -STEEP / 2]),
      mirroredOutput: (seed) => set(network(seed)[0], network(seed)[1], reversed(EITHER)),
      flatOutput: (seed) => set(network(seed)[0], network(seed)[1], [STEEP, STEEP, -MOST]),
      output: (seed) => set(network(seed)[0], network(seed)[1], [STEEP, -STEEP, -STEEP / 2]),
      unsure: (seed) => set(network(seed)[0], network(seed)[1], [3, 3, -1]),
    },
  },
];
