/**
 * @file The four rows that are to be told apart, for each seed in another place: 1 where one of the two inputs is high and the other low (XOR),
 * or the other way round (XNOR).
 */

import type { PointTask, Sample } from "../../../../plot/points";
import { drawnBy, pickBy, tidy } from "../../drawn";

export const TASK: PointTask = { name: "xor", kind: "classes", classes: 2 };

/** A neuron's two weights and its bias. */
export type Neuron = readonly [w1: number, w2: number, b: number];

export interface Table {
  /** Low and low, low and high, high and low, high and high; the target is what is wanted, 0 or 1. */
  readonly rows: readonly Sample[];
  readonly centre: readonly [number, number];
}

/** So far a row's inputs are from the middle of all. */
const REACH = 0.4;
const CENTRES = [-0.4, -0.2, 0, 0.2, 0.4];
/** The weights of the neurons that are given: steep enough for lamps that are all but lit or dark. */
export const STEEP = 10;

export interface Tables {
  /** For the neuron without a hidden layer, and for the first network. */
  readonly first: Table;
  /** For the network that is all the learner's own: wanted the other way round, and elsewhere. */
  readonly second: Table;
  /** The row of the first that may be wrong, from 0. */
  readonly givenUp: number;
  /** The hidden neuron that is given with the first. */
  readonly given: Neuron;
  /** The row that this one lights, and the one that is left for the other. */
  readonly lights: number;
  readonly left: number;
}

export const tablesOf = drawnBy((random): Tables => {
  const pick = pickBy(random);
  const place = (): readonly [number, number] => {
    const centre = [pick(CENTRES), pick(CENTRES)] as const;
    // In the middle of the picture too much would be right by symmetry.
    return centre[0] === 0 && centre[1] === 0 ? place() : centre;
  };
  const xor = random() < 0.5;
  const first = tableAt(place(), xor);
  const [lights, left] = onesOf(first).sort(() => random() - 0.5);
  return {
    first,
    second: tableAt(place(), !xor),
    givenUp: pick([0, 1, 2, 3]),
    given: lighting(first, lights),
    lights,
    left,
  };
});

const tableAt = (centre: readonly [number, number], xor: boolean): Table => ({
  centre,
  rows: [0, 1, 2, 3].map((row) => {
    const [right, up] = [row >> 1, row & 1];
    const at = (side: number, high: number): number => tidy(centre[side] + (high === 1 ? REACH : -REACH), 1);
    return { x: at(0, right), y: at(1, up), target: Number((right !== up) === xor) };
  }),
});

/** The rows that are to be 1. */
export const onesOf = ({ rows }: Table): number[] => [0, 1, 2, 3].filter((row) => rows[row].target === 1);

/** A neuron that one row alone lights. */
export function lighting({ centre: [x, y] }: Table, row: number): Neuron {
  const [s, t] = [row >> 1 === 1 ? STEEP : -STEEP, (row & 1) === 1 ? STEEP : -STEEP];
  return [s, t, Math.round(-s * x - t * y - STEEP * REACH) + 0];
}

/** Dark where it is lit, and the other way round. */
export const reversed = (neuron: Neuron): Neuron =>
  neuron.map((value) => -value + 0) as [number, number, number];

/** Lit where one of the hidden neurons is, or both. Not steeper, so that it takes hidden neurons that are sure. */
export const EITHER: Neuron = [8, 8, -4];
