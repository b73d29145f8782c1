/**
 * @file Painting pixel by pixel: which pixels a brush passes, and how many are other than they were.
 */

/**
 * The pixels on the straight way between two, both included (Bresenham, 1965), so that a quick stroke leaves no gaps.
 *
 * @param from index into a picture of that width, row by row
 */
export function pixelsBetween(from: number, to: number, width: number): number[] {
  let [x, y] = [from % width, Math.floor(from / width)];
  const [endX, endY] = [to % width, Math.floor(to / width)];
  const [dx, dy] = [Math.abs(endX - x), -Math.abs(endY - y)];
  const [stepX, stepY] = [Math.sign(endX - x), Math.sign(endY - y)];
  const passed = [from];
  for (let error = dx + dy; x !== endX || y !== endY; passed.push(y * width + x)) {
    const twice = 2 * error;
    if (twice >= dy) {
      error += dy;
      x += stepX;
    }
    if (twice <= dx) {
      error += dx;
      y += stepY;
    }
  }
  return passed;
}

/** How many pixels differ. */
export function countChanged(before: ArrayLike<number>, after: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < before.length; i++) if (before[i] !== after[i]) count++;
  return count;
}

/** The pixel under a place on a canvas, both in the same unit; places outside give the nearest one. */
export function pixelAt(
  x: number,
  y: number,
  size: { readonly width: number; readonly height: number },
  [height, width]: readonly [number, number],
): number {
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most - 1, Math.floor(value)));
  return clamp((y / size.height) * height, height) * width + clamp((x / size.width) * width, width);
}
