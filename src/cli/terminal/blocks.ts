/**
 * @file Charts of a line's height, made of block characters.
 */

const HEIGHTS = "▁▂▃▄▅▆▇█";
const WIDTHS = " ▏▎▍▌▋▊▉█";

/** A character a number, as high as the number is large; a gap for 0. */
export function columnsOf(values: readonly number[]): string {
  const most = values.reduce((high, value) => Math.max(high, value), 0) || 1;
  return values
    .map((value) => (value <= 0 ? " " : HEIGHTS[Math.max(0, Math.ceil((value / most) * HEIGHTS.length) - 1)]))
    .join("");
}

/** A bar of eighths of a character; a sliver at least for what is above 0. @param share 0 to 1 */
export function barOf(share: number, width: number): string {
  const eighths = share <= 0 ? 0 : Math.max(1, Math.round(Math.min(1, share) * width * 8));
  return ("█".repeat(Math.floor(eighths / 8)) + WIDTHS[eighths % 8]).trimEnd();
}

/** How loud a recording is from beginning to end, in so many characters. */
export function loudnessOf(samples: ArrayLike<number>, width: number): string {
  const peaks = Array.from({ length: width }, (_, i) => {
    const [from, to] = [i, i + 1].map((end) => Math.floor((samples.length * end) / width));
    let peak = 0;
    for (let at = from; at < to; at++) peak = Math.max(peak, Math.abs(samples[at]));
    return peak;
  });
  const most = peaks.reduce((high, peak) => Math.max(high, peak), 0);
  // What cannot be heard beside the rest is a gap.
  return columnsOf(peaks.map((peak) => (peak < most / 100 ? 0 : peak)));
}
