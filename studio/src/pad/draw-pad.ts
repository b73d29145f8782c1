/**
 * @file Draws on canvases what lies on a pad: strokes as lines with the glow of a lamp, pictures pixel by pixel.
 */

import { PEN_WIDTH, type Stroke } from "akari/data";
import { colorPixels, type Palette, pixelScale } from "./ink";
import type { Sheet } from "./sheet";

/** Pixels along a side of what the network sees. */
export const SIDE = 28;

export function drawSheet(
  context: CanvasRenderingContext2D,
  side: number,
  sheet: Sheet,
  palette: Palette,
): void {
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, side, side);
  if (sheet.kind === "picture") {
    drawPixels(context, side, sheet.input.values, palette);
    return;
  }
  context.save();
  context.scale(side, side);
  context.shadowColor = palette.lamp;
  context.shadowBlur = side * 0.03;
  drawStrokes(context, sheet.strokes, PEN_WIDTH / SIDE, palette.ink);
  context.restore();
}

/** Lines through the strokes' points, in the context's own unit. */
export function drawStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  penWidth: number,
  color: string,
): void {
  context.lineWidth = penWidth;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = color;
  context.beginPath();
  for (const stroke of strokes) {
    stroke.forEach(([x, y], i) => {
      if (i === 0) context.moveTo(x, y);
      context.lineTo(x, y);
    });
  }
  context.stroke();
}

/** A picture of 28×28 over the whole canvas, its pixels with sharp edges. */
export function drawPixels(
  context: CanvasRenderingContext2D,
  side: number,
  values: ArrayLike<number>,
  palette: Palette,
): void {
  const small = new OffscreenCanvas(SIDE, SIDE);
  small
    .getContext("2d")
    ?.putImageData(new ImageData(colorPixels(values, pixelScale(palette)), SIDE, SIDE), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, side, side);
}
