/**
 * @file Which edges are drawn and how strongly: by their weights, or by what they carry for this input. A gap between
 * two layers can have millions of edges; only the strongest are drawn then.
 */

import type { LayerParameters } from "akari";

/** The drawn edges of one gap, `[count]` each. */
export interface DrawnEdges {
  readonly count: number;
  /** Units of the layer before and of the layer after. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** The number that is drawn: the weight, or the contribution `w·a`. */
  readonly value: Float32Array;
  /** Its size compared with the gap's largest: above 0, at most 1. */
  readonly level: Float32Array;
  /** How many edges the gap has. */
  readonly total: number;
}

/** More than this are a haze in which no edge is seen. 784-16-16-10 has 12,960 and shows all of them. */
export const MOST_EDGES = 20_000;

/** Sizes below this part of the largest are not visible. */
const INVISIBLE = 1 / 512;

/**
 * @param activations of the layer before, for contributions; left out for weights
 */
export function drawnEdges(
  { weight, bias }: LayerParameters,
  activations?: ArrayLike<number>,
  most = MOST_EDGES,
): DrawnEdges {
  const units = bias.length;
  const inputs = weight.length / units;
  let largest = 0;
  for (let to = 0; to < units; to++) {
    for (let k = 0; k < inputs; k++) {
      const size = Math.abs(weight[to * inputs + k] * (activations === undefined ? 1 : activations[k]));
      if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
    }
  }
  const total = weight.length;
  if (largest === 0) return none(total);
  const least = Math.max(largest * INVISIBLE, threshold(weight, inputs, activations, largest, most));
  const room = Math.min(total, most);
  const from = new Uint32Array(room);
  const to = new Uint32Array(room);
  const value = new Float32Array(room);
  const level = new Float32Array(room);
  let count = 0;
  for (let unit = 0; unit < units; unit++) {
    for (let k = 0; k < inputs && count < room; k++) {
      const v = weight[unit * inputs + k] * (activations === undefined ? 1 : activations[k]);
      const size = Math.abs(v);
      if (!(size >= least)) continue;
      from[count] = k;
      to[count] = unit;
      value[count] = v;
      level[count++] = Math.min(1, size / largest);
    }
  }
  return { count, from, to, value, level, total };
}

const none = (total: number): DrawnEdges => ({
  count: 0,
  from: new Uint32Array(0),
  to: new Uint32Array(0),
  value: new Float32Array(0),
  level: new Float32Array(0),
  total,
});

/** The size from which on at most `most` edges are left, found by counting sizes in steps. */
function threshold(
  weight: ArrayLike<number>,
  inputs: number,
  activations: ArrayLike<number> | undefined,
  largest: number,
  most: number,
): number {
  if (weight.length <= most) return 0;
  const STEPS = 1024;
  const counts = new Uint32Array(STEPS + 1);
  for (let e = 0; e < weight.length; e++) {
    const size = Math.abs(weight[e] * (activations === undefined ? 1 : activations[e % inputs]));
    counts[Math.min(STEPS, Math.floor((size / largest) * STEPS))]++;
  }
  let kept = 0;
  for (let step = STEPS; step >= 0; step--) {
    kept += counts[step];
    if (kept > most) return ((step + 1) / STEPS) * largest;
  }
  return 0;
}

/** The units that a neuron's edges come from, largest weight or contribution first. */
export function edgesBySize(
  { weight, bias }: LayerParameters,
  unit: number,
  activations?: ArrayLike<number>,
): number[] {
  const inputs = weight.length / bias.length;
  const size = (k: number) =>
    Math.abs(weight[unit * inputs + k] * (activations === undefined ? 1 : activations[k]));
  return Array.from({ length: inputs }, (_, k) => k).sort((a, b) => size(b) - size(a));
}
