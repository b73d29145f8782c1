/**
 * @file Paints edges. All edges of a gap are painted once into a canvas of their own, which is then stamped frame after
 * frame until the weights, what edges show, or the picture's size change.
 */

import { buckets, type DrawnEdges } from "./edges";
import type { LayerPlace, Layout } from "./layout";
import { css, type Palette } from "./palette";

/** Lines in one call to `stroke`: browsers that join a path's lines into one outline slow down with longer ones. */
const LINES = 512;

/** How one gap's edges are painted. */
interface Ink {
  readonly palette: Palette;
  /** Multiplies every edge's opacity. */
  readonly strength: number;
  /** How much of the way from layer to layer is painted, 0 to 1. */
  readonly reach: number;
}

/**
 * Paints edges by size: opacity first, and the strong ones wider too.
 *
 * @param edges drawn between `before` and `after`
 */
export function paintEdges(
  context: CanvasRenderingContext2D,
  edges: DrawnEdges,
  before: LayerPlace,
  after: LayerPlace,
  { palette, strength, reach }: Ink,
): void {
  // Many edges are fainter each, so that together they are as bright as few.
  const crowd = Math.min(1, (240 / Math.max(1, edges.count)) ** 0.42);
  for (const bucket of buckets(edges)) {
    const alpha = Math.min(
      1,
      strength * (0.04 + 0.96 * bucket.level ** 0.75) * (palette.dark ? crowd : crowd * 1.25),
    );
    context.strokeStyle = css(bucket.positive ? palette.positive : palette.negative, alpha);
    context.lineWidth = 1 + 1.6 * bucket.level * crowd;
    for (let begin = 0; begin < bucket.edges.length; begin += LINES) {
      context.beginPath();
      for (const e of bucket.edges.subarray(begin, begin + LINES)) {
        const x = before.x[edges.from[e]];
        const y = before.y[edges.from[e]];
        context.moveTo(x, y);
        context.lineTo(x + (after.x[edges.to[e]] - x) * reach, y + (after.y[edges.to[e]] - y) * reach);
      }
      context.stroke();
    }
  }
}

/** One gap's edges as a picture that is kept. */
export class GapPicture {
  readonly #canvas = document.createElement("canvas");
  #edges: DrawnEdges | undefined;
  #layout: Layout | undefined;
  #palette: Palette | undefined;

  /** Stamps the edges into the gap that leads into layer `gap + 1`, painting them anew only where something changed. */
  stamp(
    context: CanvasRenderingContext2D,
    layout: Layout,
    gap: number,
    edges: DrawnEdges,
    palette: Palette,
    density: number,
    opacity: number,
  ): void {
    if (opacity <= 0 || edges.count === 0) return;
    const box = gapBox(layout, gap);
    if (edges !== this.#edges || layout !== this.#layout || palette !== this.#palette) {
      this.#edges = edges;
      this.#layout = layout;
      this.#palette = palette;
      this.#canvas.width = Math.max(1, Math.ceil(box.width * density));
      this.#canvas.height = Math.max(1, Math.ceil(box.height * density));
      const own = this.#canvas.getContext("2d");
      if (own === null) return;
      own.setTransform(density, 0, 0, density, -box.x * density, -box.y * density);
      paintEdges(own, edges, layout.layers[gap], layout.layers[gap + 1], { palette, strength: 1, reach: 1 });
    }
    context.globalAlpha = opacity;
    context.drawImage(
      this.#canvas,
      box.x,
      box.y,
      this.#canvas.width / density,
      this.#canvas.height / density,
    );
    context.globalAlpha = 1;
  }
}

/** From one layer to the next, with room for a line's width. */
function gapBox(layout: Layout, gap: number): { x: number; y: number; width: number; height: number } {
  const a = layout.layers[gap].box;
  const b = layout.layers[gap + 1].box;
  const x = Math.floor(Math.min(a.x, b.x)) - 2;
  const y = Math.floor(Math.min(a.y, b.y)) - 2;
  const right = Math.ceil(Math.max(a.x + a.width, b.x + b.width)) + 2;
  const bottom = Math.ceil(Math.max(a.y + a.height, b.y + b.height)) + 2;
  return { x, y, width: right - x, height: bottom - y };
}
