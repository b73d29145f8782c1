/**
 * @file A recording's samples as a shape: for each stretch of time, from the lowest to the highest.
 */

import { type Html, html } from "../html.js";
import { coordinate } from "./plot.js";

const [STRETCHES, HEIGHT] = [160, 48];

/** @param samples −1 to 1 @param text what it shows, for those who cannot see it */
export function waveformChart(samples: ArrayLike<number>, text: string): Html {
  const peak = reduce(samples, 0, samples.length, (most, x) => Math.max(most, Math.abs(x))) || 1;
  const y = (level: number): string => coordinate(HEIGHT / 2 - (level / peak) * (HEIGHT / 2 - 1));
  const count = Math.min(STRETCHES, samples.length);
  const lines = Array.from({ length: count }, (_, i) => {
    const [from, to] = [i, i + 1].map((end) => Math.floor((samples.length * end) / count));
    const low = reduce(samples, from, to, Math.min);
    const high = reduce(samples, from, to, Math.max);
    return `M${coordinate(((i + 0.5) * STRETCHES) / count)} ${y(low)}V${y(high)}`;
  });
  return html`<svg class="wave" viewBox="0 0 ${STRETCHES} ${HEIGHT}" preserveAspectRatio="none" role="img"><title>${text}</title>
<path d="M0 ${HEIGHT / 2}H${STRETCHES}${lines.join("")}"/></svg>`;
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
