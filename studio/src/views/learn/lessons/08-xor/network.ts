/**
 * @file What neurons that somebody set make of the four rows: one alone, or two hidden ones and the output neuron.
 */

import { defineModel, type Model } from "akari";
import { activationsOver } from "../../../../plot/forward";
import { inputsOf } from "../../../../plot/points";
import { EITHER, lighting, type Neuron, onesOf, TASK, type Table } from "./table";

const layer = (units: number) => ({ units, activation: "sigmoid" as const });
const ALONE = defineModel({ inputs: 2, layers: [layer(1)] });
const TWO_HIDDEN = defineModel({ inputs: 2, layers: [layer(2), layer(1)] });

const parametersOf = (neurons: readonly Neuron[]) => ({
  weight: Float64Array.from(neurons.flatMap((neuron) => neuron.slice(0, 2))),
  bias: Float64Array.from(neurons, ([, , b]) => b),
});

/** One neuron, or two hidden ones and then the output neuron. */
export const modelOf = (neurons: readonly Neuron[]): Model =>
  neurons.length === 1
    ? { definition: ALONE, parameters: [parametersOf(neurons)] }
    : {
        definition: TWO_HIDDEN,
        parameters: [parametersOf(neurons.slice(0, 2)), parametersOf(neurons.slice(2))],
      };

export interface Answers {
  /** What each hidden neuron gives in each row; of a neuron alone there are none. */
  readonly hidden: readonly (readonly number[])[];
  readonly output: readonly number[];
}

/** What the neurons give in each row. */
export function answersOf(neurons: readonly Neuron[], { rows }: Table): Answers {
  const layers = activationsOver(modelOf(neurons), inputsOf(TASK, rows));
  const [first, last] = [layers[0], layers[layers.length - 1]];
  const hidden = layers.length === 1 ? [] : [first.subarray(0, rows.length), first.subarray(rows.length)];
  return { hidden: hidden.map((values) => [...values]), output: [...last] };
}

/** From here on a lamp counts as lit, and up to there as dark. */
export const [LIT, DARK] = [0.95, 0.05];

export const isLit = (value: number): boolean => value > 0.5;
export const isSure = (value: number, wanted: number): boolean =>
  wanted === 1 ? value >= LIT : value <= DARK;

const rightRows = (neurons: readonly Neuron[], table: Table): number => {
  const { output } = answersOf(neurons, table);
  return table.rows.filter(({ target }, row) => isSure(output[row], target)).length;
};

const found = new WeakMap<Table, number>();

/** How many rows one neuron gets right at most: all that can be set is tried, in steps of four. */
export function mostAlone(table: Table): number {
  const known = found.get(table);
  if (known !== undefined) return known;
  const settings = Array.from({ length: 11 }, (_, i) => 4 * (i - 5));
  let most = 0;
  for (const w1 of settings)
    for (const w2 of settings)
      for (const b of settings) most = Math.max(most, rightRows([[w1, w2, b]], table));
  found.set(table, most);
  return most;
}

/** A network of two hidden neurons for a table: each lights one of the rows that are to be 1. */
export const networkFor = (table: Table): readonly [Neuron, Neuron, Neuron] => {
  const [a, b] = onesOf(table);
  return [lighting(table, a), lighting(table, b), EITHER];
};

export const rightWithHidden = (table: Table): number => rightRows(networkFor(table), table);
