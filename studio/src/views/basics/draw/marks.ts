/**
 * @file Points as marks: each class has its shape as well as its colour.
 */

import type { Problem } from "../problems";
import type { Sample } from "../samples";
import { classColour, css, mix, type Palette, type Rgb } from "./palette";

export function markColour(palette: Palette, { kind }: Problem, { target }: Sample): Rgb {
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

export function drawMark(
  context: CanvasRenderingContext2D,
  palette: Palette,
  problem: Problem,
  sample: Sample,
  [x, y]: readonly [number, number],
  radius: number,
): void {
  traceMark(context, problem.kind === "classes" ? sample.target : 0, x, y, radius);
  context.fillStyle = css(markColour(palette, problem, sample));
  context.strokeStyle = css(problem.kind === "surface" ? palette.text : palette.ground);
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}
