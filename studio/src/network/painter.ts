/**
 * @file Paints the whole network for one moment: edges below, the travelling light over them, lamps on top. It keeps
 * pictures of what does not change from frame to frame, and no state of the page.
 */

import type { LayerParameters, Model, Trace } from "akari";
import { type Backward, cameTo, paintDeltas, wentThrough } from "./backward";
import { networkBrightness } from "./brightness";
import { type DrawnEdges, drawnEdges } from "./edges";
import { GapPicture, STILL } from "./gap-picture";
import { Highlight } from "./highlight";
import { paintPicture, paintStrip, paintUnrolling } from "./input-painter";
import { Lamps } from "./lamps";
import type { LayerPlace } from "./layout";
import { lit, travelled } from "./light";
import { css, type Palette } from "./palette";
import type { Scene } from "./scene";

export class Painter {
  readonly #gaps: GapPicture[] = [];
  /** The light on its way; it is in one gap at a time. */
  readonly #journey = new GapPicture();
  readonly #gradientGaps: GapPicture[] = [];
  readonly #highlight = new Highlight();
  #lamps: Lamps | undefined;
  #lampsOf: readonly [Palette, number] | undefined;
  readonly #weights = memo(({ parameters }: Model) => parameters.map((layer) => drawnEdges(layer)));
  readonly #contributions = memo(({ parameters }: Model, trace: Trace) =>
    parameters.map((layer, i) => drawnEdges(layer, i === 0 ? trace.inputs : trace.layers[i - 1].activations)),
  );
  readonly #gradients = memo((layers: readonly LayerParameters[]) =>
    layers.map((layer) => drawnEdges(layer)),
  );
  readonly #levels = memo(({ definition }: Model, trace: Trace) => networkBrightness(definition, trace));

  /** The edges that are drawn in each gap: by weight where nothing is carried yet. */
  edges({ model, trace, edgeMode }: Pick<Scene, "model" | "trace" | "edgeMode">): readonly DrawnEdges[] {
    return edgeMode === "contributions" && trace !== undefined
      ? this.#contributions(model, trace)
      : this.#weights(model);
  }

  paint(context: CanvasRenderingContext2D, scene: Scene): void {
    const { layout, model, trace, density, palette, backward } = scene;
    const { width, height, layers, picture } = layout;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    const levels = trace === undefined ? undefined : this.#levels(model, trace);
    this.#paintEdges(context, scene);
    if (picture !== undefined) paintUnrolling(context, layout, palette);
    const [inputs] = layers;
    if (inputs.form === "strip") paintStrip(context, layout, levels?.[0], palette);
    this.#highlight.paint(context, scene);
    const lamps = this.#lampsFor(palette, density);
    if (picture !== undefined) paintPicture(context, picture, levels?.[0], lamps);
    // Light makes room for what comes back.
    const faded = backward === undefined ? 1 : 0.3;
    for (const place of layers) {
      if (place.form === "strip") continue;
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
        paintDeltas(context, place, bias, palette, cameTo(backward, place.layer));
      }
    }
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
        : 0.5 + 0.5 * (trace === undefined ? 0 : lit(light, gap + 1));
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
      const shown = wentThrough(back, gap + 1);
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
      const glow = this.#contributions(model, trace)[gap];
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

/** Weighted sums before the activation function has made light of them: rings with the hue of their sign. */
function paintSums(
  context: CanvasRenderingContext2D,
  { x, y, radius }: LayerPlace,
  sums: ArrayLike<number>,
  { positive, negative }: Palette,
  opacity: number,
): void {
  context.lineWidth = Math.max(1, radius * 0.25);
  for (let unit = 0; unit < sums.length; unit++) {
    context.strokeStyle = css(sums[unit] < 0 ? negative : positive, opacity);
    context.beginPath();
    context.arc(x[unit], y[unit], radius - context.lineWidth / 2, 0, 2 * Math.PI);
    context.stroke();
  }
}

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
