/**
 * @file Edges: which are drawn and how strongly, by their weights or by what they carry for this input, and the picture of
 * all those of a gap between two layers.
 */

import type { LayerParameters } from "akari/model";
import type { Palette } from "../kit/palette";
import { LightRaster } from "../kit/raster";
import type { Box, LayerPlace, Layout } from "./layout";

/** The drawn edges of one gap, `[count]` each. */
export interface DrawnEdges {
  readonly count: number;
  /** Units of the layer before and of the layer after. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** The number that is drawn: the weight, or the contribution `w·a`. */
  readonly value: Float32Array;
  /** Its size compared with the gap's largest: above 0, at most 1. */
  readonly level: Float32Array;
  /** How many edges the gap has. */
  readonly total: number;
}

/** More than this are a haze in which no edge is seen. 784-16-16-10 has 12,960 and shows all of them. */
export const MOST_EDGES = 20_000;

/** Sizes below this part of the largest are not visible. */
const INVISIBLE = 1 / 512;

/**
 * @param activations of the layer before, for contributions; left out for weights
 */
export function drawnEdges(
  { weight, bias }: LayerParameters,
  activations?: ArrayLike<number>,
  most = MOST_EDGES,
): DrawnEdges {
  const units = bias.length;
  const inputs = weight.length / units;
  let largest = 0;
  for (let to = 0; to < units; to++) {
    for (let k = 0; k < inputs; k++) {
      const size = Math.abs(weight[to * inputs + k] * (activations === undefined ? 1 : activations[k]));
      if (size > largest && size < Number.POSITIVE_INFINITY) largest = size;
    }
  }
  const total = weight.length;
  if (largest === 0) return none(total);
  const least = Math.max(largest * INVISIBLE, threshold(weight, inputs, activations, largest, most));
  const room = Math.min(total, most);
  const from = new Uint32Array(room);
  const to = new Uint32Array(room);
  const value = new Float32Array(room);
  const level = new Float32Array(room);
  let count = 0;
  for (let unit = 0; unit < units; unit++) {
    for (let k = 0; k < inputs && count < room; k++) {
      const v = weight[unit * inputs + k] * (activations === undefined ? 1 : activations[k]);
      const size = Math.abs(v);
      if (!(size >= least)) continue;
      from[count] = k;
      to[count] = unit;
      value[count] = v;
      level[count++] = Math.min(1, size / largest);
    }
  }
  return { count, from, to, value, level, total };
}

/** So many edges into a lamp are drawn where only those that matter most are; fewer each where there are very many lamps. */
const STRONGEST = 5;
const STRONGEST_IN_ALL = 5000;

/**
 * The strongest edges into each neuron: what lights it, or keeps it dark.
 *
 * @param activations of the layer before, for contributions; left out for weights
 * @param most into each
 */
export function strongestEdges(
  { weight, bias }: LayerParameters,
  activations?: ArrayLike<number>,
  most = Math.max(1, Math.min(STRONGEST, Math.floor(STRONGEST_IN_ALL / bias.length))),
): DrawnEdges {
  const units = bias.length;
  const inputs = weight.length / units;
  // What is dark carries nothing: most pixels are.
  const lit = Uint32Array.from(
    Array.from({ length: inputs }, (_, k) => k).filter(
      (k) => activations === undefined || activations[k] !== 0,
    ),
  );
  const room = units * most;
  const from = new Uint32Array(room);
  const to = new Uint32Array(room);
  const value = new Float32Array(room);
  const sizes = new Float64Array(most);
  let count = 0;
  let largest = 0;
  for (let unit = 0; unit < units; unit++) {
    const first = count;
    for (const k of lit) {
      const v = weight[unit * inputs + k] * (activations === undefined ? 1 : activations[k]);
      const size = Math.abs(v);
      if (!(size > 0 && size < Number.POSITIVE_INFINITY)) continue;
      const kept = count - first;
      if (kept === most && size <= sizes[most - 1]) continue;
      let place = Math.min(kept, most - 1);
      for (; place > 0 && sizes[place - 1] < size; place--) {
        sizes[place] = sizes[place - 1];
        from[first + place] = from[first + place - 1];
        value[first + place] = value[first + place - 1];
      }
      sizes[place] = size;
      from[first + place] = k;
      value[first + place] = v;
      if (kept < most) to[count++] = unit;
    }
    if (count > first) largest = Math.max(largest, sizes[0]);
  }
  return {
    count,
    from: from.slice(0, count),
    to: to.slice(0, count),
    value: value.slice(0, count),
    level: Float32Array.from({ length: count }, (_, e) => Math.abs(value[e]) / largest),
    total: weight.length,
  };
}

const none = (total: number): DrawnEdges => ({
  count: 0,
  from: new Uint32Array(0),
  to: new Uint32Array(0),
  value: new Float32Array(0),
  level: new Float32Array(0),
  total,
});

/** The size from which on at most `most` edges are left, found by counting sizes in steps. */
function threshold(
  weight: ArrayLike<number>,
  inputs: number,
  activations: ArrayLike<number> | undefined,
  largest: number,
  most: number,
): number {
  if (weight.length <= most) return 0;
  const STEPS = 1024;
  const counts = new Uint32Array(STEPS + 1);
  for (let e = 0; e < weight.length; e++) {
    const size = Math.abs(weight[e] * (activations === undefined ? 1 : activations[e % inputs]));
    counts[Math.min(STEPS, Math.floor((size / largest) * STEPS))]++;
  }
  let kept = 0;
  for (let step = STEPS; step >= 0; step--) {
    kept += counts[step];
    if (kept > most) return ((step + 1) / STEPS) * largest;
  }
  return 0;
}

/** The units that a neuron's edges come from, largest weight or contribution first. */
export function edgesBySize(
  { weight, bias }: LayerParameters,
  unit: number,
  activations?: ArrayLike<number>,
): number[] {
  const inputs = weight.length / bias.length;
  const size = (k: number) =>
    Math.abs(weight[unit * inputs + k] * (activations === undefined ? 1 : activations[k]));
  return Array.from({ length: inputs }, (_, k) => k).sort((a, b) => size(b) - size(a));
}

/** How often the edges of a gap may cover its room before each is painted fainter. */
const COVER = 0.3;
/** Short edges are painted finer; from this length on, in CSS pixels, at full strength. */
const LONG = 200;
/** So many edges are a haze: it looks the same at a display's full density, and takes four times as long. */
const HAZE = 4000;

/** How one gap's edges are painted. */
export interface Ink {
  /** Multiplies every edge's light. */
  readonly strength: number;
  /** How much of the way from layer to layer the light has gone, 0 to 1; it is brightest at its front. */
  readonly reach: number;
}

export const STILL: Ink = { strength: 1, reach: 1 };

export class GapPicture {
  readonly #canvas = document.createElement("canvas");
  #raster: LightRaster | undefined;
  #image: ImageData | undefined;
  #painted: readonly unknown[] = [];

  /**
   * Stamps the edges into the gap that leads into layer `gap + 1`.
   *
   * @param alpha how opaque the whole picture is
   */
  stamp(
    context: CanvasRenderingContext2D,
    layout: Layout,
    gap: number,
    edges: DrawnEdges,
    palette: Palette,
    density: number,
    ink: Ink,
    alpha: number,
  ): void {
    if (alpha <= 0 || edges.count === 0) return;
    const [before, after] = [layout.layers[gap], layout.layers[gap + 1]];
    const box = gapBox(before, after);
    const scale = edges.count > HAZE ? 1 : density;
    const painting = [edges, layout, palette, scale, ink.strength, ink.reach];
    if (painting.some((part, i) => part !== this.#painted[i])) {
      this.#painted = painting;
      this.#paint(edges, before, after, box, palette, scale, ink);
    }
    context.globalAlpha = alpha;
    context.drawImage(this.#canvas, box.x, box.y, this.#canvas.width / scale, this.#canvas.height / scale);
    context.globalAlpha = 1;
  }

  #paint(
    edges: DrawnEdges,
    before: LayerPlace,
    after: LayerPlace,
    box: Box,
    palette: Palette,
    scale: number,
    ink: Ink,
  ): void {
    const width = Math.ceil(box.width * scale);
    const height = Math.ceil(box.height * scale);
    if (this.#raster?.width !== width || this.#raster.height !== height || this.#image === undefined) {
      this.#raster = new LightRaster(width, height);
      this.#canvas.width = this.#raster.width;
      this.#canvas.height = this.#raster.height;
      this.#image = new ImageData(this.#raster.width, this.#raster.height);
    }
    this.#raster.clear();
    addEdges(this.#raster, edges, before, after, box, scale, palette, ink);
    this.#raster.develop(this.#image.data, palette);
    this.#canvas.getContext("2d")?.putImageData(this.#image, 0, 0);
  }
}

/** Adds edges by size: brightness first, and the strong ones wider too. */
function addEdges(
  raster: LightRaster,
  edges: DrawnEdges,
  before: LayerPlace,
  after: LayerPlace,
  box: Box,
  scale: number,
  palette: Palette,
  { strength, reach }: Ink,
): void {
  const flat = Math.abs(after.box.x - before.box.x) > Math.abs(after.box.y - before.box.y);
  const length = flat ? box.width : box.height;
  // Edges that share little room are fainter each, so that together they are about as bright as few.
  let cover = 0;
  for (let e = 0; e < edges.count; e++) cover += opacity(edges.level[e]);
  const crowd = Math.min(1, ((COVER * box.width * box.height) / (cover * length)) ** 0.7);
  const fine = Math.min(1, Math.max(0.5, length / LONG));
  const all = strength * crowd * fine * (palette.dark ? 1 : 1.3);
  const profile = reach < 1 ? front(reach) : undefined;
  for (let e = 0; e < edges.count; e++) {
    const level = edges.level[e];
    // So much light makes a line alone as opaque as it should be.
    const light = -Math.log(1 - Math.min(0.95, all * opacity(level)));
    const lines = Math.max(1, Math.round(scale * fine * (1 + 1.4 * level * crowd)));
    const [from, to] = [edges.from[e], edges.to[e]];
    const x0 = (before.x[from] - box.x) * scale;
    const y0 = (before.y[from] - box.y) * scale;
    const x1 = (after.x[to] - box.x) * scale;
    const y1 = (after.y[to] - box.y) * scale;
    const positive = edges.value[e] > 0;
    for (let n = 0; n < lines; n++) {
      const aside = n - (lines - 1) / 2;
      if (flat) raster.line(x0, y0 + aside, x1, y1 + aside, light, positive, profile);
      else raster.line(x0 + aside, y0, x1 + aside, y1, light, positive, profile);
    }
  }
}

/** Light on its way: a bright front with a tail behind it. */
function front(reach: number): Float32Array {
  return Float32Array.from({ length: 128 }, (_, i) => {
    const behind = reach - i / 127;
    return behind < 0 ? Math.max(0, 1 + behind / 0.05) * 0.9 : 0.35 + 0.65 * Math.exp(-behind / 0.12);
  });
}

/** An edge's opacity by its size, where it has the room to itself. */
const opacity = (level: number): number => 0.04 + 0.96 * Math.sqrt(level) * Math.sqrt(Math.sqrt(level));

/** From one layer to the next, with room for a line's width. */
function gapBox({ box: a }: LayerPlace, { box: b }: LayerPlace): Box {
  const x = Math.floor(Math.min(a.x, b.x)) - 2;
  const y = Math.floor(Math.min(a.y, b.y)) - 2;
  const right = Math.ceil(Math.max(a.x + a.width, b.x + b.width)) + 2;
  const bottom = Math.ceil(Math.max(a.y + a.height, b.y + b.height)) + 2;
  return { x, y, width: right - x, height: bottom - y };
}
