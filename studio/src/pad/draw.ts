/**
 * @file Draws on canvases what lies on a pad: strokes as lines with the glow of a lamp, pictures pixel by pixel, and every
 * moment of a drawing's way to 28×28 pixels.
 */

import { DIGIT_SIDE, PEN_WIDTH, type Stroke } from "akari/data";
import { css, type Palette } from "../kit/palette";
import { inkPixels } from "../kit/pixels";
import { MIDDLE, type Moment, TARGET } from "./centring";
import type { PadContent } from "./drawing.svelte";

/** What lies on a pad, over a canvas of `side` by `side` pixels. */
export function drawContent(
  context: CanvasRenderingContext2D,
  side: number,
  content: PadContent,
  palette: Palette,
): void {
  context.fillStyle = css(palette.surface);
  context.fillRect(0, 0, side, side);
  if (content.kind === "picture") {
    drawPixels(context, side, content.input.values, palette);
    return;
  }
  context.save();
  context.scale(side, side);
  context.shadowColor = css(palette.lamp);
  context.shadowBlur = side * 0.03;
  drawStrokes(context, content.strokes, PEN_WIDTH / DIGIT_SIDE, css(palette.ink));
  context.restore();
}

/** Lines through the strokes' points, in the context's own unit. */
function drawStrokes(
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
  const small = new OffscreenCanvas(DIGIT_SIDE, DIGIT_SIDE);
  small.getContext("2d")?.putImageData(new ImageData(inkPixels(values, palette), DIGIT_SIDE), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, side, side);
}

/** A moment of a drawing's way to 28×28 pixels, over a canvas of `side` by `side` pixels. */
export function drawMoment(
  context: CanvasRenderingContext2D,
  side: number,
  strokes: readonly Stroke[],
  pixels: ArrayLike<number>,
  moment: Moment,
  palette: Palette,
): void {
  const { scale, offset, box, mass, shown } = moment;
  context.fillStyle = css(palette.surface);
  context.fillRect(0, 0, side, side);
  context.save();
  context.scale(side / DIGIT_SIDE, side / DIGIT_SIDE);
  const moved = strokes.map((stroke) =>
    stroke.map(([x, y]) => [x * scale + offset[0], y * scale + offset[1]] as const),
  );
  drawStrokes(context, moved, PEN_WIDTH, css(palette.ink));
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
  context.strokeStyle = context.fillStyle = css(palette.negative);
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
