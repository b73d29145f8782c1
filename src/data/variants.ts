/**
 * @file Ways of writing a digit that MNIST's American writers of the 1990s hardly used and much of the world does: a
 * slashed zero, a one with a flag or a foot, a crossed seven. Each is a pen's line added to a digit that is there.
 */

import type { RandomGenerator } from "../model/random.js";
import { DIGIT_SIDE } from "./digit.js";

type Draw = (digit: Float64Array, random: RandomGenerator) => void;

/** By the digit's name. */
const VARIANTS: Readonly<Record<string, Draw>> = { "0": slash, "1": flag, "7": bar };

/** Adds the line to a digit that is written in another way, too; leaves others as they are. @param digit `[784]`, ink 0 to 1 */
export function drawVariant(digit: Float64Array, name: string, random: RandomGenerator): void {
  VARIANTS[name]?.(digit, random);
}

/** From below on the left to above on the right, a little beyond the zero's edges. */
function slash(digit: Float64Array, random: RandomGenerator): void {
  const { left, right, top, bottom } = bounds(digit);
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  // From steep to flat: towards a corner of the box, or between it and the middle of a side.
  const [halfX, halfY] = [((right - left) / 2) * between(0.1, 1.2), ((bottom - top) / 2) * between(0.6, 1.3)];
  line(digit, middleX - halfX, middleY + halfY, middleX + halfX, middleY - halfY, between(0.8, 1.3));
}

/** From the one's top down to the left; sometimes a foot under it. */
function flag(digit: Float64Array, random: RandomGenerator): void {
  const { left, right, top, bottom } = bounds(digit);
  // A one that is not a single stroke has its flag.
  if (right - left > 12) return;
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  const tip = rowMiddle(digit, top);
  const foot = rowMiddle(digit, bottom);
  const radius = between(0.8, 1.4);
  const length = (bottom - top) * between(0.2, 0.6);
  line(digit, tip, top + 1, tip - length * between(0.5, 1.2), top + 1 + length * between(0.3, 1), radius);
  if (random.uniform() < 0.2) {
    line(digit, foot - between(2, 6), bottom, foot + between(2, 6), bottom, radius);
  }
}

/** Across the seven's stem. */
function bar(digit: Float64Array, random: RandomGenerator): void {
  const { left, right, top, bottom } = bounds(digit);
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  const y = Math.round(top + (bottom - top) * between(0.4, 0.65));
  const stem = rowMiddle(digit, y);
  const half = (right - left) * between(0.2, 0.45);
  const rise = half * between(-0.2, 0.4);
  line(digit, stem - half, y + rise, stem + half, y - rise, between(0.8, 1.3));
}

interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The first and last column and row with much ink. */
function bounds(digit: Float64Array): Bounds {
  let [left, right, top, bottom] = [DIGIT_SIDE, 0, DIGIT_SIDE, 0];
  for (let y = 0; y < DIGIT_SIDE; y++) {
    for (let x = 0; x < DIGIT_SIDE; x++) {
      if (digit[y * DIGIT_SIDE + x] < 0.3) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { left, right, top, bottom };
}

/** Where a row's ink lies on average; the picture's middle where it has none. */
function rowMiddle(digit: Float64Array, y: number): number {
  let [sum, across] = [0, 0];
  for (let x = 0; x < DIGIT_SIDE; x++) {
    sum += digit[y * DIGIT_SIDE + x];
    across += digit[y * DIGIT_SIDE + x] * x;
  }
  return sum === 0 ? DIGIT_SIDE / 2 : across / sum;
}

/** Draws a line of a round pen whose edge is a pixel wide. Coordinates are those of pixels' middles. */
function line(digit: Float64Array, x1: number, y1: number, x2: number, y2: number, radius: number): void {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squaredLength = Math.max(1e-9, dx * dx + dy * dy);
  for (let y = 0; y < DIGIT_SIDE; y++) {
    for (let x = 0; x < DIGIT_SIDE; x++) {
      const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / squaredLength));
      const [ox, oy] = [x - x1 - along * dx, y - y1 - along * dy];
      const ink = Math.min(1, radius + 0.5 - Math.sqrt(ox * ox + oy * oy));
      const i = y * DIGIT_SIDE + x;
      if (ink > digit[i]) digit[i] = ink;
    }
  }
}
