/**
 * @file Draws the network as pictures: at each neuron, how bright it is over the whole plane, and the weights between.
 */

import type { Model } from "akari";
import { LATTICE, ROW } from "../field";
import type { Problem } from "../problems";
import type { Tiles } from "../tiles";
import { css, light, type Palette, type Rgb, signed } from "./palette";
import { type Box, paintLattice } from "./raster";

type Context = CanvasRenderingContext2D;

export interface NeuronsScene {
  readonly model: Model;
  readonly problem: Problem;
  /** The inputs' own values and then each layer's activations, `[units, places]`. */
  readonly pictures: readonly Float64Array[];
}

export function drawNeurons(
  context: Context,
  palette: Palette,
  tiles: Tiles,
  { model, problem, pictures }: NeuronsScene,
): void {
  drawEdges(context, palette, tiles, model);
  const lattice = problem.kind === "curve" ? ([ROW, 1] as const) : ([LATTICE, LATTICE] as const);
  const n = lattice[0] * lattice[1];
  tiles.columns.forEach((boxes, layer) => {
    boxes.forEach((box, unit) => {
      const values = pictures[layer].subarray(unit * n, (unit + 1) * n);
      paintLattice(context, box, lattice, colouring(palette, model, layer, values));
      if (problem.kind === "curve") drawProfile(context, palette, box, values);
      context.lineWidth = 1;
      context.strokeStyle = css(palette.quiet, 0.6);
      context.strokeRect(box.left + 0.5, box.top + 0.5, box.width - 1, box.height - 1);
    });
  });
}

/** Inputs and values have a sign; hidden neurons are lamps, as bright as their activation. */
function colouring(palette: Palette, { definition }: Model, layer: number, values: Float64Array) {
  if (layer === 0) return (i: number): readonly [Rgb, number] => [signed(palette, 0.8 * values[i]), 1];
  const { activation } = definition.layers[layer - 1];
  // Sigmoid, tanh and softmax end at 1; the others are as bright as their brightest place.
  const bounded = activation === "sigmoid" || activation === "tanh" || activation === "softmax";
  const scale = bounded
    ? 1
    : 1 /
      Math.max(
        1,
        values.reduce((most, a) => Math.max(most, Math.abs(a)), 0),
      );
  return (i: number): readonly [Rgb, number] => [light(palette, values[i] * scale), 1];
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
