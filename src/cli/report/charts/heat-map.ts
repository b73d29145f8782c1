/**
 * @file A grid of numbers as a map: the stronger the colour, the larger the number.
 */

import { type Html, html } from "../html.js";

const CELL = 44;
/** At full strength the number in a cell could not be read. */
const STRONGEST = 0.75;

export interface HeatMapOptions {
  readonly title: string;
  readonly rows: number;
  readonly columns: number;
  /** `[rows, columns]`; below 0 counts as 0. */
  readonly values: readonly number[];
  /** What stands in a cell, and what to say of it to those who point at it. */
  readonly text: (cell: number) => string;
  readonly describe: (cell: number) => string;
}

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
