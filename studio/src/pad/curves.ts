/**
 * @file Digits that the page itself writes: strokes along curves, and how one hand's differ from another's.
 */

import type { Point, Stroke } from "akari/data";

/** A cubic Bézier curve. */
export type Curve = readonly [from: Point, leave: Point, arrive: Point, to: Point];

const POINTS_A_CURVE = 16;

/** A stroke along curves, each of which begins where the one before ends. */
export const strokeAlong = (curves: readonly Curve[]): Stroke => [
  curves[0][0],
  ...curves.flatMap((curve) =>
    Array.from({ length: POINTS_A_CURVE }, (_, i) => along(curve, (i + 1) / POINTS_A_CURVE)),
  ),
];

function along([a, b, c, d]: Curve, t: number): Point {
  const u = 1 - t;
  const on = (axis: 0 | 1): number =>
    u ** 3 * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t ** 3 * d[axis];
  return [on(0), on(1)];
}

/** A stroke on a pad of side 1 as one of many hands writes it: turned, leaning and wider or narrower, each a little. */
export function handwritten(stroke: Stroke, random: () => number): Stroke {
  const [turn, lean, wide] = [0.24 * (random() - 0.5), 0.24 * (random() - 0.5), 0.9 + 0.2 * random()];
  return stroke.map(([x, y]): Point => {
    const [fromLeft, fromTop] = [wide * (x - 0.5) + lean * (0.5 - y), y - 0.5];
    return [
      0.5 + fromLeft * Math.cos(turn) - fromTop * Math.sin(turn),
      0.5 + fromLeft * Math.sin(turn) + fromTop * Math.cos(turn),
    ];
  });
}
