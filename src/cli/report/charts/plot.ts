/**
 * @file The frame of a chart: two axes with their numbers and names, and a place to draw in. Colours come from the
 * page's style sheet, by class.
 */

import { type Html, type HtmlValue, html } from "../html.js";
import { place, type Scale, tickText } from "./scale.js";

/** In the chart's own unit, about a pixel. */
const [WIDTH, HEIGHT] = [420, 280];
const MARGIN = { left: 58, right: 12, top: 12, bottom: 44 };

export interface PlotOptions {
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
export interface Canvas {
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
