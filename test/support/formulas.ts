/**
 * @file Numbers for tests, made of integers by a formula, so that a test in another language has the same ones
 * without a file. test/pytorch/make_figures.py repeats what is exported here: change both or neither.
 *
 * Every number has at most 10 significant bits, so it is the same in float32 as in float64.
 */

import { type LayerParameters, layerInputs, type ModelDefinition } from "../../src/model/model.js";

/** What a sequence of numbers is for; layer `l` has `WEIGHTS + 2 l` and `BIASES + 2 l`. */
export const SEED = { FEATURES: 1, TARGETS: 2, WEIGHTS: 11, BIASES: 12 } as const;

/** The `i`-th number of a seed, in `[−½, ½)` and a multiple of 1/1024. */
export function fraction(seed: number, i: number): number {
  return ((i * i * 31 + i * 7919 + seed * 613) % 1021) / 1024 - 0.5;
}

/** The first `count` numbers of a seed, each times `scale`. */
export function fractions(seed: number, count: number, scale = 1): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count }, (_, i) => fraction(seed, i) * scale);
}

/** A power of two near `4 / √inputs`, which keeps weighted sums near 1. */
function weightScale(inputs: number): number {
  let k = 0;
  while (4 ** k < inputs) k++;
  return 4 / 2 ** k;
}

/** A network's first parameters; `gain` (a power of two) multiplies its weights. */
export function initialParameters(definition: ModelDefinition, gain = 1): LayerParameters[] {
  return definition.layers.map(({ units }, i) => {
    const inputs = layerInputs(definition, i);
    const weight = fractions(SEED.WEIGHTS + 2 * i, units * inputs, weightScale(inputs) * gain);
    return { weight, bias: fractions(SEED.BIASES + 2 * i, units) };
  });
}
