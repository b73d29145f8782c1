/**
 * @file The 9 that draws itself for whoever has not drawn yet: one stroke of four curves, as a hand would lead the pen.
 */

import type { Point, Stroke } from "akari/data";

type Curve = readonly [from: Point, leave: Point, arrive: Point, to: Point];

/** Cubic Bézier curves on a pad of side 1: over the top, down the left, up to where it began, and down the stem. */
const CURVES: readonly Curve[] = [
  [
    [0.66, 0.29],
    [0.63, 0.16],
    [0.48, 0.13],
    [0.39, 0.21],
  ],
  [
    [0.39, 0.21],
    [0.29, 0.3],
    [0.32, 0.49],
    [0.46, 0.48],
  ],
  [
    [0.46, 0.48],
    [0.58, 0.47],
    [0.66, 0.38],
    [0.67, 0.26],
  ],
  [
    [0.67, 0.26],
    [0.69, 0.45],
    [0.66, 0.68],
    [0.58, 0.86],
  ],
];

const POINTS_A_CURVE = 16;

/** Smaller than the pad and a little up: below it there is room for a word. */
const SCALE = 0.85;
const onPad = ([x, y]: Point): Point => [0.5 + (x - 0.5) * SCALE, 0.43 + (y - 0.5) * SCALE];

const NINE: Stroke = [
  onPad(CURVES[0][0]),
  ...CURVES.flatMap((curve) =>
    Array.from({ length: POINTS_A_CURVE }, (_, i) => onPad(along(curve, (i + 1) / POINTS_A_CURVE))),
  ),
];

/** The 9 as far as it has been drawn, from 0, where the pen is set down, to 1. */
export function nineUntil(share: number): Stroke {
  return NINE.slice(0, 1 + Math.round(Math.max(0, Math.min(1, share)) * (NINE.length - 1)));
}

function along([a, b, c, d]: Curve, t: number): Point {
  const u = 1 - t;
  const on = (axis: 0 | 1): number =>
    u ** 3 * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t ** 3 * d[axis];
  return [on(0), on(1)];
}
