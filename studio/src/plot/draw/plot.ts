/**
 * @file Draws the plane: what the network makes of every place in it, and the points that it learns from.
 */

import { contour, packed, paintLattice, ramp, strokeSegments } from "../../kit/lattice";
import { shortestBeside } from "../../kit/numbers";
import { classColour, css, mix, type Palette, signedColour } from "../../kit/palette";
import { LATTICE, place, ROW } from "../forward";
import { boxOf, type Frame, toPixels } from "../geometry";
import { type Axis, type PointTask, type Sample, valueAt } from "../points";
import { clippedTo, drawAxes, drawHollowMark, drawMark, traceMark } from "./marks";

type Context = CanvasRenderingContext2D;

/** What a probability of zero is taken for. */
const LEAST = 1e-30;

export interface PlotScene {
  readonly task: PointTask;
  readonly samples: readonly Sample[];
  readonly heldOut: readonly Sample[];
  /** What the network gives at the lattice's places, `[units, places]`; where there is none, only the points are drawn. */
  readonly output: Float64Array | undefined;
  /** Closed lines through points, drawn over all. */
  readonly outlines: readonly (readonly Sample[])[];
  /** The point that is held, or −1. */
  readonly selected: number;
  /** Where the keyboard is, while it is in use. */
  readonly cursor: readonly [number, number] | undefined;
}

const axisNames = ({ kind }: PointTask): readonly [string, string] =>
  kind === "curve" ? ["x", "y"] : ["x₁", "x₂"];

/** A tick's value in its column's unit. */
const tickText = (axis: Axis, place: number): string =>
  shortestBeside(valueAt(axis, place), axis.most - axis.least);

/** A table's own columns along the axes: their names inside the frame, where they have room, and ticks in their units. */
function drawColumns(
  context: Context,
  palette: Palette,
  frame: Frame,
  [across, up]: readonly [Axis, Axis],
): void {
  const { left, top, side } = frame;
  drawAxes(context, frame, palette, ["", ""], (place, axis) =>
    tickText(axis === "across" ? across : up, place),
  );
  context.font = `italic 13px ${palette.font}`;
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  for (const [text, align, x, y] of [
    [`${across.name} →`, "right", left + side - 6, top + side - 7],
    [`↑ ${up.name}`, "left", left + 6, top + 16],
  ] as const) {
    context.textAlign = align;
    // On a ground of its own, so that it is read over every region.
    context.strokeStyle = css(palette.surface);
    context.lineWidth = 4;
    context.strokeText(text, x, y, side - 12);
    context.fillStyle = css(palette.text);
    context.fillText(text, x, y, side - 12);
  }
}

/** The whole picture: ground, what the network gives everywhere, axes, points, and what is held or pointed at. */
export function drawPlot(context: Context, palette: Palette, frame: Frame, scene: PlotScene): void {
  const { task, samples, heldOut, output, outlines, selected, cursor } = scene;
  drawGround(context, palette, frame);
  if (output !== undefined && task.kind === "classes")
    drawRegions(context, palette, frame, output, task.classes);
  if (output !== undefined && task.kind === "surface") drawSurface(context, palette, frame, output);
  if (task.axes === undefined) drawAxes(context, frame, palette, axisNames(task));
  else drawColumns(context, palette, frame, task.axes);
  if (output !== undefined && task.kind === "curve") {
    drawDistances(context, palette, frame, samples, output);
    drawCurve(context, palette, frame, output);
  }
  const radius = Math.max(5, Math.min(8, frame.side / 80));
  for (const sample of heldOut) {
    drawHollowMark(context, palette, task, sample, toPixels(frame, sample.x, sample.y), 0.75 * radius);
  }
  samples.forEach((sample) => {
    drawMark(context, palette, task, sample, toPixels(frame, sample.x, sample.y), radius);
  });
  for (const outline of outlines) drawOutline(context, palette, frame, outline);
  if (samples[selected] !== undefined) {
    const { x, y } = samples[selected];
    traceMark(context, 0, ...toPixels(frame, x, y), radius + 6);
    context.strokeStyle = css(palette.focus);
    context.lineWidth = 3;
    context.stroke();
  }
  if (cursor !== undefined) drawCursor(context, palette, toPixels(frame, ...cursor));
}

function drawGround(context: Context, palette: Palette, { left, top, side }: Frame): void {
  context.fillStyle = css(palette.surface);
  context.fillRect(left, top, side, side);
}

/** Each place in the colours of the classes that it may belong to; the surer, the brighter. */
function drawRegions(
  context: Context,
  palette: Palette,
  frame: Frame,
  output: Float64Array,
  classes: number,
): void {
  const n = LATTICE * LATTICE;
  const probability = (unit: number, i: number): number =>
    classes === 2 ? (unit === 1 ? output[i] : 1 - output[i]) : output[unit * n + i];
  const colours = Array.from({ length: classes }, (_, unit) => classColour(palette, unit));
  paintLattice(context, boxOf(frame), [LATTICE, LATTICE], (i) => {
    let [r, g, b, largest] = [0, 0, 0, 0];
    for (let unit = 0; unit < classes; unit++) {
      const p = probability(unit, i);
      r += p * colours[unit][0];
      g += p * colours[unit][1];
      b += p * colours[unit][2];
      largest = Math.max(largest, p);
    }
    const sureness = (largest * classes - 1) / (classes - 1);
    return packed([r, g, b], 0.06 + 0.4 * sureness);
  });
  context.strokeStyle = css(palette.text);
  context.lineWidth = 2;
  for (let unit = classes === 2 ? 1 : 0; unit < classes; unit++) {
    // Above zero where this class is the likeliest. Logarithms, for between two places probabilities jump and their
    // logarithms do not.
    const lead = Float64Array.from({ length: n }, (_, i) => {
      let rival = 0;
      for (let other = 0; other < classes; other++) {
        if (other !== unit) rival = Math.max(rival, probability(other, i));
      }
      return Math.log(Math.max(LEAST, probability(unit, i))) - Math.log(Math.max(LEAST, rival));
    });
    strokeSegments(context, boxOf(frame), LATTICE, contour(lead, LATTICE, 0));
  }
}

function drawSurface(context: Context, palette: Palette, frame: Frame, output: Float64Array): void {
  const colour = ramp((value) => signedColour(palette, 0.75 * value));
  paintLattice(context, boxOf(frame), [LATTICE, LATTICE], (i) => colour(output[i]));
  for (const level of [-0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8]) {
    context.strokeStyle = css(palette.text, level === 0 ? 0.9 : 0.25);
    context.lineWidth = level === 0 ? 2 : 1;
    strokeSegments(context, boxOf(frame), LATTICE, contour(output, LATTICE, level));
  }
}

/** From each point to the curve: what the loss squares. */
function drawDistances(
  context: Context,
  palette: Palette,
  frame: Frame,
  samples: readonly Sample[],
  output: Float64Array,
): void {
  clippedTo(context, frame, () => {
    context.strokeStyle = css(mix(palette.quiet, palette.lamp, 0.3), 0.7);
    context.lineWidth = 1.5;
    context.beginPath();
    for (const { x, y } of samples) {
      const at = ((x + 1) / 2) * (ROW - 1);
      const i = Math.min(ROW - 2, Math.floor(at));
      const value = output[i] + (output[i + 1] - output[i]) * (at - i);
      if (!Number.isFinite(value)) continue;
      context.moveTo(...toPixels(frame, x, y));
      context.lineTo(...toPixels(frame, x, Math.max(-9, Math.min(9, value))));
    }
    context.stroke();
  });
}

function drawCurve(context: Context, palette: Palette, frame: Frame, output: Float64Array): void {
  clippedTo(context, frame, () => {
    context.strokeStyle = css(palette.lamp);
    context.shadowColor = css(palette.lamp, 0.8);
    context.shadowBlur = 12;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.beginPath();
    for (let i = 0; i < ROW; i++)
      context.lineTo(...toPixels(frame, place(i, ROW), Math.max(-99, Math.min(99, output[i]))));
    context.stroke();
  });
}

/** A ring where it goes through one point only. */
function drawOutline(context: Context, palette: Palette, frame: Frame, outline: readonly Sample[]): void {
  const places = outline.map(({ x, y }) => toPixels(frame, x, y));
  for (const [width, colour] of [
    [6, palette.ground],
    [3, palette.focus],
  ] as const) {
    context.strokeStyle = css(colour);
    context.lineWidth = width;
    context.lineJoin = "round";
    context.beginPath();
    if (places.length === 1) context.arc(...places[0], 10, 0, 2 * Math.PI);
    else for (const at of places) context.lineTo(...at);
    context.closePath();
    context.stroke();
  }
}

function drawCursor(context: Context, palette: Palette, [x, y]: readonly [number, number]): void {
  context.strokeStyle = css(palette.focus);
  context.lineWidth = 2;
  context.beginPath();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ]) {
    context.moveTo(x + 4 * dx, y + 4 * dy);
    context.lineTo(x + 12 * dx, y + 12 * dy);
  }
  context.stroke();
}
