/**
 * @file Looks closely at one step of training: its batch, the gradients that it followed, what became of every parameter, and
 * how large all of that is in one number.
 */

import type { Dataset } from "akari";
import type { Numbers } from "akari/engines";
import { gradients } from "akari/insight";
import type { LayerParameters } from "akari/model";
import { stepRows } from "akari/training";
import type { Moment, StepInsight, Weights } from "./messages";
import type { Replayed } from "./replay";

/** The most images of a batch that are shown. */
const PICTURES = 64;

/**
 * What the step from the weights before to those after did.
 */
export function insightInto(
  { definition, data, options }: Pick<Replayed, "definition" | "data" | "options">,
  before: Moment,
  after: Weights,
): StepInsight {
  const { step } = after;
  const rows = stepRows(data, options, step);
  const { loss, layers } = gradients({ definition, parameters: before.parameters }, data, rows);
  const difference = (a: Numbers, b: Numbers): Numbers => a.map((value, n) => value - b[n]);
  return {
    ...{ step, before, loss },
    lossAfter: gradients({ definition, parameters: after.parameters }, data, rows).loss,
    examples: rows.length,
    pictures: rowsOf(data.features, rows.subarray(0, PICTURES)),
    gradients: layers,
    moves: after.parameters.map(({ weight, bias }, l) => ({
      weight: difference(weight, before.parameters[l].weight),
      bias: difference(bias, before.parameters[l].bias),
    })),
  };
}

/** Copies of some examples' inputs, one after the other. */
export function rowsOf({ data, columns }: Dataset["features"], rows: ArrayLike<number>): Uint8Array {
  const copies = new Uint8Array(rows.length * columns);
  Array.from(rows, (row, n) => copies.set(data.subarray(row * columns, (row + 1) * columns), n * columns));
  return copies;
}

/** The length of a layer's numbers taken as one vector. */
export function length({ weight, bias }: LayerParameters): number {
  let sum = 0;
  for (const numbers of [weight, bias]) for (const value of numbers) sum += value * value;
  return Math.sqrt(sum);
}

/** The largest size of all numbers of all layers. */
export function largest(layers: readonly LayerParameters[]): number {
  let most = 0;
  for (const { weight, bias } of layers) {
    for (const numbers of [weight, bias]) for (const value of numbers) most = Math.max(most, Math.abs(value));
  }
  return most;
}
