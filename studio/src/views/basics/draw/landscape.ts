/**
 * @file Draws the loss over two numbers of a single layer: light in the valley, lines of equal loss, and the way that
 * training has gone.
 */

import { contour, paintLattice, ramp, strokeSegments } from "../../../kit/lattice";
import { css, mix, type Palette } from "../../../kit/palette";
import { boxOf, type Frame, toPixels } from "../geometry";
import { heights } from "../landscape";
import { drawAxes } from "./marks";

export interface LandscapeScene {
  /** `[size, size]`, row by row from the lower left. */
  readonly losses: Float64Array;
  readonly size: number;
  /** Where the weights have been, and at the end are. */
  readonly path: readonly (readonly [number, number])[];
  readonly names: readonly [string, string];
}

const LEVELS = Array.from({ length: 11 }, (_, i) => (i + 0.6) / 11.5);

export function drawLandscape(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  { losses, size, path, names }: LandscapeScene,
): void {
  const up = heights(losses);
  const { ground, surface, lamp } = palette;
  const far = mix(surface, ground, 0.6);
  const colour = ramp((height) => mix(far, lamp, 0.75 * Math.min(1, 1 - height) ** 2.2));
  paintLattice(context, boxOf(frame), [size, size], (i) => colour(up[i]));
  context.lineWidth = 1;
  context.strokeStyle = css(palette.quiet, 0.45);
  for (const level of LEVELS) strokeSegments(context, boxOf(frame), size, contour(up, size, level));
  drawAxes(context, frame, palette, names);

  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.side, frame.side);
  context.clip();
  const pixels = path.map(([x, y]) => toPixels(frame, x, y));
  context.lineJoin = "round";
  // On the light valley and on the dark slopes alike.
  for (const [width, colour] of [
    [5, css(ground, 0.85)],
    [2.5, css(palette.text)],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.beginPath();
    for (const [x, y] of pixels) context.lineTo(x, y);
    context.stroke();
  }
  context.restore();
  const here = pixels.at(-1);
  if (here === undefined) return;
  context.beginPath();
  context.arc(...here, 9, 0, 2 * Math.PI);
  context.fillStyle = css(palette.lampCore);
  context.shadowColor = css(lamp);
  context.shadowBlur = 16;
  context.fill();
  context.shadowBlur = 0;
  context.lineWidth = 3;
  context.strokeStyle = css(ground);
  context.stroke();
  context.lineWidth = 1.5;
  context.strokeStyle = css(palette.text);
  context.stroke();
}
