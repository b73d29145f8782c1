/**
 * @file A picture that is painted over in a lesson: what is kept of it, and a pixel's brightness.
 */

import { DIGIT_SIDE } from "akari/data";

export const FULL = 255;

/** A pixel's brightness from 0 to 1. */
export const brightness = (pixels: ArrayLike<number>, pixel: number): number => pixels[pixel] / FULL;

export const rowOf = (pixel: number): number => Math.floor(pixel / DIGIT_SIDE);
export const columnOf = (pixel: number): number => pixel % DIGIT_SIDE;

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
