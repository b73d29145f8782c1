/**
 * @file The kernels' layout: arrays in panels of eight (see layout.ts), and the way there and back.
 */

import type { LayerParameters } from "../../model/model.js";
import { PANEL } from "./layout.js";

/** How many panels hold `n` numbers. */
export const panelsFor = (n: number): number => Math.ceil(n / PANEL);

/** Floats that a layer's weights take as `[panels][inputs rounded up][8]`. */
export const packedWeightLength = (units: number, inputs: number): number =>
  panelsFor(units) * panelsFor(inputs) * PANEL * PANEL;

/**
 * Writes `weight [units, inputs]` into `[panels][inputs rounded up][8]`. The lanes that fill up the last panel
 * are left as they are: zero.
 */
export function packWeight(weight: ArrayLike<number>, units: number, inputs: number, to: Float32Array): void {
  const panelLength = panelsFor(inputs) * PANEL * PANEL;
  for (let i = 0; i < units; i++) {
    const column = Math.floor(i / PANEL) * panelLength + (i % PANEL);
    for (let k = 0; k < inputs; k++) to[column + k * PANEL] = weight[i * inputs + k];
  }
}

/** The way back from {@link packWeight}. */
export function unpackWeight(from: Float32Array, units: number, inputs: number): Float32Array {
  const panelLength = panelsFor(inputs) * PANEL * PANEL;
  const weight = new Float32Array(units * inputs);
  for (let i = 0; i < units; i++) {
    const column = Math.floor(i / PANEL) * panelLength + (i % PANEL);
    for (let k = 0; k < inputs; k++) weight[i * inputs + k] = from[column + k * PANEL];
  }
  return weight;
}

/** Where in an array over all parameters (the parameters themselves, or their moments) a layer has its numbers. */
export interface LayerPlace {
  readonly units: number;
  readonly inputs: number;
  /** In floats from the array's beginning. */
  readonly weight: number;
  readonly bias: number;
  /** `γ` of batch normalisation; 0 without. */
  readonly scale: number;
}

/**
 * The places of all layers in an array over all parameters, and its length, both in floats.
 *
 * @param batchNorm whether hidden layers have batch normalisation
 */
export function placeParameters(
  shapes: readonly { units: number; inputs: number }[],
  batchNorm: boolean,
): {
  places: LayerPlace[];
  length: number;
} {
  let length = 0;
  const places = shapes.map(({ units, inputs }, i) => {
    const weight = length;
    const bias = weight + packedWeightLength(units, inputs);
    length = bias + panelsFor(units) * PANEL;
    const scale = batchNorm && i < shapes.length - 1 ? length : 0;
    if (scale > 0) length += panelsFor(units) * PANEL;
    return { units, inputs, weight, bias, scale };
  });
  return { places, length };
}

/** Writes parameters, or anything of their shape, into an array over all parameters. */
export function packParameters(
  parameters: readonly LayerParameters[],
  places: readonly LayerPlace[],
  to: Float32Array,
): void {
  places.forEach(({ units, inputs, weight, bias }, i) => {
    packWeight(parameters[i].weight, units, inputs, to.subarray(weight, bias));
    to.set(parameters[i].bias, bias);
  });
}

/** The way back from {@link packParameters}. */
export function unpackParameters(from: Float32Array, places: readonly LayerPlace[]): LayerParameters[] {
  return places.map(({ units, inputs, weight, bias }) => ({
    weight: unpackWeight(from.subarray(weight, bias), units, inputs),
    bias: from.slice(bias, bias + units),
  }));
}
