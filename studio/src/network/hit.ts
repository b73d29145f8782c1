/**
 * @file What is under the pointer: the neuron that is nearest, else the edge that is meant.
 */

import type { Selection } from "../studio.svelte";
import type { DrawnEdges } from "./edges";
import { unitAt } from "./grid";
import type { Layout } from "./layout";

/** How far a pointer may miss, in CSS pixels. */
export interface Reach {
  readonly neuron: number;
  readonly edge: number;
}

export const MOUSE: Reach = { neuron: 6, edge: 4 };
/** A finger is wide: the lamp within its reach is the one that is meant. */
export const FINGER: Reach = { neuron: 22, edge: 10 };

/** @param edges the drawn edges of each gap: `edges[0]` leads into layer 1 */
export function hitTest(
  layout: Layout,
  edges: readonly DrawnEdges[],
  x: number,
  y: number,
  reach: Reach,
): Selection | undefined {
  return hitNeuron(layout, x, y, reach.neuron) ?? hitEdge(layout, edges, x, y, reach.edge);
}

/** Whether two are the same neuron or edge. */
export const isSame = (a: Selection, b: Selection): boolean =>
  a.layer === b.layer &&
  a.unit === b.unit &&
  (a.kind === "edge" ? a.from : undefined) === (b.kind === "edge" ? b.from : undefined);

/** The neuron whose lamp is nearest and at most `reach` beyond its rim. */
function hitNeuron(layout: Layout, x: number, y: number, reach: number): Selection | undefined {
  const { picture } = layout;
  if (picture !== undefined) {
    const column = Math.floor((x - picture.box.x) / picture.pitch);
    const row = Math.floor((y - picture.box.y) / picture.pitch);
    if (column >= 0 && column < picture.columns && row >= 0 && row < picture.rows) {
      return { kind: "neuron", layer: 0, unit: unitAt(picture, row, column) };
    }
  }
  const written = hitAnswer(layout, x, y);
  if (written !== undefined) return written;
  let found: Selection | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const { layer, count, form, x: xs, y: ys, radius, box } of layout.layers) {
    // A strip is hit where it is drawn; beside it are its edges.
    if (form === "picture") continue;
    const extra = form === "strip" ? Math.min(reach, 2) : reach;
    if (x < box.x - extra || x > box.x + box.width + extra) continue;
    if (y < box.y - extra || y > box.y + box.height + extra) continue;
    for (let unit = 0; unit < count; unit++) {
      const distance = Math.hypot(x - xs[unit], y - ys[unit]);
      if (distance > radius + extra || distance >= nearest) continue;
      nearest = distance;
      found = { kind: "neuron", layer, unit };
    }
  }
  return found;
}

/** What is written beside an output neuron belongs to it. */
function hitAnswer({ layers, answers, orientation }: Layout, x: number, y: number): Selection | undefined {
  if (x < answers.x || x > answers.x + answers.width || y < answers.y || y > answers.y + answers.height)
    return undefined;
  const { layer, count, form, lineLength, box } = layers[layers.length - 1];
  if (form === "strip" || lineLength < count) return undefined;
  const flat = orientation === "landscape";
  const across = flat ? y - box.y : x - box.x;
  const unit = Math.floor((across / (flat ? box.height : box.width)) * count);
  return unit >= 0 && unit < count ? { kind: "neuron", layer, unit } : undefined;
}

/**
 * The edge at most `reach` away. Thousands of edges cross each other, so among them the one that is seen wins: the
 * nearer and the stronger.
 */
function hitEdge(
  layout: Layout,
  edges: readonly DrawnEdges[],
  x: number,
  y: number,
  reach: number,
): Selection | undefined {
  let found: Selection | undefined;
  let best = Number.POSITIVE_INFINITY;
  edges.forEach(({ from, to, level, count }, gap) => {
    const a = layout.layers[gap];
    const b = layout.layers[gap + 1];
    for (let e = 0; e < count; e++) {
      const distance = distanceToSegment(x, y, a.x[from[e]], a.y[from[e]], b.x[to[e]], b.y[to[e]]);
      if (distance > reach) continue;
      const cost = distance / reach - level[e];
      if (cost >= best) continue;
      best = cost;
      found = { kind: "edge", layer: gap + 1, from: from[e], unit: to[e] };
    }
  });
  return found;
}

/** How far a point is from a piece of a line: from the line within its ends, beyond them from the nearer end. */
export function distanceToSegment(
  x: number,
  y: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}
