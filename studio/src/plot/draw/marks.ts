/**
 * @file What several pictures have in common: axes with their ticks and names, the frame that they end at, and points as marks, each
 * class with its shape as well as its colour.
 */

import { classColour, css, mix, type Palette, type Rgb } from "../../kit/palette";
import { type Frame, tickLabel, ticks, toPixels } from "../geometry";
import type { PointTask, Sample } from "../points";

/** A picture so narrow has no room for all its ticks' names, in pixels. */
const NARROW = 230;

/** The frame, its ticks and the names of what goes across and up. */
export function drawAxes(
  context: CanvasRenderingContext2D,
  frame: Frame,
  palette: Palette,
  [across, up]: readonly [string, string],
  label: (value: number, axis: "across" | "up") => string = (value) => tickLabel(value, frame.range),
): void {
  const { left, top, side } = frame;
  const bottom = top + side;
  context.lineWidth = 1;
  context.strokeStyle = css(palette.line);
  context.strokeRect(left + 0.5, top + 0.5, side - 1, side - 1);
  const [zeroX, zeroY] = toPixels(frame, 0, 0);
  context.beginPath();
  context.moveTo(Math.round(zeroX) + 0.5, top);
  context.lineTo(Math.round(zeroX) + 0.5, bottom);
  context.moveTo(left, Math.round(zeroY) + 0.5);
  context.lineTo(left + side, Math.round(zeroY) + 0.5);
  context.stroke();

  context.fillStyle = css(palette.quiet);
  context.font = `12px ${palette.font}`;
  const values = ticks(frame);
  values.forEach((value, i) => {
    // Where there is little room, only the ends and the middle are written.
    if (side < NARROW && i % 2 === 1) return;
    const [x] = toPixels(frame, value, 0);
    const [, y] = toPixels(frame, 0, value);
    const last = i === values.length - 1;
    context.textBaseline = "alphabetic";
    context.textAlign = i === 0 ? "left" : last ? "right" : "center";
    context.fillText(label(value, "across"), x, bottom + 16);
    context.textAlign = "right";
    context.textBaseline = i === 0 ? "alphabetic" : last ? "top" : "middle";
    // Very large ones are made narrower rather than cut off.
    context.fillText(label(value, "up"), left - 6, y, left - 8);
  });
  context.fillStyle = css(palette.text);
  context.font = `italic 14px ${palette.font}`;
  context.textBaseline = "alphabetic";
  context.textAlign = "right";
  // Between two ticks that are written.
  const [right, above] = side < NARROW ? [0.75 * side, 0.25 * side] : [0.875 * side + 6, 0.125 * side];
  context.fillText(across, left + right, bottom + 16);
  context.textBaseline = "middle";
  context.fillText(up, left - 8, top + above);
}

/** Draws what ends at the frame. */
export function clippedTo(
  context: CanvasRenderingContext2D,
  { left, top, side }: Frame,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, side, side);
  context.clip();
  draw();
  context.restore();
}

/** The colour of a point: that of its class, or by its value. */
function markColour(palette: Palette, { kind }: PointTask, { target }: Sample): Rgb {
  if (kind === "classes") return classColour(palette, target);
  // A value near zero is to be seen as a point too.
  if (kind === "curve") return palette.text;
  return mix(palette.unlit, target < 0 ? palette.negative : palette.positive, 0.3 + 0.7 * Math.abs(target));
}

/** The outline of a class's mark: a circle, a square, a triangle. */
export function traceMark(
  context: CanvasRenderingContext2D,
  shape: number,
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath();
  if (shape === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  if (shape === 1) context.rect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
  if (shape === 2) {
    context.moveTo(x, y - 1.2 * radius);
    context.lineTo(x + 1.15 * radius, y + 0.85 * radius);
    context.lineTo(x - 1.15 * radius, y + 0.85 * radius);
    context.closePath();
  }
}

/** A point at a place in pixels, with a rim that sets it off from what lies below. */
export function drawMark(
  context: CanvasRenderingContext2D,
  palette: Palette,
  task: PointTask,
  sample: Sample,
  [x, y]: readonly [number, number],
  radius: number,
): void {
  traceMark(context, task.kind === "classes" ? sample.target : 0, x, y, radius);
  context.fillStyle = css(markColour(palette, task, sample));
  context.strokeStyle = css(task.kind === "surface" ? palette.text : palette.ground);
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}

/** A point that is held out: the outline of its mark alone, for nothing is learned from it. */
export function drawHollowMark(
  context: CanvasRenderingContext2D,
  palette: Palette,
  task: PointTask,
  sample: Sample,
  [x, y]: readonly [number, number],
  radius: number,
): void {
  // On a ground of its own, so that it is seen on every region.
  for (const [colour, width] of [
    [palette.ground, 4],
    [markColour(palette, task, sample), 2],
  ] as const) {
    traceMark(context, task.kind === "classes" ? sample.target : 0, x, y, radius);
    context.strokeStyle = css(colour);
    context.lineWidth = width;
    context.stroke();
  }
}

export interface ThumbnailScene {
  readonly task: PointTask;
  readonly samples: readonly Sample[];
}

/** The tiny picture of a set of points. */
export function drawThumbnail(
  context: CanvasRenderingContext2D,
  palette: Palette,
  side: number,
  { task, samples }: ThumbnailScene,
): void {
  for (const sample of samples) {
    const [x, y] = [(side * (1.05 + sample.x)) / 2.1, (side * (1.05 - sample.y)) / 2.1];
    traceMark(context, task.kind === "classes" ? sample.target : 0, x, y, side / 28);
    context.fillStyle = css(markColour(palette, task, sample));
    context.fill();
  }
}
