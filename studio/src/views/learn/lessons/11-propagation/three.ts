/**
 * @file The 3 of the lesson, a little different for each seed, and the two gaps at its left that an 8 has not.
 */

import { DIGIT_SIDE, fromStrokes } from "akari/data";
import { type Curve, handwritten, strokeAlong } from "../../../../pad/curves";
import { drawnBy } from "../../drawn";
import { columnOf, FULL, rowOf } from "../../paint/painted";

export interface Three {
  /** `[784]`, 0 dark to 255 full light. */
  readonly pixels: Uint8Array;
  /** Where it ends at the left: the upper bow, the waist and the lower bow. */
  readonly ends: readonly [top: number, waist: number, bottom: number];
}

/** On a pad of side 1: the upper bow and in to the waist, out again and the lower bow. */
const CURVES: readonly Curve[] = [
  [
    [0.32, 0.24],
    [0.4, 0.1],
    [0.68, 0.12],
    [0.66, 0.3],
  ],
  [
    [0.66, 0.3],
    [0.65, 0.42],
    [0.56, 0.47],
    [0.44, 0.48],
  ],
  [
    [0.44, 0.48],
    [0.6, 0.48],
    [0.72, 0.56],
    [0.7, 0.7],
  ],
  [
    [0.7, 0.7],
    [0.68, 0.9],
    [0.38, 0.92],
    [0.29, 0.76],
  ],
];

export const threeOf = drawnBy((random): Three => {
  const pixels = fromStrokes([handwritten(strokeAlong(CURVES), random)]);
  return {
    pixels,
    ends: [leftmost(pixels, 0, 0.3), leftmost(pixels, 0.4, 0.6), leftmost(pixels, 0.7, 1)],
  };
});

const isInk = (value: number): boolean => value > FULL / 2;

/** The leftmost pixel of the ink between two heights, 0 its top and 1 its foot. */
function leftmost(pixels: Uint8Array, from: number, to: number): number {
  const ink = [...pixels.keys()].filter((pixel) => isInk(pixels[pixel]));
  const [top, foot] = [rowOf(ink[0]), rowOf(ink[ink.length - 1])];
  const height = (pixel: number): number => (rowOf(pixel) - top) / (foot - top);
  const within = ink.filter((pixel) => height(pixel) >= from && height(pixel) <= to);
  return within.reduce((best, pixel) => (columnOf(pixel) < columnOf(best) ? pixel : best));
}

/** Column of the straight way from an end to the next, in a row between. */
function columnBetween(from: number, to: number, row: number): number {
  const share = (row - rowOf(from)) / (rowOf(to) - rowOf(from));
  return columnOf(from) + share * (columnOf(to) - columnOf(from));
}

/** From here on right of that way it is inside the 3, and so far left of it is beside the 3. */
const [INSIDE, BESIDE] = [3, 7];

/** Which gap a pixel lies in, 0 the upper one and 1 the lower one; `undefined` for any other. */
export function gapOf({ ends }: Three, pixel: number): 0 | 1 | undefined {
  const row = rowOf(pixel);
  for (const gap of [0, 1] as const) {
    const [from, to] = [ends[gap], ends[gap + 1]];
    if (row < rowOf(from) || row > rowOf(to)) continue;
    const away = columnOf(pixel) - columnBetween(from, to, row);
    if (away <= INSIDE && away >= -BESIDE) return gap;
  }
  return undefined;
}

/** How many rows a gap is high. */
export const heightOf = ({ ends }: Three, gap: 0 | 1): number => rowOf(ends[gap + 1]) - rowOf(ends[gap]) + 1;

/** A line that closes a gap, pixel by pixel downwards: bent to the left by so many pixels, and so many wide. */
export function closing({ ends }: Three, gap: 0 | 1, bend: number, width: number): number[] {
  const [from, to] = [ends[gap], ends[gap + 1]];
  const rows = Array.from({ length: rowOf(to) - rowOf(from) + 1 }, (_, i) => rowOf(from) + i);
  return Array.from({ length: width }, (_, across) =>
    rows.map((row) => {
      const share = (row - rowOf(from)) / (rowOf(to) - rowOf(from));
      const column = Math.round(columnBetween(from, to, row) - bend * 4 * share * (1 - share));
      return row * DIGIT_SIDE + Math.max(0, column + across);
    }),
  ).flat();
}
