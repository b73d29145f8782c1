/**
 * @file The frame of a chart: two axes with their numbers and names, and a place to draw in. Colours come from the
 * page's style sheet, by class.
 */

import { type Html, type HtmlValue, html } from "../html.js";

/** In the chart's own unit, about a pixel. */
const [WIDTH, HEIGHT] = [420, 280];
const MARGIN = { left: 58, right: 12, top: 12, bottom: 44 };

interface PlotOptions {
  /** What it shows, for those who cannot see it. */
  readonly title: string;
  readonly x: Scale;
  readonly y: Scale;
  readonly xName: string;
  readonly yName: string;
  /** How the ticks are written. */
  readonly xText?: (value: number) => string;
  readonly yText?: (value: number) => string;
}

/** Where things are drawn. */
interface Canvas {
  x(value: number): string;
  y(value: number): string;
  /** How long a difference of x values is, and of y values. */
  width(difference: number): string;
  height(difference: number): string;
}

/** A chart. @param draw gives what is in it, from back to front */
export function plot(options: PlotOptions, draw: (canvas: Canvas) => HtmlValue): Html {
  const { title, x, y, xName, yName, xText = tickText, yText = tickText } = options;
  const [right, bottom] = [WIDTH - MARGIN.right, HEIGHT - MARGIN.bottom];
  const [across, down] = [right - MARGIN.left, bottom - MARGIN.top];
  const canvas: Canvas = {
    x: (value) => coordinate(MARGIN.left + place(x, value) * across),
    y: (value) => coordinate(bottom - place(y, value) * down),
    width: (difference) => coordinate((difference / (x.to - x.from)) * across),
    height: (difference) => coordinate((difference / (y.to - y.from)) * down),
  };
  const grid = y.ticks.map(
    (tick) => html`<path class="grid" d="M${MARGIN.left} ${canvas.y(tick)}H${right}"/>
<text class="tick" x="${MARGIN.left - 6}" y="${canvas.y(tick)}" dy=".35em" text-anchor="end">${yText(tick)}</text>`,
  );
  const below = x.ticks.map(
    (tick) =>
      html`<path class="grid" d="M${canvas.x(tick)} ${bottom}v4"/>
<text class="tick" x="${canvas.x(tick)}" y="${bottom + 16}" text-anchor="middle">${xText(tick)}</text>`,
  );
  const middle = MARGIN.top + down / 2;
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"><title>${title}</title>
${grid}
${below}
${draw(canvas)}
<path class="axis" d="M${MARGIN.left} ${MARGIN.top}V${bottom}H${right}"/>
<text class="name" x="${MARGIN.left + across / 2}" y="${HEIGHT - 6}" text-anchor="middle">${xName}</text>
<text class="name" x="12" y="${middle}" text-anchor="middle" transform="rotate(-90 12 ${middle})">${yName}</text>
</svg>`;
}

/** A place in the chart, to a tenth. */
export const coordinate = (value: number): string => String(Math.round(value * 10) / 10);

/** A line through points; it breaks where one is null. */
export function path(points: readonly (readonly [x: number, y: number | null])[], canvas: Canvas): string {
  let isDown = false;
  let line = "";
  for (const [x, y] of points) {
    if (y === null) {
      isDown = false;
      continue;
    }
    line += `${isDown ? "L" : "M"}${canvas.x(x)} ${canvas.y(y)}`;
    isDown = true;
  }
  return line;
}

/** One axis of a chart. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Round numbers within. */
  readonly ticks: readonly number[];
}

const FEW_TICKS = 5;
/** Numbers below this are 0 to any eye. */
const SMALLEST = 1e-100;

/**
 * A scale that holds some numbers and begins and ends with a round one.
 *
 * @param values those that are not finite are passed over
 * @param include a number that it must hold, such as 0
 */
export function scaleOf(values: Iterable<number>, include?: number): Scale {
  let low = include ?? Number.POSITIVE_INFINITY;
  let high = include ?? Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return fixedScale(0, 1, 1);
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < SMALLEST || high - low < 1e-9 * size) {
    const room = size < SMALLEST ? 1 : size / 2;
    [low, high] = [low - room, high + room];
  }
  const step = roundStep((high - low) / FEW_TICKS);
  return fixedScale(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
}

/** From one number to another, a tick after every `step`. */
export function fixedScale(from: number, to: number, step: number): Scale {
  const count = Math.round((to - from) / step);
  // Counted from the first, so that errors do not add up; 0.30000000000000004 is 0.3.
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
  return { from, to, ticks };
}

/** 1, 2 or 5 times a power of ten, not below `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5].find((round) => round * power >= step * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** 0 at the beginning, 1 at the end. */
export const place = ({ from, to }: Scale, value: number): number => (value - from) / (to - from);

/** A number beside an axis: `0.25`, `1,500`, `2.5M`. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(1).replace(".0e", "e");
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  return Number(value.toPrecision(6)).toLocaleString("en-US", { maximumFractionDigits: 8 });
}
