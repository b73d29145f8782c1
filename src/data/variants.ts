/**
 * @file Ways of writing a digit that MNIST's American writers hardly used and much of the world does: a slashed zero, a
 * one with a flag and a foot, a crossed seven, a nine with a hook. Each is a pen's line added to a digit that is there.
 */

import type { RandomGenerator } from "../model/random.js";
import { DIGIT_SIDE } from "./digit.js";

/** Pixels around a digit's 28×28: a slash may be twice as long as its zero. */
export const MARGIN = 8;

/** Rows and columns of what variants are drawn on. */
export const CANVAS_SIDE = DIGIT_SIDE + 2 * MARGIN;

/** A number from `low` to `high`, by chance. */
type Between = (low: number, high: number) => number;

/** Where the digit is: the first and last column and row with much ink. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Draw = (canvas: Float64Array, box: Box, between: Between) => void;

/** By the digit's name. */
const VARIANTS: ReadonlyMap<string, Draw> = new Map([
  ["0", slash],
  ["1", flag],
  ["7", bar],
  ["9", hook],
]);

/**
 * Adds its line to a digit that is written in another way, too; leaves others as they are.
 *
 * @param canvas `[44, 44]`, the digit's 28×28 in the middle, ink 0 to 1; changed in place
 */
export function drawVariant(canvas: Float64Array, name: string, random: RandomGenerator): void {
  VARIANTS.get(name)?.(canvas, findBox(canvas), (low, high) => low + (high - low) * random.uniform());
}

/** From below on the left to above on the right, within the zero or far beyond it. */
function slash(canvas: Float64Array, { left, right, top, bottom }: Box, between: Between): void {
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  const reach = between(0.6, 1.9);
  // From upright to as flat as the box's diagonal, and somewhat flatter.
  const halfX = ((right - left) / 2) * reach * between(0, 1.5);
  const halfY = ((bottom - top) / 2) * reach;
  drawLine(canvas, [middleX - halfX, middleY + halfY], [middleX + halfX, middleY - halfY], between(0.8, 1.4));
}

/** From the one's top down to the left, as long as a tick or as the one itself; at times a foot under it. */
function flag(canvas: Float64Array, { left, right, top, bottom }: Box, between: Between): void {
  // A one that is not a single stroke has its flag.
  if (right - left > 12) return;
  const radius = between(0.8, 1.4);
  const length = (bottom - top) * between(0.2, 0.9);
  const tip = rowMiddle(canvas, top);
  drawLine(
    canvas,
    [tip, top + 1],
    [tip - length * between(0.4, 1), top + 1 + length * between(0.2, 1)],
    radius,
  );
  if (between(0, 1) > 0.3) return;
  const foot = rowMiddle(canvas, bottom);
  drawLine(canvas, [foot - between(2, 8), bottom], [foot + between(2, 8), bottom], radius);
}

/** Across the seven's stem. */
function bar(canvas: Float64Array, { left, right, top, bottom }: Box, between: Between): void {
  const y = Math.round(top + (bottom - top) * between(0.4, 0.65));
  const stem = rowMiddle(canvas, y);
  const half = (right - left) * between(0.2, 0.5);
  const rise = half * between(-0.2, 0.4);
  drawLine(canvas, [stem - half, y + rise], [stem + half, y - rise], between(0.8, 1.4));
}

/** From the nine's foot in an arc to the left. */
function hook(canvas: Float64Array, { left, right, bottom }: Box, between: Between): void {
  const foot = rowMiddle(canvas, bottom);
  const wide = (right - left) * between(0.3, 1);
  const [control, end]: [Point, Point] = [
    [foot - wide * between(0, 0.4), bottom + between(2, 6)],
    [foot - wide, bottom + between(-3, 2)],
  ];
  const radius = between(0.8, 1.4);
  let from: Point = [foot, bottom - 1];
  const start = from;
  for (let part = 1; part <= 4; part++) {
    // A quadratic Bézier curve.
    const t = part / 4;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    const to: Point = [
      a * start[0] + b * control[0] + c * end[0],
      a * start[1] + b * control[1] + c * end[1],
    ];
    drawLine(canvas, from, to, radius);
    from = to;
  }
}

function findBox(canvas: Float64Array): Box {
  let [left, right, top, bottom] = [CANVAS_SIDE, 0, CANVAS_SIDE, 0];
  for (let y = 0; y < CANVAS_SIDE; y++) {
    for (let x = 0; x < CANVAS_SIDE; x++) {
      if (canvas[y * CANVAS_SIDE + x] < 0.3) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { left, right, top, bottom };
}

/** Where a row's ink lies on average; the canvas's middle where it has none. */
function rowMiddle(canvas: Float64Array, y: number): number {
  let [sum, across] = [0, 0];
  for (let x = 0; x < CANVAS_SIDE; x++) {
    const ink = canvas[y * CANVAS_SIDE + x] ?? 0;
    sum += ink;
    across += ink * x;
  }
  return sum === 0 ? CANVAS_SIDE / 2 : across / sum;
}

type Point = readonly [x: number, y: number];

/** Draws a line of a round pen whose edge is a pixel wide. Points count from the middle of pixel (0, 0). */
function drawLine(canvas: Float64Array, [x1, y1]: Point, [x2, y2]: Point, radius: number): void {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squaredLength = Math.max(1e-9, dx * dx + dy * dy);
  const reach = radius + 0.5;
  const first = (a: number, b: number): number => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const last = (a: number, b: number): number => Math.min(CANVAS_SIDE - 1, Math.ceil(Math.max(a, b) + reach));
  for (let y = first(y1, y2); y <= last(y1, y2); y++) {
    for (let x = first(x1, x2); x <= last(x1, x2); x++) {
      const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / squaredLength));
      const [ox, oy] = [x - x1 - along * dx, y - y1 - along * dy];
      const ink = Math.min(1, reach - Math.sqrt(ox * ox + oy * oy));
      const i = y * CANVAS_SIDE + x;
      if (ink > canvas[i]) canvas[i] = ink;
    }
  }
}
