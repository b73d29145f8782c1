/**
 * @file A reliability diagram: how often answers of a confidence are right, and how many answers have it.
 */

import type { CalibrationBin } from "../../../insight/metrics/class-metrics.js";
import { type Html, html } from "../html.js";
import { coordinate, plot } from "./plot.js";
import { fixedScale } from "./scale.js";

/** How high the bars of the counts are at the most, as a share of the chart. */
const COUNTS = 0.15;
/** Of dots: an answer alone says little, and its dot looks like it. */
const [SMALLEST, LARGEST] = [2, 7];

export interface ReliabilityOptions {
  readonly title: string;
  readonly xName: string;
  readonly yName: string;
  readonly bins: readonly CalibrationBin[];
  /** What to say of a bin, for those who point at it. */
  readonly describe: (bin: CalibrationBin) => string;
}

export function reliabilityChart({ title, xName, yName, bins, describe }: ReliabilityOptions): Html {
  const whole = fixedScale(0, 1, 0.2);
  const most = bins.reduce((high, { count }) => Math.max(high, count), 1);
  const asPercent = (share: number): string => `${Math.round(share * 100)}%`;
  const options = { title, x: whole, y: whole, xName, yName, xText: asPercent, yText: asPercent };
  return plot(options, (canvas) => {
    const filled = bins.filter(({ count }) => count > 0);
    const width = canvas.width(0.7 / bins.length);
    const counts = filled.map(({ from, count }) => {
      const height = (COUNTS * count) / most;
      const left = canvas.x(from + 0.15 / bins.length);
      return html`<rect class="count" x="${left}" y="${canvas.y(height)}" width="${width}" height="${canvas.height(height)}"/>`;
    });
    const dots = filled.map((bin) => {
      const { confidence = 0, accuracy = 0, count } = bin;
      const radius = coordinate(SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(count / most));
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
