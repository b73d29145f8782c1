/**
 * @file What counts most: the edges that leave a neuron, and the examples that light it.
 */

import type { Model, Trace } from "akari";
import { ACTIVATIONS, type ActivationName, softmax } from "akari/model";
import type { Change } from "../what-if";

export interface Outgoing {
  /** The unit of the next layer, from 0. */
  readonly unit: number;
  readonly weight: number;
  /** `w·a`; `undefined` without an input. */
  readonly product: number | undefined;
}

/** A neuron's activation; that of layer 0 is the input after preprocessing. */
export function activationAt(trace: Trace, layer: number, unit: number): number {
  return layer === 0 ? trace.inputs[unit] : trace.layers[layer - 1].activations[unit];
}

/**
 * The strongest edges that leave a neuron: by what they carry, or by their weights where nothing is lit.
 *
 * @param layer 0 for the input layer
 * @returns none for an output neuron
 */
export function strongestOut(
  { definition, parameters }: Model,
  trace: Trace | undefined,
  layer: number,
  unit: number,
  count: number,
): Outgoing[] {
  if (layer >= definition.layers.length) return [];
  const inputs = layer === 0 ? definition.inputs : definition.layers[layer - 1].units;
  const { weight } = parameters[layer];
  const activation = trace === undefined ? undefined : activationAt(trace, layer, unit);
  const edges = Array.from({ length: definition.layers[layer].units }, (_, to): Outgoing => {
    const w = weight[to * inputs + unit];
    return { unit: to, weight: w, product: activation === undefined ? undefined : w * activation };
  });
  // All edges carry the same activation, so the weights order them in either case.
  return edges.sort((s, t) => Math.abs(t.weight) - Math.abs(s.weight)).slice(0, count);
}

/**
 * What orders examples by how much they light a neuron. Many saturate: sigmoids round to 1 and cannot be told apart
 * by their activation, so the weighted sum is compared, for softmax that above the others'.
 *
 * @param z weighted sums of the neuron's layer, `[units]`
 */
export function brightnessRank(name: ActivationName, z: ArrayLike<number>, unit: number): number {
  if (name !== "softmax") return z[unit];
  let others = 0;
  for (let j = 0; j < z.length; j++) if (j !== unit) others += Math.exp(z[j] - z[unit]);
  return -Math.log(others);
}

/** The neuron's activation. */
export function activationOf(name: ActivationName, z: ArrayLike<number>, unit: number): number {
  return name === "softmax" ? softmax(z)[unit] : ACTIVATIONS[name].value(z[unit]);
}

/** Where the largest numbers are, the largest first; the earlier of equals. */
export function largest(numbers: ArrayLike<number>, count: number): number[] {
  const order = Array.from(numbers, (_, i) => i);
  return order.sort((i, j) => numbers[j] - numbers[i] || i - j).slice(0, count);
}

/** How many weights of a neuron can be changed on its own card. */
const DIALS = 5;

/**
 * The weights of a neuron that are offered for change: those with the largest terms, then those that were changed. The terms
 * are those of the network without changes, so that none goes away while its weight is dragged.
 */
export function offeredWeights(
  original: Model,
  trace: Trace | undefined,
  layer: number,
  unit: number,
  changes: readonly Change[],
): number[] {
  const { weight, bias } = original.parameters[layer - 1];
  const inputs = weight.length / bias.length;
  const sizes = Array.from({ length: inputs }, (_, from) => {
    const activation = trace === undefined ? 1 : activationAt(trace, layer - 1, from);
    return Math.abs(weight[unit * inputs + from] * activation);
  });
  const changed = changes.flatMap((each) =>
    each.kind === "weight" && each.layer === layer && each.unit === unit ? [each.from] : [],
  );
  return [...new Set([...largest(sizes, DIALS), ...changed])];
}
