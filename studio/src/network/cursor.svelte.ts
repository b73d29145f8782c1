/**
 * @file Where the keyboard is in the network: at a neuron, or at one of the edges into it.
 */

import type { Model, Trace } from "akari";
import type { EdgeMode, Selection } from "../studio.svelte";
import { edgesBySize } from "./edges";
import type { Layout } from "./layout";
import { type Arrow, type Neuron, neighbour, otherLayer } from "./neighbours";

/** What the keys move in. */
export interface Ground {
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
  press(key: string, shift: boolean, ground: Ground): boolean {
    const { layer, unit } = this.target(ground.model);
    const here = { layer, unit };
    if (shift && (key === "ArrowUp" || key === "ArrowDown")) {
      this.#walkEdges(here, key === "ArrowDown" ? 1 : -1, ground);
    } else if (key.startsWith("Arrow")) this.moveTo(neighbour(ground.layout, here, key as Arrow));
    else if (key === "PageUp" || key === "PageDown") {
      this.moveTo(otherLayer(ground.layout, here, key === "PageDown" ? 1 : -1));
    } else if (key === "Home") this.moveTo({ layer, unit: 0 });
    else if (key === "End") this.moveTo({ layer, unit: ground.layout.layers[layer].count - 1 });
    else return false;
    return true;
  }

  #walkEdges({ layer, unit }: Neuron, step: number, { model, trace, edgeMode }: Ground): void {
    if (layer === 0) return;
    const carried = edgeMode === "contributions" && trace !== undefined;
    const sent = carried ? (layer === 1 ? trace.inputs : trace.layers[layer - 2].activations) : undefined;
    const order = edgesBySize(model.parameters[layer - 1], unit, sent);
    const rank = this.#edge === undefined ? 0 : order.indexOf(this.#edge.from) + step;
    if (rank < 0) this.#edge = undefined;
    else if (rank < order.length) this.#edge = { rank, from: order[rank], count: order.length };
  }
}
