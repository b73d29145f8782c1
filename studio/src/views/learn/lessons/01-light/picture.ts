/**
 * @file The 9 of the first lesson: the one that draws itself on the first screen, a little different for each seed, and the pixels that are
 * asked about.
 */

import { fromStrokes } from "akari/data";
import { handwritten } from "../../../../pad/curves";
import { nineUntil } from "../../../see/demonstration.svelte";
import { drawnBy, pickBy, shuffled } from "../../drawn";
import { brightness, columnOf, rowOf } from "../../paint/painted";

export interface Picture {
  /** `[784]`, 0 dark to 255 full light. */
  readonly pixels: Uint8Array;
  /** Those that are guessed at first: a dark one, one between and a bright one, in any order. */
  readonly guessed: readonly number[];
  /** Those that are read then: a dark one, two between and a bright one, in any order. */
  readonly read: readonly number[];
}

type Range = readonly [least: number, most: number];

const DARK: Range = [0, 0];
const BRIGHT: Range = [0.9, 1];
/** Far enough from each other that nobody confuses them. */
const BETWEEN: readonly Range[] = [
  [0.17, 0.33],
  [0.42, 0.58],
  [0.67, 0.83],
];
/** Rows and columns between two pixels that are asked about, so that their marks stand apart. */
const APART = 3;

export const pictureOf = drawnBy((random): Picture => {
  let picture = draw(random);
  // Not every 9 has a pixel of every kind where it is wanted.
  while (picture === undefined) picture = draw(random);
  return picture;
});

function draw(random: () => number): Picture | undefined {
  const pixels = fromStrokes([handwritten(nineUntil(1), random)]);
  const chosen: number[] = [];
  const frame = inside(pixels);
  // The scarce ones before those that are everywhere.
  for (const [least, most] of [...shuffled(BETWEEN, random), BRIGHT, BRIGHT, DARK, DARK]) {
    const fitting = frame.filter((pixel) => {
      const value = brightness(pixels, pixel);
      return value >= least && value <= most && chosen.every((other) => distance(pixel, other) >= APART);
    });
    if (fitting.length === 0) return undefined;
    chosen.push(pickBy(random)(fitting));
  }
  const [a, b, c, bright, otherBright, dark, otherDark] = chosen;
  return {
    pixels,
    guessed: shuffled([a, bright, dark], random),
    read: shuffled([b, c, otherBright, otherDark], random),
  };
}

const distance = (a: number, b: number): number =>
  Math.max(Math.abs(rowOf(a) - rowOf(b)), Math.abs(columnOf(a) - columnOf(b)));

/** The pixels of the digit's frame: a dark one is looked for beside the strokes, not in an empty corner. */
function inside(pixels: Uint8Array): number[] {
  const lit = [...pixels.keys()].filter((pixel) => pixels[pixel] > 0);
  const [rows, columns] = [lit.map(rowOf), lit.map(columnOf)];
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  return [...pixels.keys()].filter(
    (pixel) =>
      rowOf(pixel) >= top && rowOf(pixel) <= bottom && columnOf(pixel) >= left && columnOf(pixel) <= right,
  );
}
