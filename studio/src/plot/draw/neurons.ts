/**
 * @file Draws the network as pictures: at each neuron, a column for each layer, how bright it is over the whole plane, and the
 * weights between.
 */

import type { Model } from "akari";
import { type Box, paintLattice, ramp } from "../../kit/lattice";
import { css, lightColour, type Palette, signedColour } from "../../kit/palette";
import { LATTICE, ROW } from "../forward";
import type { PointTask } from "../points";

/** The space between two pictures of a column, and the least and most that a picture is wide. */
const GAP = 6;
const MOST = 64;
const LEAST = 20;

export interface Tiles {
  readonly height: number;
  /** A column for each layer, the inputs first. */
  readonly columns: readonly (readonly Box[])[];
}

/** @param sizes neurons of each layer, the inputs first */
export function layOutTiles(width: number, height: number, sizes: readonly number[]): Tiles {
  const most = Math.max(...sizes);
  const fitting = Math.min((height - GAP * (most - 1)) / most, width / (sizes.length * 1.6));
  const side = Math.floor(Math.max(LEAST, Math.min(MOST, fitting)));
  const step = sizes.length > 1 ? (width - side) / (sizes.length - 1) : 0;
  const columns = sizes.map((count, layer) => {
    const tall = count * side + (count - 1) * GAP;
    return Array.from({ length: count }, (_, i) => ({
      left: layer * step,
      top: (height - tall) / 2 + i * (side + GAP),
      width: side,
      height: side,
    }));
  });
  return { height, columns };
}

type Context = CanvasRenderingContext2D;

/** A small picture needs only every second place of the lattice along each axis. */
const STRIDE = 2;
const SMALL = LATTICE / STRIDE;

export interface NeuronsScene {
  readonly model: Model;
  readonly task: PointTask;
  /** The inputs' own values and then each layer's activations, `[units, places]`. */
  readonly pictures: readonly Float64Array[];
}

/** The network as pictures, laid out in tiles, with its weights between them. */
export function drawNeurons(
  context: Context,
  palette: Palette,
  tiles: Tiles,
  { model, task, pictures }: NeuronsScene,
): void {
  drawEdges(context, palette, tiles, model);
  const flat = task.kind === "curve";
  const n = flat ? ROW : LATTICE * LATTICE;
  const [columns, rows] = flat ? [ROW, 1] : [SMALL, SMALL];
  const [sign, lamp] = [
    ramp((value) => signedColour(palette, 0.8 * value)),
    ramp((value) => lightColour(palette, value)),
  ];
  tiles.columns.forEach((boxes, layer) => {
    boxes.forEach((box, unit) => {
      const values = pictures[layer].subarray(unit * n, (unit + 1) * n);
      // Inputs have a sign; neurons are lamps, as bright as their activation.
      const [colour, scale] = layer === 0 ? [sign, 1] : [lamp, brightness(model, layer, values)];
      const valueAt = (i: number): number =>
        flat ? values[i] : values[STRIDE * (Math.floor(i / SMALL) * LATTICE + (i % SMALL))];
      paintLattice(context, box, [columns, rows], (i) => colour(scale * valueAt(i)));
      if (flat) drawProfile(context, palette, box, values);
      context.lineWidth = 1;
      context.strokeStyle = css(palette.quiet, 0.6);
      context.strokeRect(box.left + 0.5, box.top + 0.5, box.width - 1, box.height - 1);
    });
  });
}

/** Sigmoid, tanh and softmax end at 1; the others are as bright as their brightest place. */
function brightness({ definition }: Model, layer: number, values: Float64Array): number {
  const { activation } = definition.layers[layer - 1];
  if (activation === "sigmoid" || activation === "tanh" || activation === "softmax") return 1;
  let most = 1;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return 1 / most;
}

/** The activation along x as a line. */
function drawProfile(
  context: Context,
  palette: Palette,
  { left, top, width, height }: Box,
  values: Float64Array,
): void {
  let most = 1;
  for (const value of values) most = Math.max(most, Math.abs(value));
  context.save();
  context.lineWidth = 1.5;
  context.strokeStyle = css(palette.text);
  context.shadowColor = css(palette.ground);
  context.shadowBlur = 4;
  context.beginPath();
  values.forEach((value, i) => {
    const up = (value / most) * (height / 2 - 3);
    context.lineTo(left + (width * i) / (values.length - 1), top + height / 2 - up);
  });
  context.stroke();
  context.restore();
}

function drawEdges(context: Context, palette: Palette, { columns }: Tiles, { parameters }: Model): void {
  parameters.forEach(({ weight }, l) => {
    const fanIn = columns[l].length;
    let most = 1e-9;
    for (const w of weight) most = Math.max(most, Math.abs(w));
    columns[l + 1].forEach((to, unit) => {
      columns[l].forEach((from, k) => {
        const w = weight[unit * fanIn + k];
        const size = Math.abs(w) / most;
        const [x1, y1] = [from.left + from.width, from.top + from.height / 2];
        const [x2, y2] = [to.left, to.top + to.height / 2];
        const middle = (x1 + x2) / 2;
        context.strokeStyle = css(w < 0 ? palette.negative : palette.positive, 0.15 + 0.75 * size);
        context.lineWidth = 0.75 + 2.75 * size;
        context.beginPath();
        context.moveTo(x1, y1);
        context.bezierCurveTo(middle, y1, middle, y2, x2, y2);
        context.stroke();
      });
    });
  });
}
