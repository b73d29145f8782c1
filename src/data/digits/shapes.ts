/**
 * @file Tells connected shapes in a picture apart, so that dust and frames are not taken for part of a digit.
 */

import { edgeIndices } from "../image/picture.js";

/** Pixels that touch, by an edge or a corner. */
interface Shape {
  readonly pixels: number;
  /** How many of them lie on the picture's edge. */
  edgePixels: number;
}

/** A shape with fewer pixels than this share of the largest one's is dust. */
const DUST = 0.03;

/** A shape that covers this share of the picture's edge is a frame drawn around it. */
const FRAME = 0.6;

/**
 * Clears dust and a frame, if there are any, from a mask.
 *
 * @param mask `[height, width]`, 1 where there is ink; changed in place
 * @returns the pixels that were cleared
 */
export function clearDust(mask: Uint8Array, width: number, height: number): number[] {
  const { labels, shapes } = findShapes(mask, width, height);
  const edge = edgeIndices(width, height);
  for (const i of edge) if (mask[i] === 1) shapes[labels[i]].edgePixels++;
  const inner = shapes.filter(({ edgePixels }) => edgePixels < FRAME * edge.length);
  // A digit that fills the picture to its edges is no frame: there is nothing else.
  const candidates = inner.length > 0 ? inner : shapes;
  const largest = candidates.reduce((most, { pixels }) => Math.max(most, pixels), 0);
  const kept = new Set(candidates.filter(({ pixels }) => pixels >= DUST * largest));
  const cleared: number[] = [];
  mask.forEach((value, i) => {
    if (value === 1 && !kept.has(shapes[labels[i]])) cleared.push(i);
  });
  for (const i of cleared) mask[i] = 0;
  return cleared;
}

/** Floods one shape after the other. `labels` numbers each ink pixel's shape. */
function findShapes(
  mask: Uint8Array,
  width: number,
  height: number,
): { labels: Int32Array; shapes: Shape[] } {
  const labels = new Int32Array(mask.length).fill(-1);
  const queue = new Int32Array(mask.length);
  const shapes: Shape[] = [];
  for (let first = 0; first < mask.length; first++) {
    if (mask[first] === 0 || labels[first] >= 0) continue;
    labels[first] = shapes.length;
    queue[0] = first;
    let length = 1;
    for (let next = 0; next < length; next++) {
      const x = queue[next] % width;
      const y = (queue[next] - x) / width;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const neighbour = ny * width + nx;
          if (mask[neighbour] === 0 || labels[neighbour] >= 0) continue;
          labels[neighbour] = shapes.length;
          queue[length++] = neighbour;
        }
      }
    }
    shapes.push({ pixels: length, edgePixels: 0 });
  }
  return { labels, shapes };
}
