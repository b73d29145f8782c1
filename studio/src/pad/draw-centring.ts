/**
 * @file Draws a moment of a drawing's way to 28×28 pixels.
 */

import { PEN_WIDTH, type Stroke } from "akari/data";
import { MIDDLE, type Moment, TARGET } from "./centring";
import { drawPixels, drawStrokes, SIDE } from "./draw-pad";
import type { Palette } from "./ink";

export function drawMoment(
  context: CanvasRenderingContext2D,
  side: number,
  strokes: readonly Stroke[],
  pixels: ArrayLike<number>,
  moment: Moment,
  palette: Palette,
): void {
  const { scale, offset, box, mass, shown } = moment;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, side, side);
  context.save();
  context.scale(side / SIDE, side / SIDE);
  const moved = strokes.map((stroke) =>
    stroke.map(([x, y]) => [x * scale + offset[0], y * scale + offset[1]] as const),
  );
  drawStrokes(context, moved, PEN_WIDTH, palette.ink);
  drawGuides(context, shown.box, palette, () => {
    context.setLineDash([0.8, 0.8]);
    context.strokeRect(box.left, box.top, box.width, box.height);
  });
  drawGuides(context, shown.mass, palette, () => {
    context.strokeRect(TARGET.from, TARGET.from, TARGET.side, TARGET.side);
    cross(context, MIDDLE, MIDDLE, 2.5);
    context.beginPath();
    context.arc(mass[0], mass[1], 1.2, 0, 2 * Math.PI);
    context.fill();
  });
  context.restore();
  if (shown.pixels === 0) return;
  context.save();
  context.globalAlpha = shown.pixels;
  drawPixels(context, side, pixels, palette);
  context.restore();
}

function drawGuides(
  context: CanvasRenderingContext2D,
  alpha: number,
  palette: Palette,
  draw: () => void,
): void {
  if (alpha === 0) return;
  context.save();
  context.globalAlpha = alpha;
  context.lineWidth = 0.35;
  context.strokeStyle = context.fillStyle = palette.guide;
  draw();
  context.restore();
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, reach: number): void {
  context.beginPath();
  context.moveTo(x - reach, y);
  context.lineTo(x + reach, y);
  context.moveTo(x, y - reach);
  context.lineTo(x, y + reach);
  context.stroke();
}
