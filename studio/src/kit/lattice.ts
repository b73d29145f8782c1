/**
 * @file Numbers on a lattice as a soft picture, and lines of equal height over it.
 */

import type { Segment } from "../views/basics/contour";
import type { Frame } from "../views/basics/geometry";

type Context = CanvasRenderingContext2D;

/** A rectangle in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const boxOf = ({ left, top, side }: Frame): Box => ({ left, top, width: side, height: side });

/** The small canvas that a large one is painted from. */
const scratches = new WeakMap<Context, OffscreenCanvas>();

/**
 * Paints a lattice into a box whose edges are its outermost places.
 *
 * @param colour of the `i`th place, row by row from the lower left, as {@link pixel} has it
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
