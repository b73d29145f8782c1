/**
 * @file Paints the whole network for one moment: edges below, the travelling light over them, lamps on top, and what is
 * pointed at or open brought out. It keeps pictures of what does not change from frame to frame, and no state of the page.
 */

import type { Model, Trace } from "akari";
import { networkBrightness } from "akari/insight";
import type { LayerParameters } from "akari/model";
import { css, type Palette } from "../kit/palette";
import type { EdgeMode, Selection } from "../studio.svelte";
import type { Change } from "../what-if";
import { paintChanges } from "./changes";
import { type DrawnEdges, drawnEdges, GapPicture, STILL, strongestEdges } from "./edges";
import { Lamps, paintDeltas, paintPicture, paintStrip, paintSums, paintUnrolling } from "./lamps";
import { type Layout, neuronSpot } from "./layout";
import { type Backward, lit, shownDelta, shownGradient, travelled } from "./light";

/** All that a picture depends on. */
export interface Scene {
  readonly model: Model;
  readonly trace: Trace | undefined;
  readonly layout: Layout;
  readonly light: number;
  readonly edgeMode: EdgeMode;
  /** What is pointed at, and what is open: their edges stand out. */
  readonly marked: readonly Selection[];
  /** What comes back through the network in a step of training; else nothing does. */
  readonly backward: Backward | undefined;
  /** What somebody changed by hand. */
  readonly changes: readonly Change[];
  readonly palette: Palette;
  readonly density: number;
}

export class Painter {
  readonly #gaps: GapPicture[] = [];
  /** The light on its way; it is in one gap at a time. */
  readonly #journey = new GapPicture();
  readonly #gradientGaps: GapPicture[] = [];
  readonly #highlight = new Highlight();
  #lamps: Lamps | undefined;
  #lampsOf: readonly [Palette, number] | undefined;
  readonly #weights = memo(({ parameters }: Model) => parameters.map((layer) => drawnEdges(layer)));
  readonly #strongestWeights = memo(({ parameters }: Model) =>
    parameters.map((layer) => strongestEdges(layer)),
  );
  readonly #contributions = memo(({ parameters }: Model, trace: Trace) =>
    parameters.map((layer, i) => drawnEdges(layer, sentTo(trace, i))),
  );
  readonly #strongest = memo(({ parameters }: Model, trace: Trace) =>
    parameters.map((layer, i) => strongestEdges(layer, sentTo(trace, i))),
  );
  readonly #gradients = memo((layers: readonly LayerParameters[]) =>
    layers.map((layer) => drawnEdges(layer)),
  );
  readonly #levels = memo(({ definition }: Model, trace: Trace) => networkBrightness(definition, trace));

  /**
   * The edges that are drawn in each gap: all weights, or the strongest few contributions to each lamp; by weight where
   * nothing is carried yet.
   */
  edges({ model, trace, edgeMode }: Pick<Scene, "model" | "trace" | "edgeMode">): readonly DrawnEdges[] {
    if (edgeMode === "weights") return this.#weights(model);
    return trace === undefined ? this.#strongestWeights(model) : this.#strongest(model, trace);
  }

  paint(context: CanvasRenderingContext2D, scene: Scene): void {
    const { layout, model, trace, density, palette, backward } = scene;
    const { width, height, layers, picture } = layout;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    const levels = trace === undefined ? undefined : this.#levels(model, trace);
    this.#paintEdges(context, scene);
    const [inputs] = layers;
    if (inputs.form === "strip") {
      paintUnrolling(context, layout, palette);
      paintStrip(context, layout, levels?.[0], palette);
    }
    this.#highlight.paint(context, scene);
    const lamps = this.#lampsFor(palette, density);
    if (picture !== undefined) paintPicture(context, picture, levels?.[0], lamps);
    // Light makes room for what comes back.
    const faded = backward === undefined ? 1 : 0.3;
    for (const place of layers) {
      if (place.form !== "lamps") continue;
      const shown = lit(scene.light, place.layer);
      for (let unit = 0; unit < place.count; unit++) {
        const level = levels === undefined ? 0 : levels[place.layer][unit] * shown * faded;
        lamps.paint(context, place.x[unit], place.y[unit], place.radius, level);
      }
      if (trace !== undefined && place.layer > 0 && shown < 1 && travelled(scene.light, place.layer) === 1) {
        paintSums(context, place, trace.layers[place.layer - 1].preActivations, palette, 1 - shown);
      }
      if (backward !== undefined && place.layer > 0) {
        const { bias } = backward.gradients[place.layer - 1];
        paintDeltas(context, place, bias, palette, shownDelta(backward, place.layer));
      }
    }
    paintChanges(context, layout, scene.changes, palette);
  }

  #paintEdges(context: CanvasRenderingContext2D, scene: Scene): void {
    const { layout, trace, light, edgeMode, marked, palette, density, backward } = scene;
    const dimmed = (marked.length === 0 ? 1 : 0.3) * (backward === undefined ? 1 : 0.25);
    const carried = edgeMode === "contributions" && trace !== undefined;
    this.edges(scene).forEach((edges, gap) => {
      this.#gaps[gap] ??= new GapPicture();
      const way = travelled(light, gap + 1);
      // Edges carry something once the light has come through; weights are there without light, only darker.
      const opacity = carried
        ? way < 1
          ? 0
          : 1
        : trace === undefined
          ? 0.4
          : 0.5 + 0.5 * lit(light, gap + 1);
      this.#gaps[gap].stamp(context, layout, gap, edges, palette, density, STILL, opacity * dimmed);
    });
    if (backward !== undefined) this.#paintGradients(context, scene, backward);
    else if (trace !== undefined) this.#paintJourney(context, scene, trace);
  }

  /** `∂L/∂w` of the edges that δ has come back through. */
  #paintGradients(
    context: CanvasRenderingContext2D,
    { layout, palette, density }: Scene,
    back: Backward,
  ): void {
    this.#gradients(back.gradients).forEach((edges, gap) => {
      const shown = shownGradient(back, gap + 1);
      if (shown === 0) return;
      this.#gradientGaps[gap] ??= new GapPicture();
      this.#gradientGaps[gap].stamp(context, layout, gap, edges, palette, density, STILL, shown);
    });
  }

  #paintJourney(context: CanvasRenderingContext2D, scene: Scene, trace: Trace): void {
    const { layout, model, light, edgeMode, palette, density } = scene;
    const carried = edgeMode === "contributions";
    for (let gap = 0; gap + 1 < layout.layers.length; gap++) {
      const way = travelled(light, gap + 1);
      // The light on its way; once it has arrived it fades while the neurons behind light up.
      const fading = 1 - lit(light, gap + 1);
      if (way <= 0 || fading <= 0 || (carried && way >= 1)) continue;
      const glow = (carried ? this.#strongest(model, trace) : this.#contributions(model, trace))[gap];
      const ink = { strength: palette.dark ? 1.8 : 1.3, reach: way };
      this.#journey.stamp(context, layout, gap, glow, palette, density, ink, fading);
    }
  }

  #lampsFor(palette: Palette, density: number): Lamps {
    if (this.#lamps === undefined || this.#lampsOf?.[0] !== palette || this.#lampsOf[1] !== density) {
      this.#lamps = new Lamps(palette, density);
      this.#lampsOf = [palette, density];
    }
    return this.#lamps;
  }
}

/** What layer `gap` sends into the layer after it. */
const sentTo = (trace: Trace, gap: number): ArrayLike<number> =>
  gap === 0 ? trace.inputs : trace.layers[gap - 1].activations;

/** Remembers the last answer: most frames ask the same again. */
function memo<Args extends readonly unknown[], Result>(
  make: (...args: Args) => Result,
): (...args: Args) => Result {
  let last: { args: Args; result: Result } | undefined;
  return (...args) => {
    if (last === undefined || args.some((arg, i) => arg !== last?.args[i]))
      last = { args, result: make(...args) };
    return last.result;
  };
}

/** Enough to see where a neuron gets its light from; a neuron of 784 inputs has them all. */
const MOST = 1500;

class Highlight {
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
    return sentTo(trace, layer);
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
