/**
 * @file The curve of an activation function, as points, with the neuron's place on it.
 */

import { ACTIVATIONS, type ActivationName } from "akari/model";

export interface Curve {
  /** The part that is drawn: least and largest weighted sum and activation. */
  readonly z: readonly [number, number];
  readonly a: readonly [number, number];
  readonly points: readonly (readonly [z: number, a: number])[];
}

/** How far from its middle a curve is drawn, where the neuron's weighted sum is no farther out. */
const REACH = 6;
const POINTS = 96;

/**
 * The curve on which a neuron of a layer lies.
 *
 * For softmax the curve is that of this neuron while the others stay: with `S = Σ e^zⱼ` over the others,
 * `a = e^z / (e^z + S)`, a sigmoid whose middle is at `log S`.
 *
 * @param preActivations of the layer, `[units]`
 */
export function curveThrough(name: ActivationName, preActivations: ArrayLike<number>, unit: number): Curve {
  const z = preActivations[unit];
  if (name !== "softmax") return curve(ACTIVATIONS[name].value, 0, z);
  const middle = logSum(Array.from(preActivations).filter((_, j) => j !== unit));
  return curve((own) => ACTIVATIONS.sigmoid.value(own - middle), middle, z);
}

function curve(value: (z: number) => number, middle: number, z: number): Curve {
  const centre = Number.isFinite(middle) ? middle : 0;
  // Doubled rather than fitted, so that the axes stand still while the point moves.
  let reach = REACH;
  while (Number.isFinite(z) && Math.abs(z - centre) > reach) reach *= 2;
  const points = Array.from({ length: POINTS + 1 }, (_, i) => {
    const at = centre + reach * ((2 * i) / POINTS - 1);
    return [at, value(at)] as const;
  });
  const heights = points.map(([, a]) => a);
  return {
    z: [centre - reach, centre + reach],
    a: [Math.min(0, ...heights), Math.max(1, ...heights)],
    points,
  };
}

/** `log Σ e^zⱼ` */
export function logSum(z: readonly number[]): number {
  const largest = Math.max(...z);
  return largest + Math.log(z.reduce((sum, each) => sum + Math.exp(each - largest), 0));
}

/** Where a point of the curve lies in a box of this size, `y` downwards. */
export function place(
  { z, a }: Curve,
  [atZ, atA]: readonly [number, number],
  width: number,
  height: number,
): [x: number, y: number] {
  return [((atZ - z[0]) / (z[1] - z[0])) * width, (1 - (atA - a[0]) / (a[1] - a[0])) * height];
}
