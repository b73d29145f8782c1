/**
 * @file A claim is a painting: where a picture should be light for a neuron to be lit, and where dark. On which neurons a seed has it made,
 * and what can be seen of the painting itself.
 */

import { DIGIT_SIDE } from "akari/data";
import { seededRandom } from "../../../../kit/seeded";
import { PIXELS } from "../../../../mnist/digits";
import { pickBy, shuffled } from "../../drawn";
import { columnOf, FULL, paintedOver, rowOf } from "../../paint/painted";

/** What is painted on, of which nothing is claimed: dim, so that both brushes are seen on it. */
export const UNPAINTED = new Uint8Array(PIXELS).fill(Math.round(FULL / 5));

/** Of each pixel 1 where light is claimed, −1 where dark is, 0 where nothing is: `[784]`. */
export const templateOf = (stage: readonly number[]): Int8Array =>
  Int8Array.from(paintedOver(UNPAINTED, stage), (value, pixel) => Math.sign(value - UNPAINTED[pixel]));

/**
 * Neurons of the first hidden layer about which somebody who paints its strongest weights in blocks of four by four pixels reaches an AUC of
 * 0.85 ‡ (`claims.test.ts`).
 */
export const READABLE = [2, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15] as const;

/** So many of the second hidden layer are offered. */
const OFFERED = 3;

export interface Drawn {
  /** Of the first hidden layer. */
  readonly unit: number;
  /** Of the second. */
  readonly offered: readonly number[];
}

export function drawnFor(seed: number): Drawn {
  const random = seededRandom(seed);
  const unit = pickBy(random)(READABLE);
  const all = Array.from({ length: 16 }, (_, one) => one);
  const offered = shuffled(all, random).slice(0, OFFERED);
  return { unit, offered: offered.sort((a, b) => a - b) };
}

/** Light pixels that no way leads to from the frame, neither through light nor diagonally: what the light encloses. */
export function enclosedBy(template: Int8Array): Set<number> {
  const outside = new Set<number>();
  const ahead = [...template.keys()].filter((pixel) =>
    [0, DIGIT_SIDE - 1].some((edge) => rowOf(pixel) === edge || columnOf(pixel) === edge),
  );
  while (ahead.length > 0) {
    const pixel = ahead.pop() as number;
    if (template[pixel] > 0 || outside.has(pixel)) continue;
    outside.add(pixel);
    if (columnOf(pixel) > 0) ahead.push(pixel - 1);
    if (columnOf(pixel) < DIGIT_SIDE - 1) ahead.push(pixel + 1);
    if (rowOf(pixel) > 0) ahead.push(pixel - DIGIT_SIDE);
    if (rowOf(pixel) < DIGIT_SIDE - 1) ahead.push(pixel + DIGIT_SIDE);
  }
  return new Set([...template.keys()].filter((pixel) => template[pixel] <= 0 && !outside.has(pixel)));
}

/** A hole of fewer pixels is none, and light farther from it belongs to no loop. */
const [HOLE, WIDE] = [6, 2];
/** So much of the light at least belongs to a loop. */
const MOSTLY = 0.7;

export type Shape = "loop" | "open" | "scribble";

export function shapeOf(template: Int8Array): Shape {
  const enclosed = [...enclosedBy(template)];
  if (enclosed.length < HOLE) return "open";
  const light = [...template.keys()].filter((pixel) => template[pixel] > 0);
  const around = light.filter((pixel) =>
    enclosed.some(
      (inner) =>
        Math.abs(rowOf(inner) - rowOf(pixel)) <= WIDE && Math.abs(columnOf(inner) - columnOf(pixel)) <= WIDE,
    ),
  );
  return around.length >= MOSTLY * light.length ? "loop" : "scribble";
}

/** The pixels of a ring. */
export function ring(row: number, column: number, down: number, across: number): number[] {
  const round = Array.from({ length: 200 }, (_, i) => (i / 200) * 2 * Math.PI);
  const pixels = round.map(
    (angle) =>
      Math.round(row + down * Math.sin(angle)) * DIGIT_SIDE + Math.round(column + across * Math.cos(angle)),
  );
  return [...new Set(pixels)];
}

const BLOCK = 4;

/** The blocks in which a neuron's weights are strongest, painted light where they are positive together, and dark else. */
export function strongestBlocks(weights: ArrayLike<number>, count: number): number[] {
  const starts = Array.from({ length: PIXELS }, (_, pixel) => pixel).filter(
    (pixel) => rowOf(pixel) % BLOCK === 0 && columnOf(pixel) % BLOCK === 0,
  );
  const blocks = starts.map((start) => {
    const pixels = Array.from(
      { length: BLOCK * BLOCK },
      (_, i) => start + Math.floor(i / BLOCK) * DIGIT_SIDE + (i % BLOCK),
    );
    return { pixels, sum: pixels.reduce((sum, pixel) => sum + weights[pixel], 0) };
  });
  blocks.sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
  return blocks
    .slice(0, count)
    .flatMap(({ pixels, sum }) => pixels.flatMap((pixel) => [pixel, sum > 0 ? FULL : 0]));
}
