/**
 * @file What comes back through the network in a step of training: δ = ∂L/∂z of every neuron as a ring with the hue of
 * its sign, layer by layer from the outputs, and how far it has come.
 */

import type { LayerParameters } from "akari";
import type { LayerPlace } from "./layout";
import { css, type Palette } from "./palette";

/** The gradients of a step, and how far back they are shown. */
export interface Backward {
  /** `∂L/∂W` and `∂L/∂b` of each layer, means over the batch: `∂L/∂b` is the mean δ. */
  readonly gradients: readonly LayerParameters[];
  /** Through how many layers they have come: 0 none, as many as there are all. */
  readonly come: number;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** How much of layer `layer`'s δ is shown, 0 to 1; the first layer with weights is 1. */
export const cameTo = ({ gradients, come }: Backward, layer: number): number =>
  clamp(2 * (come - (gradients.length - layer)));

/** How much of the gradients of the edges into layer `layer` is shown: they follow its δ. */
export const wentThrough = ({ gradients, come }: Backward, layer: number): number =>
  clamp(2 * (come - (gradients.length - layer)) - 1);

/** A layer's δ: wider and stronger rings for larger ones. Layers are apart by powers of ten, so each has its own scale. */
export function paintDeltas(
  context: CanvasRenderingContext2D,
  { x, y, radius }: LayerPlace,
  deltas: ArrayLike<number>,
  { positive, negative }: Palette,
  opacity: number,
): void {
  let most = 0;
  for (let unit = 0; unit < deltas.length; unit++) most = Math.max(most, Math.abs(deltas[unit]));
  if (most === 0) return;
  for (let unit = 0; unit < deltas.length; unit++) {
    const share = Math.abs(deltas[unit]) / most;
    context.lineWidth = Math.max(1, radius * 0.6 * share);
    context.strokeStyle = css(deltas[unit] < 0 ? negative : positive, opacity * (0.25 + 0.75 * share));
    context.beginPath();
    context.arc(x[unit], y[unit], radius + context.lineWidth / 2, 0, 2 * Math.PI);
    context.stroke();
  }
}
