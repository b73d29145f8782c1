/**
 * @file Curves over epochs: how a loss or an accuracy went while a network was trained.
 */

import { type Html, html } from "../html.js";
import { path, plot } from "./plot.js";
import { fixedScale, scaleOf } from "./scale.js";

export interface Line {
  /** The style sheet's class: `first` is solid, `second` dashed. */
  readonly style: "first" | "second";
  /** A number an epoch, the first one first; null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface LinesOptions {
  readonly title: string;
  readonly xName: string;
  readonly yName: string;
  readonly lines: readonly Line[];
  /** The epoch whose weights were kept, counted from 1, and what to write beside it. */
  readonly mark?: { readonly epoch: number; readonly text: string };
  /** How the numbers beside the axis are written. */
  readonly yText?: (value: number) => string;
}

/** More points than this are no finer to the eye. */
const MOST_POINTS = 500;

export function linesChart({ title, xName, yName, lines, mark, yText }: LinesOptions): Html {
  const epochs = Math.max(1, ...lines.map(({ values }) => values.length));
  const numbers = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const low = numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  // Curves that come near 0 are shown above it; others would be pressed to the top.
  const y = low >= 0 && low < 0.4 * high ? scaleOf(numbers, 0) : scaleOf(numbers);
  const options = {
    title,
    x: epochScale(epochs),
    y,
    xName,
    yName,
    ...(yText === undefined ? {} : { yText }),
  };
  return plot(options, (canvas) => [
    mark === undefined
      ? undefined
      : html`<path class="mark" d="M${canvas.x(mark.epoch)} ${canvas.y(y.from)}V${canvas.y(y.to)}"/>
<text class="tick" x="${canvas.x(mark.epoch)}" y="${canvas.y(y.to)}" dx="${mark.epoch > epochs * 0.6 ? -5 : 5}" dy="1em" text-anchor="${mark.epoch > epochs * 0.6 ? "end" : "start"}">${mark.text}</text>`,
    lines.map(({ style, values }) => {
      const points = thinned(values);
      return values.length === 1
        ? html`<circle class="dot ${style}" cx="${canvas.x(1)}" cy="${canvas.y(values[0] ?? 0)}" r="4"/>`
        : html`<path class="line ${style}" d="${path(points, canvas)}"/>`;
    }),
  ]);
}

/** Whole epochs. */
function epochScale(epochs: number) {
  if (epochs === 1) return { from: 0, to: 2, ticks: [1] };
  const step = Math.max(1, ...scaleOf([0, epochs]).ticks.slice(1, 2));
  const { ticks } = fixedScale(0, Math.floor(epochs / step) * step, step);
  return { from: 1, to: epochs, ticks: [1, ...ticks.slice(1)] };
}

function thinned(values: Line["values"]): (readonly [number, number | null])[] {
  const every = Math.ceil(values.length / MOST_POINTS);
  return values
    .map((value, i) => [i + 1, value] as const)
    .filter((_, i) => i % every === 0 || i === values.length - 1);
}
