/**
 * @file Numbers on a lattice as a soft picture, and lines of equal height over it.
 */

import type { Rgb } from "./palette";

type Context = CanvasRenderingContext2D;

/** A rectangle in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A colour and its opacity as one number, in the order of a picture's bytes. Pictures are made of many thousands. */
export const packed = ([red, green, blue]: Rgb, opacity = 1): number =>
  ((opacity * 255) << 24) | (blue << 16) | (green << 8) | red;

/** Steps of a ramp on each side of zero. */
const STEPS = 255;

/** A colour for every value from −1 to 1, looked up instead of computed for each of a picture's places. */
export function ramp(colour: (value: number) => Rgb): (value: number) => number {
  const table = Uint32Array.from({ length: 2 * STEPS + 1 }, (_, i) => packed(colour(i / STEPS - 1)));
  return (value) => table[Math.round((Math.max(-1, Math.min(1, value)) + 1) * STEPS) || 0];
}

/** The small canvas that a large one is painted from. */
const scratches = new WeakMap<Context, OffscreenCanvas>();

/**
 * Paints a lattice into a box whose edges are its outermost places.
 *
 * @param colour of the `i`th place, row by row from the lower left, as {@link packed} gives it
 */
export function paintLattice(
  context: Context,
  { left, top, width, height }: Box,
  [columns, rows]: readonly [number, number],
  colour: (i: number) => number,
): void {
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) pixels[(rows - 1 - y) * columns + x] = colour(y * columns + x);
  }
  const scratch = scratches.get(context) ?? new OffscreenCanvas(columns, rows);
  scratches.set(context, scratch);
  scratch.width = columns;
  scratch.height = rows;
  scratch.getContext("2d")?.putImageData(image, 0, 0);
  // A place is the middle of its pixel, so the outermost half pixels lie outside.
  const [dx, dy] = [width / Math.max(1, columns - 1), height / Math.max(1, rows - 1)];
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(
    scratch,
    left - dx / 2,
    rows > 1 ? top - dy / 2 : top,
    width + dx,
    rows > 1 ? height + dy : height,
  );
  context.restore();
}

/** Draws the pieces of a contour line in the box of their lattice. */
export function strokeSegments(
  context: Context,
  { left, top, width, height }: Box,
  size: number,
  segments: readonly Segment[],
): void {
  const [dx, dy] = [width / (size - 1), height / (size - 1)];
  context.beginPath();
  for (const [x1, y1, x2, y2] of segments) {
    context.moveTo(left + x1 * dx, top + height - y1 * dy);
    context.lineTo(left + x2 * dx, top + height - y2 * dy);
  }
  context.stroke();
}

/** A piece of a line, in lattice steps from the lower left: `[x1, y1, x2, y2]`. */
export type Segment = readonly [number, number, number, number];

/**
 * @param values `[size, size]`, row by row
 * @returns the pieces where the values cross a level, in no order
 */
export function contour(values: ArrayLike<number>, size: number, level: number): Segment[] {
  const segments: Segment[] = [];
  const between = (a: number, b: number): number => (level - a) / (b - a);
  for (let y = 0; y + 1 < size; y++) {
    for (let x = 0; x + 1 < size; x++) {
      const i = y * size + x;
      const [a, b, c, d] = [values[i], values[i + 1], values[i + size + 1], values[i + size]];
      const high = a >= level;
      // Most squares are not crossed at all.
      if (high === b >= level && high === c >= level && high === d >= level) continue;
      // Where the sides of this square are crossed: below, right, above, left.
      const crossings: [number, number][] = [];
      if (a >= level !== b >= level) crossings.push([x + between(a, b), y]);
      if (b >= level !== c >= level) crossings.push([x + 1, y + between(b, c)]);
      if (c >= level !== d >= level) crossings.push([x + 1 - between(c, d), y + 1]);
      if (d >= level !== a >= level) crossings.push([x, y + 1 - between(d, a)]);
      if (crossings.length === 2) segments.push([...crossings[0], ...crossings[1]]);
      if (crossings.length === 4) {
        // A saddle: its middle tells which corners belong together.
        const joined = (a + b + c + d) / 4 >= level === a >= level;
        const [p, q, r, s] = crossings;
        segments.push(joined ? [...p, ...q] : [...p, ...s], joined ? [...r, ...s] : [...q, ...r]);
      }
    }
  }
  return segments;
}
