/**
 * @file How a drawing becomes what the network sees, as geometry for every moment of the way: as it was drawn, its box
 * found, scaled so that the longest side is 20 pixels, moved so that the centre of mass is in the middle, and at last
 * counted into 28×28 pixels. The numbers are the library's own: it places the drawing, this only shows how.
 */

import { DIGIT_BOX, DIGIT_SIDE, PEN_WIDTH, type Point, placeStrokes, type Stroke } from "akari/data";

/** The last moment; each whole number is the end of a step. */
export const LAST = 4;

/** A moment of the way, in pixels of the 28×28. */
export interface Moment {
  /** A point `p` of the drawing lies at `p · scale + offset`. */
  readonly scale: number;
  readonly offset: Point;
  /** The box around the ink, pen included. */
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** The centre of mass of the ink. */
  readonly mass: Point;
  /** How much is to be seen of the box, of the centre of mass and of the finished pixels, 0 to 1. */
  readonly shown: { readonly box: number; readonly mass: number; readonly pixels: number };
}

/** Every moment of a drawing's way. */
export type Centring = (moment: number) => Moment;

/**
 * @param strokes on a pad of side 1; at least one point
 * @throws AkariError where nothing is drawn
 */
export function centre(strokes: readonly Stroke[]): Centring {
  const { bounds, scale, size, mass, corner } = placeStrokes(strokes);
  // What is followed is the box's corner: it carries the scale and the place of all the rest.
  const drawn: Point = [bounds.left * DIGIT_SIDE - PEN_WIDTH / 2, bounds.top * DIGIT_SIDE - PEN_WIDTH / 2];
  const middle: Point = [(DIGIT_SIDE - size[0]) / 2, (DIGIT_SIDE - size[1]) / 2];
  return (moment) => {
    const scaled = step(moment, 1);
    const moved = step(moment, 2);
    const s = DIGIT_SIDE + (scale - DIGIT_SIDE) * scaled;
    const [left, top] = [0, 1].map((axis) => {
      const before = drawn[axis] + (middle[axis] - drawn[axis]) * scaled;
      return before + (corner[axis] - before) * moved;
    });
    const offset: Point = [left + PEN_WIDTH / 2 - bounds.left * s, top + PEN_WIDTH / 2 - bounds.top * s];
    const width = bounds.width * s + PEN_WIDTH;
    const height = bounds.height * s + PEN_WIDTH;
    const pixels = step(moment, 3);
    return {
      scale: s,
      offset,
      box: { left, top, width, height },
      mass: [left + (mass[0] / size[0]) * width, top + (mass[1] / size[1]) * height],
      shown: { box: step(moment, 0) * (1 - pixels), mass: step(moment, 1) * (1 - pixels), pixels },
    };
  };
}

/** How far step `k`, from moment `k` to `k + 1`, has come: 0 to 1, gently at both ends. */
function step(moment: number, k: number): number {
  const t = Math.max(0, Math.min(1, moment - k));
  return t * t * (3 - 2 * t);
}

/** Which of the {@link LAST} + 1 captions fits a moment: that of the step under way, or that was reached. */
export const captionAt = (moment: number): number => Math.max(0, Math.min(LAST, Math.ceil(moment)));

/** The box that the longest side has to fit, in the middle of the picture. */
export const TARGET = { from: (DIGIT_SIDE - DIGIT_BOX) / 2, side: DIGIT_BOX };

/** Where the centre of mass comes to lie: the middle of pixel 14, counted from 0. */
export const MIDDLE = DIGIT_SIDE / 2 + 0.5;
