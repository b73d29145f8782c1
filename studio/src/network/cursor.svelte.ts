/**
 * @file The keyboard in the network: where it is, at a neuron or at one of the edges into it, and where an arrow key leads: to
 * the next lamp in that direction, as the picture shows it, and from the border of a layer to the layer beside it.
 */

import type { Model, Trace } from "akari";
import type { EdgeMode, Selection } from "../studio.svelte";
import { edgesBySize } from "./edges";
import { cellOf, unitAt } from "./grid";
import { type LayerPlace, type Layout, neuronSpot } from "./layout";

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

export interface Neuron {
  readonly layer: number;
  readonly unit: number;
}

/** The neuron that an arrow key leads to; the same one where there is none further. */
export function neighbour(layout: Layout, from: Neuron, arrow: Arrow): Neuron {
  const flat = layout.orientation === "landscape";
  const towards = arrow === "ArrowRight" || arrow === "ArrowDown" ? 1 : -1;
  const horizontal = arrow === "ArrowLeft" || arrow === "ArrowRight";
  const along = horizontal === flat;
  const { layer, unit } = from;
  if (layer === 0 && layout.picture !== undefined) {
    const { rows, columns } = layout.picture;
    const [fromRow, fromColumn] = cellOf(layout.picture, unit);
    const row = fromRow + (horizontal ? 0 : towards);
    const column = fromColumn + (horizontal ? towards : 0);
    if (row >= 0 && row < rows && column >= 0 && column < columns)
      return { layer, unit: unitAt(layout.picture, row, column) };
    return along && towards > 0 ? otherLayer(layout, from, 1) : from;
  }
  const { count, lineLength } = layout.layers[layer];
  const line = Math.floor(unit / lineLength);
  if (!along) {
    const next = unit + towards;
    const stays = next >= 0 && next < count && Math.floor(next / lineLength) === line;
    return stays ? { layer, unit: next } : from;
  }
  const beside = unit + towards * lineLength;
  if (beside >= 0 && beside < count) return { layer, unit: beside };
  // The last line of a field may be shorter than the others.
  if (towards > 0 && Math.floor((count - 1) / lineLength) > line) return { layer, unit: count - 1 };
  return otherLayer(layout, from, towards);
}

/** The neuron of a layer before or after that lies nearest, seen across. */
export function otherLayer(layout: Layout, from: Neuron, step: number): Neuron {
  const layer = from.layer + step;
  if (layer < 0 || layer >= layout.layers.length) return from;
  const flat = layout.orientation === "landscape";
  const spot = neuronSpot(layout, from.layer, from.unit);
  const goal = flat ? spot.y : spot.x;
  return { layer, unit: nearestAcross(layout, layout.layers[layer], goal, flat, step) };
}

/** Where a layer has several lines, the one on the side that one comes from. */
function nearestAcross(layout: Layout, place: LayerPlace, goal: number, flat: boolean, step: number): number {
  const { picture } = layout;
  if (place.layer === 0 && picture !== undefined) {
    const across = flat ? picture.y : picture.x;
    const lines = flat ? picture.rows : picture.columns;
    /** The last of a line, on the side of the layers behind. */
    const lastOf = (n: number): number =>
      flat ? unitAt(picture, n, picture.columns - 1) : unitAt(picture, picture.rows - 1, n);
    let best = 0;
    for (let n = 1; n < lines; n++) {
      if (Math.abs(across[lastOf(n)] - goal) < Math.abs(across[lastOf(best)] - goal)) best = n;
    }
    return lastOf(best);
  }
  const { count, lineLength } = place;
  const first = step > 0 ? 0 : Math.floor((count - 1) / lineLength) * lineLength;
  const across = flat ? place.y : place.x;
  let best = first;
  for (let unit = first; unit < Math.min(count, first + lineLength); unit++) {
    if (Math.abs(across[unit] - goal) < Math.abs(across[best] - goal)) best = unit;
  }
  return best;
}

/** What the keys move in. */
export interface CursorContext {
  readonly model: Model;
  readonly trace: Trace | undefined;
  readonly edgeMode: EdgeMode;
  readonly layout: Layout;
}

export class Cursor {
  #neuron: Neuron = $state.raw({ layer: 1, unit: 0 });
  /** Which of the edges into the neuron, by size; `undefined` where the cursor is at the neuron itself. */
  #edge: { rank: number; from: number; count: number } | undefined = $state.raw();

  /** What the cursor is at, within a model that may have become smaller. */
  target({ definition }: Model): Selection {
    const layer = Math.min(this.#neuron.layer, definition.layers.length);
    const count = layer === 0 ? definition.inputs : definition.layers[layer - 1].units;
    const unit = Math.min(this.#neuron.unit, count - 1);
    const before = layer <= 1 ? definition.inputs : definition.layers[layer - 2].units;
    const from = this.#edge?.from;
    if (layer > 0 && from !== undefined && from < before) return { kind: "edge", layer, from, unit };
    return { kind: "neuron", layer, unit };
  }

  /** The place of its edge among the edges into the neuron. */
  get rank(): { rank: number; count: number } | undefined {
    return this.#edge;
  }

  moveTo({ layer, unit }: Neuron): void {
    this.#neuron = { layer, unit };
    this.#edge = undefined;
  }

  /** Follows a key. @returns whether it was one that moves */
  press(key: string, shift: boolean, context: CursorContext): boolean {
    const { layer, unit } = this.target(context.model);
    const here = { layer, unit };
    if (shift && (key === "ArrowUp" || key === "ArrowDown")) {
      this.#walkEdges(here, key === "ArrowDown" ? 1 : -1, context);
    } else if (key.startsWith("Arrow")) this.moveTo(neighbour(context.layout, here, key as Arrow));
    else if (key === "PageUp" || key === "PageDown") {
      this.moveTo(otherLayer(context.layout, here, key === "PageDown" ? 1 : -1));
    } else if (key === "Home") this.moveTo({ layer, unit: 0 });
    else if (key === "End") this.moveTo({ layer, unit: context.layout.layers[layer].count - 1 });
    else return false;
    return true;
  }

  #walkEdges({ layer, unit }: Neuron, step: number, { model, trace, edgeMode }: CursorContext): void {
    if (layer === 0) return;
    const carried = edgeMode === "contributions" && trace !== undefined;
    const sent = carried ? (layer === 1 ? trace.inputs : trace.layers[layer - 2].activations) : undefined;
    const order = edgesBySize(model.parameters[layer - 1], unit, sent);
    const rank = this.#edge === undefined ? 0 : order.indexOf(this.#edge.from) + step;
    if (rank < 0) this.#edge = undefined;
    else if (rank < order.length) this.#edge = { rank, from: order[rank], count: order.length };
  }
}
