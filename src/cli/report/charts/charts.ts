/**
 * @file A report's charts: curves over epochs, points in a plane, a reliability diagram, bars and a heat map. And what examples
 * look like: pictures and spectrograms as PNG files in data addresses, not packed, so that the same pixels are the same
 * bytes whatever packs them, and waveforms as drawings.
 */

import { PNG } from "pngjs";
import type { CalibrationBin } from "../../../insight/metrics/class-metrics.js";
import { light, type Rgb } from "../../terminal/color.js";
import { type Html, html } from "../html.js";
import { coordinate, fixedScale, path, plot, type Scale, scaleOf } from "./plot.js";

/** A curve of {@link linesChart}. */
interface Line {
  /** The style sheet's class: `first` is solid, `second` dashed. */
  readonly style: "first" | "second";
  /** A number an epoch, the first one first; null where there is none. */
  readonly values: readonly (number | null)[];
}

interface LinesOptions {
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

/** How a loss or an accuracy went while a network was trained. */
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

interface ScatterOptions {
  readonly title: string;
  readonly xName: string;
  readonly yName: string;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** `equal`: y = x, both axes alike; `zero`: y = 0. */
  readonly ideal: "equal" | "zero";
}

/** Points in a plane, with a line that they would lie on if all was right. */
export function scatterChart({ title, xName, yName, xs, ys, ideal }: ScatterOptions): Html {
  const both = scaleOf([...xs, ...ys]);
  const x: Scale = ideal === "equal" ? both : scaleOf(xs);
  const y: Scale = ideal === "equal" ? both : scaleOf(ys, 0);
  const [start, end] = ideal === "equal" ? [x.from, x.to] : [0, 0];
  return plot({ title, x, y, xName, yName }, (canvas) => [
    html`<path class="ideal" d="M${canvas.x(x.from)} ${canvas.y(start)}L${canvas.x(x.to)} ${canvas.y(end)}"/>`,
    html`<path class="points" d="${xs.map((value, i) => `M${canvas.x(value)} ${canvas.y(ys[i])}h0`).join("")}"/>`,
  ]);
}

/** How high the bars of the counts are at the most, as a share of the chart. */
const HIGHEST_COUNT = 0.15;
/** Of dots: an answer alone says little, and its dot looks like it. */
const [SMALLEST_DOT, LARGEST_DOT] = [2, 7];

interface ReliabilityOptions {
  readonly title: string;
  readonly xName: string;
  readonly yName: string;
  readonly bins: readonly CalibrationBin[];
  /** What to say of a bin, for those who point at it. */
  readonly describe: (bin: CalibrationBin) => string;
}

/** How often answers of a confidence are right, and how many answers have it. */
export function reliabilityChart({ title, xName, yName, bins, describe }: ReliabilityOptions): Html {
  const whole = fixedScale(0, 1, 0.2);
  const most = bins.reduce((high, { count }) => Math.max(high, count), 1);
  const asPercent = (share: number): string => `${Math.round(share * 100)}%`;
  const options = { title, x: whole, y: whole, xName, yName, xText: asPercent, yText: asPercent };
  return plot(options, (canvas) => {
    const filled = bins.filter(({ count }) => count > 0);
    const width = canvas.width(0.7 / bins.length);
    const counts = filled.map(({ from, count }) => {
      const height = (HIGHEST_COUNT * count) / most;
      const left = canvas.x(from + 0.15 / bins.length);
      return html`<rect class="count" x="${left}" y="${canvas.y(height)}" width="${width}" height="${canvas.height(height)}"/>`;
    });
    const dots = filled.map((bin) => {
      const { confidence = 0, accuracy = 0, count } = bin;
      const radius = coordinate(SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * Math.sqrt(count / most));
      const at = html`cx="${canvas.x(confidence)}" cy="${canvas.y(accuracy)}"`;
      return html`<circle class="dot first" ${at} r="${radius}"><title>${describe(bin)}</title></circle>`;
    });
    const line = filled
      .map(
        ({ confidence = 0, accuracy = 0 }, i) =>
          `${i === 0 ? "M" : "L"}${canvas.x(confidence)} ${canvas.y(accuracy)}`,
      )
      .join("");
    return [
      counts,
      html`<path class="ideal" d="M${canvas.x(0)} ${canvas.y(0)}L${canvas.x(1)} ${canvas.y(1)}"/>`,
      html`<path class="line first faint" d="${line}"/>`,
      dots,
    ];
  });
}

/** Of a bar, in the drawing's own units. */
const [BAR_WIDTH, BAR_HEIGHT] = [200, 16];

interface BarRange {
  /** At most 0. */
  readonly from: number;
  readonly to: number;
}

/**
 * A bar with a whisker, for a cell of a table: how large a number is, and how far it varies. The numbers beside it say
 * the same, so that it is hidden from those who cannot see it.
 */
export function bar(value: number, deviation: number, { from, to }: BarRange): Html {
  const x = (at: number): number =>
    (((Math.min(to, Math.max(from, at)) - from) / (to - from)) * BAR_WIDTH) | 0;
  const [left, right] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
  const middle = BAR_HEIGHT / 2;
  return html`<svg class="bar" viewBox="0 0 ${BAR_WIDTH} ${BAR_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
<rect class="heat" x="${left}" y="3" width="${right - left}" height="${BAR_HEIGHT - 6}"/>
<path class="whisker" d="M${x(value - deviation)} ${middle}H${x(value + deviation)}M${x(0)} 0V${BAR_HEIGHT}"/></svg>`;
}

/** A range that holds all bars with their whiskers. */
export function barRange(bars: readonly { readonly value: number; readonly deviation: number }[]): BarRange {
  const from = bars.reduce((low, { value, deviation }) => Math.min(low, value - deviation), 0);
  const to = bars.reduce((high, { value, deviation }) => Math.max(high, value + deviation), 0);
  return { from, to: to === from ? from + 1 : to };
}

/** A heat map's cell, as wide as high. */
const CELL = 44;
/** At full strength the number in a cell could not be read. */
const STRONGEST = 0.75;

interface HeatMapOptions {
  readonly title: string;
  readonly rows: number;
  readonly columns: number;
  /** `[rows, columns]`; below 0 counts as 0. */
  readonly values: readonly number[];
  /** What stands in a cell, and what to say of it to those who point at it. */
  readonly text: (cell: number) => string;
  readonly describe: (cell: number) => string;
}

/** A grid of numbers as a map: the stronger the colour, the larger the number. */
export function heatMap({ title, rows, columns, values, text, describe }: HeatMapOptions): Html {
  const most = values.reduce((high, value) => Math.max(high, value), 0) || 1;
  const cells = values.map((value, i) => {
    const [left, top] = [(i % columns) * CELL, Math.floor(i / columns) * CELL];
    const strength = ((STRONGEST * Math.max(0, value)) / most).toFixed(3);
    return html`<g><title>${describe(i)}</title><rect class="frame" x="${left}" y="${top}" width="${CELL}" height="${CELL}"/>
<rect class="heat" x="${left}" y="${top}" width="${CELL}" height="${CELL}" fill-opacity="${strength}"/>
<text class="cell" x="${left + CELL / 2}" y="${top + CELL / 2}" dy=".35em" text-anchor="middle">${text(i)}</text></g>`;
  });
  return html`<svg class="map" viewBox="-1 -1 ${columns * CELL + 2} ${rows * CELL + 2}" role="img"><title>${title}</title>
${cells}
</svg>`;
}

interface PixelImage {
  readonly height: number;
  readonly width: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** `[height, width, channels]`, 0 to 1. */
  readonly levels: ArrayLike<number>;
}

/** The longest side that is stored: larger ones are brought down to it. */
const LONGEST = 96;

/** @param text what it shows, for those who cannot see it */
export function pixelImage(image: PixelImage, text: string): Html {
  const { width, height, channels, levels } = fitting(image);
  return embedded(width, height, text, (pixel) => {
    const at = (c: number): number =>
      Math.round(255 * Math.min(1, Math.max(0, levels[pixel * channels + c])));
    return channels === 3 ? [at(0), at(1), at(2)] : [at(0), at(0), at(0)];
  });
}

/** Time from left to right, the highest band at the top, in the colours of a lamp. @param levels `[frames, bands]`, 0 to 1 */
export function spectrogramImage(
  { frames, bands, levels }: { frames: number; bands: number; levels: ArrayLike<number> },
  text: string,
): Html {
  return embedded(frames, bands, text, (pixel) => {
    const band = bands - 1 - Math.floor(pixel / frames);
    return light(Math.min(1, Math.max(0, levels[(pixel % frames) * bands + band])));
  });
}

function embedded(width: number, height: number, text: string, colorOf: (pixel: number) => Rgb): Html {
  const png = new PNG({ width, height });
  for (let pixel = 0; pixel < width * height; pixel++) {
    png.data.set([...colorOf(pixel), 255], 4 * pixel);
  }
  const bytes = PNG.sync.write(png, { deflateLevel: 0, filterType: 0, colorType: 2 });
  return html`<img src="data:image/png;base64,${bytes.toString("base64")}" width="${width}" height="${height}" alt="${text}">`;
}

/** Every so many pixels are one, the mean of them all. */
function fitting(image: PixelImage): PixelImage {
  const { height, width, channels, levels } = image;
  const factor = Math.ceil(Math.max(height, width) / LONGEST);
  if (factor === 1) return image;
  const [rows, columns] = [Math.ceil(height / factor), Math.ceil(width / factor)];
  const sums = new Float64Array(rows * columns * channels);
  const counts = new Float64Array(sums.length);
  for (let i = 0; i < height * width * channels; i++) {
    const [pixel, c] = [Math.floor(i / channels), i % channels];
    const [y, x] = [Math.floor(pixel / width / factor), Math.floor((pixel % width) / factor)];
    sums[(y * columns + x) * channels + c] += levels[i];
    counts[(y * columns + x) * channels + c]++;
  }
  return { height: rows, width: columns, channels, levels: sums.map((sum, i) => sum / counts[i]) };
}

/** Of a waveform: the parts of its time, and the drawing's height. */
const [STRETCHES, WAVE_HEIGHT] = [160, 48];

/**
 * A recording as a shape: for each stretch of time, from its lowest to its highest sample.
 *
 * @param samples −1 to 1
 * @param text what it shows, for those who cannot see it
 */
export function waveformChart(samples: ArrayLike<number>, text: string): Html {
  const peak = reduce(samples, 0, samples.length, (most, x) => Math.max(most, Math.abs(x))) || 1;
  const y = (level: number): string => coordinate(WAVE_HEIGHT / 2 - (level / peak) * (WAVE_HEIGHT / 2 - 1));
  const count = Math.min(STRETCHES, samples.length);
  const lines = Array.from({ length: count }, (_, i) => {
    const [from, to] = [i, i + 1].map((end) => Math.floor((samples.length * end) / count));
    const low = reduce(samples, from, to, Math.min);
    const high = reduce(samples, from, to, Math.max);
    return `M${coordinate(((i + 0.5) * STRETCHES) / count)} ${y(low)}V${y(high)}`;
  });
  return html`<svg class="wave" viewBox="0 0 ${STRETCHES} ${WAVE_HEIGHT}" preserveAspectRatio="none" role="img"><title>${text}</title>
<path d="M0 ${WAVE_HEIGHT / 2}H${STRETCHES}${lines.join("")}"/></svg>`;
}

function reduce(
  samples: ArrayLike<number>,
  from: number,
  to: number,
  combine: (a: number, b: number) => number,
): number {
  let result = 0;
  for (let i = from; i < to; i++) result = combine(result, samples[i]);
  return result;
}
