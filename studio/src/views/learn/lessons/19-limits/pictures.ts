/**
 * @file The pictures of the lesson, a little different for each seed: noise, a letter, a digit, and the same moved aside.
 */

import { fromStrokes, type Stroke } from "akari/data";
import { seededRandom } from "../../../../kit/seeded";
import { PIXELS } from "../../../../mnist/digits";
import { handwritten } from "../../../../pad/curves";
import { nineUntil } from "../../../see/demonstration.svelte";
import { drawnBy, pickBy } from "../../drawn";
import { stageOf, type Work } from "../../lesson";
import { columnOf, FULL, paintedOver } from "../../paint/painted";

/** How many of a hundred pixels noise lights. */
export const DENSITIES = [3, 10, 30] as const;

/** So dense is the noise that is guessed at. */
const GUESSED_DENSITY = 10;

/** Pixels here and there, each as bright as it comes. `draw` counts how often it was drawn anew. */
export function noiseOf(seed: number, density: number, draw: number): Uint8Array {
  const random = seededRandom(seed + 7919 * draw + 13 * density);
  return Uint8Array.from({ length: PIXELS }, () => {
    const [chance, brightness] = [random(), random()];
    return 100 * chance < density ? Math.round(FULL * brightness) : 0;
  });
}

/** Strokes on a pad of side 1. */
type Drawing = readonly Stroke[];

const H: Drawing = [
  [
    [0.25, 0.1],
    [0.25, 0.9],
  ],
  [
    [0.75, 0.1],
    [0.75, 0.9],
  ],
  [
    [0.25, 0.5],
    [0.75, 0.5],
  ],
];
const M: Drawing = [
  [
    [0.15, 0.9],
    [0.2, 0.1],
    [0.5, 0.6],
    [0.8, 0.1],
    [0.85, 0.9],
  ],
];
const N: Drawing = [
  [
    [0.2, 0.9],
    [0.2, 0.1],
    [0.8, 0.9],
    [0.8, 0.1],
  ],
];
const R: Drawing = [
  [
    [0.25, 0.9],
    [0.25, 0.1],
    [0.65, 0.12],
    [0.72, 0.3],
    [0.62, 0.47],
    [0.25, 0.5],
    [0.75, 0.9],
  ],
];
const X: Drawing = [
  [
    [0.2, 0.1],
    [0.8, 0.9],
  ],
  [
    [0.8, 0.1],
    [0.2, 0.9],
  ],
];
const LETTERS = [H, M, N, R, X];

const FOUR: Drawing = [
  [
    [0.34, 0.12],
    [0.28, 0.52],
    [0.72, 0.5],
  ],
  [
    [0.66, 0.14],
    [0.62, 0.88],
  ],
];
const SEVEN: Drawing = [
  [
    [0.28, 0.16],
    [0.72, 0.14],
    [0.46, 0.88],
  ],
];
const DIGITS: readonly (readonly [digit: number, drawing: Drawing])[] = [
  [4, FOUR],
  [7, SEVEN],
  [9, [nineUntil(1)]],
];

/** One hand writes all strokes of a picture. */
const written = (drawing: Drawing, seed: number): Uint8Array =>
  fromStrokes(drawing.map((stroke) => handwritten(stroke, seededRandom(seed))));

/** So many pixels to the right. */
const MOVED = 6;

export interface Pictures {
  readonly noise: Uint8Array;
  readonly letter: Uint8Array;
  /** As the network reads it, rightly. */
  readonly digit: { readonly name: number; readonly pixels: Uint8Array };
  /** The same moved to the right. */
  readonly moved: Uint8Array;
  /** The digit that a picture is to be taken for which is none. */
  readonly wanted: number;
}

/**
 * What noise alone hardly ever makes the network sure of, and a few pixels in it do ‡: of 6,000 noises it is at least 90 % sure that they
 * are a 1 in 13, a 6 in 11 and a 9 in none. Guided by the map, half of the sparse ones need at most 8 pixels.
 */
export const WANTED = [1, 6, 9] as const;

/** One of all that there are, so that neighbours hardly ever have the same digits. */
function combinationOf(seed: number) {
  const all = LETTERS.flatMap((letter) =>
    DIGITS.flatMap((digit) => WANTED.map((wanted) => [letter, wanted, digit] as const)),
  );
  return pickBy(seededRandom(seed))(all);
}

export const picturesOf = drawnBy((_, seed): Pictures => {
  const [letter, wanted, [name, drawing]] = combinationOf(seed);
  const pixels = written(drawing, seed);
  return {
    noise: noiseOf(seed, GUESSED_DENSITY, 0),
    letter: written(letter, seed),
    digit: { name, pixels },
    moved: pixels.map((_, pixel) => (columnOf(pixel) < MOVED ? 0 : pixels[pixel - MOVED])),
    wanted,
  };
});

/** The noise that is painted on in the first task, and what was painted, as `paintedOver` takes it. */
export interface Ground {
  readonly density: number;
  readonly draw: number;
  readonly painted: readonly number[];
}

export function groundOf(work: Work): Ground {
  const [density = 0, draw = 0, ...painted] = stageOf(work, 0);
  return { density: DENSITIES.find((one) => one === density) ?? DENSITIES[0], draw, painted };
}

export function paintedNoise(work: Work): Uint8Array {
  const { density, draw, painted } = groundOf(work);
  return paintedOver(noiseOf(work.seed, density, draw), painted);
}

export const paintedDigit = (work: Work): Uint8Array =>
  paintedOver(picturesOf(work.seed).digit.pixels, stageOf(work, 1));
