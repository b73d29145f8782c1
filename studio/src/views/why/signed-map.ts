/**
 * @file Signed numbers over a picture: the picture as a faint trace, positive numbers amber, negative ones blue, the
 * stronger the larger.
 */

import { mix, readColors } from "../../kit/palette";

/** How bright the brightest pixel of the picture below stays. */
const TRACE = 0.75;

/** The largest size of all numbers, by which a map is scaled; 1 where all are zero. */
export function largestSize(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest || 1;
}

/**
 * @param values `[height, width]`
 * @param picture the same pixels, 0 dark to 1 bright
 */
export function drawSignedMap(
  context: CanvasRenderingContext2D,
  values: ArrayLike<number>,
  picture: ArrayLike<number>,
  [height, width]: readonly [number, number],
): void {
  const { ground, unlit, positive, negative } = readColors({
    ground: "--ground",
    unlit: "--unlit",
    positive: "--positive",
    negative: "--negative",
  });
  const largest = largestSize(values);
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const below = mix(ground, unlit, picture[i] * TRACE);
    const color = mix(below, values[i] > 0 ? positive : negative, Math.abs(values[i]) / largest);
    image.data.set([...color, 255], i * 4);
  }
  context.putImageData(image, 0, 0);
}
