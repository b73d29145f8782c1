/**
 * @file A bar with a whisker, for a cell of a table: how large a number is, and how far it varies.
 */

import { type Html, html } from "../html.js";

const [WIDTH, HEIGHT] = [200, 16];

export interface BarRange {
  /** At most 0. */
  readonly from: number;
  readonly to: number;
}

/** The numbers beside it say the same, so that it is hidden from those who cannot see it. */
export function bar(value: number, deviation: number, { from, to }: BarRange): Html {
  const x = (at: number): number => (((Math.min(to, Math.max(from, at)) - from) / (to - from)) * WIDTH) | 0;
  const [left, right] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
  const middle = HEIGHT / 2;
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
<rect class="heat" x="${left}" y="3" width="${right - left}" height="${HEIGHT - 6}"/>
<path class="whisker" d="M${x(value - deviation)} ${middle}H${x(value + deviation)}M${x(0)} 0V${HEIGHT}"/></svg>`;
}

/** A range that holds all bars with their whiskers. */
export function barRange(bars: readonly { readonly value: number; readonly deviation: number }[]): BarRange {
  const from = bars.reduce((low, { value, deviation }) => Math.min(low, value - deviation), 0);
  const to = bars.reduce((high, { value, deviation }) => Math.max(high, value + deviation), 0);
  return { from, to: to === from ? from + 1 : to };
}
