/**
 * @file Sounds as pictures: a wave as a path, and a spectrogram's cells as pixels, time to the right and pitch upwards.
 */

import type { Spectrogram } from "akari/data";

/** How high a wave is drawn: from −1, its largest sample, to 1. */
export const WAVE_HEIGHT = 2;

/** A quieter sound is not blown up any further: it stays a line. */
const QUIETEST = 0.02;

/**
 * A wave's outline: for each column a line from its lowest to its highest sample.
 *
 * @returns a path for a view box of `columns` × {@link WAVE_HEIGHT}
 */
export function wavePath(samples: Float32Array, columns: number): string {
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), QUIETEST);
  const lines: string[] = [];
  for (let column = 0; column < columns; column++) {
    const start = Math.floor((column * samples.length) / columns);
    const end = Math.max(start + 1, Math.floor(((column + 1) * samples.length) / columns));
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = start; i < end && i < samples.length; i++) {
      low = Math.min(low, samples[i]);
      high = Math.max(high, samples[i]);
    }
    if (low > high) continue;
    const y = (x: number): string => (1 - x / peak).toFixed(3);
    lines.push(`M${column + 0.5} ${y(high)}V${y(low)}`);
  }
  return lines.join("");
}

/** A spectrogram's cells, row by row from the highest band down, `[bands, frames]`: as a picture's pixels lie. */
export function spectrogramPixels({ frames, bands, levels }: Spectrogram): Float32Array {
  return Float32Array.from(levels, (_, pixel) => {
    const [row, frame] = [Math.floor(pixel / frames), pixel % frames];
    return levels[frame * bands + (bands - 1 - row)];
  });
}
