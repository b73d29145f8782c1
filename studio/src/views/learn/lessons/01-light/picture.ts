/**
 * @file The 9 of the first lesson: the one that draws itself on the first screen, a little different for each seed, and the pixels that are
 * asked about.
 */

import { DIGIT_SIDE, fromStrokes, type Point } from "akari/data";
import { seededRandom } from "../../../../kit/seeded";
import { nineUntil } from "../../../see/demonstration.svelte";

export interface Picture {
  /** `[784]`, 0 dark to 255 full light. */
  readonly pixels: Uint8Array;
  /** Those that are guessed at first: a dark one, one between and a bright one, in any order. */
  readonly guessed: readonly number[];
  /** Those that are read then: a dark one, two between and a bright one, in any order. */
  readonly read: readonly number[];
}

export const FULL = 255;

/** A pixel's brightness from 0 to 1. */
export const brightness = (pixels: ArrayLike<number>, pixel: number): number => pixels[pixel] / FULL;

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

const made = new Map<number, Picture>();

export function pictureOf(seed: number): Picture {
  const known = made.get(seed);
  if (known !== undefined) return known;
  const random = seededRandom(seed);
  let picture = draw(random);
  // Not every 9 has a pixel of every kind where it is wanted.
  while (picture === undefined) picture = draw(random);
  made.set(seed, picture);
  return picture;
}

function draw(random: () => number): Picture | undefined {
  const [turn, lean, wide] = [0.24 * (random() - 0.5), 0.24 * (random() - 0.5), 0.9 + 0.2 * random()];
  const moved = ([x, y]: Point): Point => {
    const [fromLeft, fromTop] = [wide * (x - 0.5) + lean * (0.5 - y), y - 0.5];
    return [
      0.5 + fromLeft * Math.cos(turn) - fromTop * Math.sin(turn),
      0.5 + fromLeft * Math.sin(turn) + fromTop * Math.cos(turn),
    ];
  };
  const pixels = fromStrokes([nineUntil(1).map(moved)]);
  const chosen: number[] = [];
  const frame = inside(pixels);
  // The scarce ones before those that are everywhere.
  for (const [least, most] of [...shuffled(BETWEEN, random), BRIGHT, BRIGHT, DARK, DARK]) {
    const fitting = frame.filter((pixel) => {
      const value = brightness(pixels, pixel);
      return value >= least && value <= most && chosen.every((other) => distance(pixel, other) >= APART);
    });
    if (fitting.length === 0) return undefined;
    chosen.push(fitting[Math.floor(random() * fitting.length)]);
  }
  const [a, b, c, bright, otherBright, dark, otherDark] = chosen;
  return {
    pixels,
    guessed: shuffled([a, bright, dark], random),
    read: shuffled([b, c, otherBright, otherDark], random),
  };
}

const rowOf = (pixel: number): number => Math.floor(pixel / DIGIT_SIDE);
const columnOf = (pixel: number): number => pixel % DIGIT_SIDE;

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

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
}

/** The picture with what was painted: pixels and their new values in turn. */
export function paintedOver(pixels: Uint8Array, stage: readonly number[]): Uint8Array {
  const painted = pixels.slice();
  for (let i = 0; i + 1 < stage.length; i += 2) painted[stage[i]] = stage[i + 1];
  return painted;
}

/** What was painted, as {@link paintedOver} takes it: only pixels that differ. */
export function differences(before: ArrayLike<number>, after: ArrayLike<number>): number[] {
  return Array.from(before).flatMap((value, pixel) => (after[pixel] === value ? [] : [pixel, after[pixel]]));
}
