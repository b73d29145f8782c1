/**
 * @file Marks what somebody changed by hand: broken lines, which nothing else in the picture has. An edge along its weight, a
 * ring close to a neuron for its bias, a wider one for a neuron that is held.
 */

import { css, type Palette } from "../kit/palette";
import type { Change } from "../what-if";
import { type Layout, neuronSpot } from "./layout";

const DASHES = [5, 4];
/** From a lamp's rim, in CSS pixels. */
const RING = { bias: 4, hold: 8 } as const;

export function paintChanges(
  context: CanvasRenderingContext2D,
  layout: Layout,
  changes: readonly Change[],
  { text }: Palette,
): void {
  context.save();
  context.strokeStyle = css(text);
  context.setLineDash(DASHES);
  for (const change of changes) {
    context.lineWidth = change.kind === "hold" ? 2.5 : 1.5;
    context.beginPath();
    if (change.kind === "weight") {
      const [from, to] = [layout.layers[change.layer - 1], layout.layers[change.layer]];
      context.moveTo(from.x[change.from], from.y[change.from]);
      context.lineTo(to.x[change.unit], to.y[change.unit]);
    } else {
      const { x, y, radius } = neuronSpot(layout, change.layer, change.unit);
      context.arc(x, y, radius + RING[change.kind], 0, 2 * Math.PI);
    }
    context.stroke();
  }
  context.restore();
}
