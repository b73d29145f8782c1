/**
 * @file The loss of a single layer as a landscape over two of its numbers, the others held: computed exactly, over all points,
 * and drawn as light in the valley, lines of equal loss, and the way that training has gone.
 */

import type { Model } from "akari";
import { contour, paintLattice, ramp, strokeSegments } from "../kit/lattice";
import { css, mix, type Palette } from "../kit/palette";
import { clippedTo, drawAxes } from "./draw/marks";
import { drawTrails, strokeTrail, type TrailLine } from "./draw/trails";
import { boxOf, type Frame, toPixels } from "./geometry";
import { type ParameterPlace, valueAt } from "./network";
import { type PointTask, type Sample, targetOf } from "./points";

/** The two numbers along the axes, across and up. */
export type Axes = readonly [ParameterPlace, ParameterPlace];

/**
 * Mean loss on a lattice of `size` × `size` places, row by row from the lower left, both axes from −range to range.
 */
export function lossLandscape(
  { definition, parameters }: Model,
  task: PointTask,
  samples: readonly Sample[],
  [across, up]: Axes,
  range: number,
  size: number,
): Float64Array {
  const [{ units }] = definition.layers;
  const layer = parameters[0];
  const factor = ({ input }: ParameterPlace, { x, y }: Sample): number =>
    input < 0 ? 1 : input === 0 ? x : y;
  const points = samples.map((sample) => {
    const [a, b] = [factor(across, sample), factor(up, sample)];
    // The weighted sums without the two numbers.
    const rest = Array.from({ length: units }, (_, unit) => {
      let z = layer.bias[unit];
      for (let input = 0; input < definition.inputs; input++) {
        z += layer.weight[unit * definition.inputs + input] * (input === 0 ? sample.x : sample.y);
      }
      return z;
    });
    rest[across.unit] -= a * valueAt(layer, across);
    rest[up.unit] -= b * valueAt(layer, up);
    return { a, b, rest, target: targetOf(task, sample) };
  });
  const losses = new Float64Array(size * size);
  const z = new Float64Array(units);
  for (let row = 0; row < size; row++) {
    const v = latticeValue(row, range, size);
    for (let column = 0; column < size; column++) {
      const u = latticeValue(column, range, size);
      let sum = 0;
      for (const { a, b, rest, target } of points) {
        for (let unit = 0; unit < units; unit++) z[unit] = rest[unit];
        z[across.unit] += a * u;
        z[up.unit] += b * v;
        sum += lossOfSums(task, z, target);
      }
      losses[row * size + column] = sum / points.length;
    }
  }
  return losses;
}

export const latticeValue = (index: number, range: number, size: number): number =>
  -range + (2 * range * index) / (size - 1);

/** From the weighted sums, so that the landscape stays finite and smooth far from the valley. */
function lossOfSums({ kind }: PointTask, z: Float64Array, target: number): number {
  if (kind !== "classes") return (z[0] - target) ** 2;
  if (z.length === 1) return Math.max(z[0], 0) - z[0] * target + Math.log1p(Math.exp(-Math.abs(z[0])));
  let largest = z[0];
  for (let i = 1; i < z.length; i++) largest = Math.max(largest, z[i]);
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += Math.exp(z[i] - largest);
  return largest + Math.log(sum) - z[target];
}

/** Half the width of a landscape in which all these values are well inside: 2, 5, 10, 20 and so on. */
export function rangeAround(values: Iterable<number>, least: number): number {
  let reach = 0;
  for (const value of values) if (Number.isFinite(value)) reach = Math.max(reach, Math.abs(value) * 1.15);
  if (reach <= least) return least;
  const power = 10 ** Math.floor(Math.log10(reach));
  return [1, 2, 5, 10].map((m) => m * power).find((round) => round >= reach) ?? 10 * power;
}

/**
 * How far up a loss is between the lowest and the highest of its landscape, 0 to 1. By the square root, since a valley's
 * floor, where it matters most, would look flat otherwise.
 */
export function heights(losses: Float64Array): Float64Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const loss of losses) {
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  }
  return losses.map((loss) => (high > low ? Math.sqrt((loss - low) / (high - low)) : 0));
}

export interface LandscapeScene {
  /** `[size, size]`, row by row from the lower left. */
  readonly losses: Float64Array;
  readonly size: number;
  /** Where the weights have been, and at the end are. */
  readonly path: readonly (readonly [number, number])[];
  /** The dashes of that way, and the ways of other optimizers, each with its own and with its name. */
  readonly dash: readonly number[];
  readonly trails: readonly TrailLine[];
  readonly names: readonly [string, string];
}

const LEVELS = Array.from({ length: 11 }, (_, i) => (i + 0.6) / 11.5);

/** The landscape in a square frame, with the way that the weights have gone and a lamp where they are. */
export function drawLandscape(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  { losses, size, path, dash, trails, names }: LandscapeScene,
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

  drawTrails(context, palette, frame, trails);
  const pixels = path.map(([x, y]) => toPixels(frame, x, y));
  clippedTo(context, frame, () => strokeTrail(context, palette, pixels, dash));
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
