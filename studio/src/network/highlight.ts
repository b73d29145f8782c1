/**
 * @file Makes what is pointed at or open stand out: a neuron by its ring and all of its edges, an edge by itself.
 */

import type { LayerParameters } from "akari";
import type { Selection } from "../studio.svelte";
import { type DrawnEdges, drawnEdges } from "./edges";
import { GapPicture } from "./gap-picture";
import { type Layout, neuronSpot } from "./layout";
import { css } from "./palette";
import type { Scene } from "./scene";

/** Enough to see where a neuron gets its light from; a neuron of 784 inputs has them all. */
const MOST = 1500;

export class Highlight {
  readonly #pictures: GapPicture[] = [];

  paint(context: CanvasRenderingContext2D, scene: Scene): void {
    const { layout, palette, marked, density } = scene;
    marked
      .flatMap((mark) => edgesOf(mark, scene))
      .forEach(({ gap, edges, strength }, i) => {
        this.#pictures[i] ??= new GapPicture();
        this.#pictures[i].stamp(context, layout, gap, edges, palette, density, { strength, reach: 1 }, 1);
      });
    for (const mark of marked) {
      ring(context, layout, scene, mark.layer, mark.unit);
      if (mark.kind === "edge") ring(context, layout, scene, mark.layer - 1, mark.from);
    }
  }
}

function ring(
  context: CanvasRenderingContext2D,
  layout: Layout,
  { palette }: Scene,
  layer: number,
  unit: number,
): void {
  const { x, y, radius } = neuronSpot(layout, layer, unit);
  context.strokeStyle = css(palette.text);
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, radius + 3, 0, 2 * Math.PI);
  context.stroke();
}

interface Shown {
  readonly gap: number;
  readonly edges: DrawnEdges;
  readonly strength: number;
}

/** The edges that belong to a mark, with what they show. */
function edgesOf(mark: Selection, { model, trace, edgeMode }: Scene): Shown[] {
  const { parameters, definition } = model;
  /** What the layer before sends, where edges show what they carry. */
  const sent = (layer: number): ArrayLike<number> | undefined => {
    if (edgeMode !== "contributions" || trace === undefined) return undefined;
    return layer === 0 ? trace.inputs : trace.layers[layer - 1].activations;
  };
  const { layer, unit } = mark;
  if (mark.kind === "edge") {
    const edge = one(parameters[layer - 1], mark.from, unit, sent(layer - 1)?.[mark.from]);
    return [{ gap: layer - 1, edges: edge, strength: 1 }];
  }
  const found: Shown[] = [];
  if (layer > 0) {
    const { weight, bias } = parameters[layer - 1];
    const inputs = weight.length / bias.length;
    const row = {
      weight: weight.subarray(unit * inputs, (unit + 1) * inputs),
      bias: bias.subarray(unit, unit + 1),
    };
    const edges = drawnEdges(row, sent(layer - 1), MOST);
    found.push({ gap: layer - 1, edges: { ...edges, to: edges.to.map(() => unit) }, strength: 1.6 });
  }
  if (layer < definition.layers.length) {
    const { weight, bias } = parameters[layer];
    const inputs = weight.length / bias.length;
    const column = { weight: Float32Array.from(bias, (_, to) => weight[to * inputs + unit]), bias };
    const activation = sent(layer)?.[unit];
    const edges = drawnEdges(column, activation === undefined ? undefined : [activation], MOST);
    found.push({ gap: layer, edges: { ...edges, from: edges.from.map(() => unit) }, strength: 1.6 });
  }
  return found;
}

/** One edge as something to draw, at its full strength. */
function one({ weight, bias }: LayerParameters, from: number, to: number, sent = 1): DrawnEdges {
  const value = weight[to * (weight.length / bias.length) + from] * sent;
  return {
    count: 1,
    from: Uint32Array.of(from),
    to: Uint32Array.of(to),
    value: Float32Array.of(value),
    level: Float32Array.of(1),
    total: 1,
  };
}
