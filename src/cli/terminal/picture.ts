/**
 * @file Pictures made of characters: values in, lines of text out. With 256 colours or more a neuron or pixel is a
 * block in the colour of its light; without, a character as dense as the neuron is bright.
 */

import { type Raster, resample } from "../../data/image/picture.js";
import { light, paint, type Rgb, readableOn, type Style } from "./color.js";
import { short } from "./text.js";

/** From dark to bright; readable in any terminal, log or mail. */
const DENSITY = " .:-=+*#%@";

/** Wider layers are drawn without each neuron's number. */
const MOST_NUMBERED = 64;

/** The character of a brightness from 0 to 1 (its magnitude counts: numbers beside it carry the sign). */
export function density(level: number): string {
  const i = Math.round(Math.min(Math.abs(level), 1) * (DENSITY.length - 1));
  return DENSITY[i];
}

/**
 * An image. In colour two rows of pixels share a line, the upper one as the colour of `▀` and the lower as its
 * background; in plain text a pixel is two characters wide, so that both are about square.
 *
 * @param levels 0 dark to 1 bright, `[height, width]`, row by row
 */
export function drawImage(levels: ArrayLike<number>, height: number, width: number, style: Style): string[] {
  const { depth } = style;
  const lines: string[] = [];
  for (let y = 0; y < height; y += depth < 8 ? 1 : 2) {
    let line = "";
    for (let x = 0; x < width; x++) {
      const upper = levels[y * width + x];
      if (depth === 1 || depth === 4) line += density(upper).repeat(2);
      else line += paint(depth, "▀", light(upper), light(y + 1 < height ? levels[(y + 1) * width + x] : 0));
    }
    lines.push(depth < 8 ? line.trimEnd() : line);
  }
  return lines;
}

/**
 * An image of red, green and blue; where there are not colours enough, by how bright it is.
 *
 * @param planes each `[height, width]`, 0 dark to 1 bright
 */
export function drawColorImage(
  planes: readonly ArrayLike<number>[],
  height: number,
  width: number,
  style: Style,
): string[] {
  const { depth } = style;
  const [red, green, blue] = planes;
  if (depth === 1 || depth === 4) {
    // Luma after ITU-R BT.601.
    const levels = Array.from(red, (r, i) => 0.299 * r + 0.587 * green[i] + 0.114 * blue[i]);
    return drawImage(levels, height, width, style);
  }
  const colorAt = (y: number, x: number): Rgb => {
    const i = y * width + x;
    const channel = (plane: ArrayLike<number>): number => (y < height ? Math.round(255 * plane[i]) : 0);
    return [channel(red), channel(green), channel(blue)];
  };
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    Array.from({ length: width }, (__, x) =>
      paint(depth, "▀", colorAt(2 * line, x), colorAt(2 * line + 1, x)),
    ).join(""),
  );
}

/**
 * A layer's neurons in rows of equal length, each with its activation. Layers of more than 64 are drawn as bare
 * blocks, with the five brightest named below.
 *
 * @param values activations, `[units]`
 * @param levels their brightness, −1 to 1, `[units]`
 * @param columns the width to fill
 */
export function drawNeurons(
  values: ArrayLike<number>,
  levels: ArrayLike<number>,
  style: Style,
  columns: number,
): string[] {
  const numbers = values.length <= MOST_NUMBERED ? Array.from(values, short) : undefined;
  const longest = Math.max(0, ...(numbers ?? []).map((number) => number.length));
  const cells = Array.from(levels, (level, i) => drawNeuron(level, numbers?.[i].padStart(longest), style));
  const colored = style.depth >= 8;
  const gap = numbers === undefined ? "" : colored ? " " : "  ";
  const width = numbers === undefined ? 2 : longest + (colored ? 2 : 3);
  const gutter = String(values.length).length * 2 + 3;
  const fitting = Math.max(1, Math.floor((columns - gutter + gap.length) / (width + gap.length)));
  const perRow = rowLength(values.length, fitting);
  const lines: string[] = [];
  for (let from = 0; from < values.length; from += perRow) {
    const to = Math.min(from + perRow, values.length);
    const range = from + 1 === to ? `${to}` : `${from + 1}–${to}`;
    const row = `${style.text.dim(range.padStart(gutter - 2))}  ${cells.slice(from, to).join(gap)}`;
    lines.push(row.trimEnd());
  }
  if (numbers === undefined) {
    lines.push(
      `${" ".repeat(gutter)}${style.text.dim("brightest:")} ${brightest(values, levels, 5).join(", ")}`,
    );
  }
  return lines;
}

/** As many rows as needed, then shared out evenly (16 are 8 and 8, not 10 and 6), long rows by whole eights. */
function rowLength(units: number, fitting: number): number {
  const even = Math.ceil(units / Math.ceil(units / fitting));
  if (even <= 16) return even;
  const rows = Math.ceil(units / (8 * Math.floor(fitting / 8)));
  return 8 * Math.ceil(units / rows / 8);
}

function drawNeuron(level: number, number: string | undefined, { depth }: Style): string {
  if (depth === 1 || depth === 4) {
    return density(level).repeat(2) + (number === undefined ? "" : ` ${number}`);
  }
  const color = light(level);
  return paint(depth, number === undefined ? "  " : ` ${number} `, readableOn(color), color);
}

function brightest(values: ArrayLike<number>, levels: ArrayLike<number>, howMany: number): string[] {
  const order = Array.from(values, (_, i) => i);
  order.sort((a, b) => Math.abs(levels[b]) - Math.abs(levels[a]));
  return order.slice(0, howMany).map((i) => `${i + 1} (${short(values[i])})`);
}

/** A bar whose filled part is `level` of `width`: eighths of a block in colour, whole characters otherwise. */
export function drawBar(level: number, width: number, { depth }: Style): string {
  const share = Math.min(Math.abs(level), 1);
  if (depth === 1 || depth === 4) {
    const filled = Math.round(share * width);
    return "#".repeat(filled) + ".".repeat(width - filled);
  }
  const eighths = Math.round(share * width * 8);
  const whole = Math.floor(eighths / 8);
  const part = eighths % 8 === 0 ? "" : " ▏▎▍▌▋▊▉"[eighths % 8];
  const bar = ("█".repeat(whole) + part).padEnd(width);
  return paint(depth, bar, light(Math.sign(level) * (0.35 + 0.45 * share)), light(0));
}

/** How many pixels stand side by side in so many columns: in plain text each takes two. */
export const mostColumns = (columns: number, { depth }: Style): number =>
  Math.max(1, depth < 8 ? Math.floor(columns / 2) : columns);

/**
 * A picture at most `room` wide; smaller ones stay as they are.
 *
 * @param sides which of them shrink: both, so that its form stays, or only the one across
 */
export function fitWidth(picture: Raster, room: number, sides: "both" | "across" = "both"): Raster {
  const { width, height } = picture;
  if (width <= room) return picture;
  const scale = room / width;
  const tall = sides === "both" ? Math.max(1, Math.round(height * scale)) : height;
  const data = resample(
    picture,
    { length: room, start: 0, scale },
    { length: tall, start: 0, scale: tall / height },
  );
  return { width: room, height: tall, data };
}

/**
 * A waveform as a band from each column's lowest sample to its highest.
 *
 * @param samples −1 to 1
 * @param height lines, an odd number, so that silence is the middle one
 */
export function drawWave(
  samples: ArrayLike<number>,
  columns: number,
  height: number,
  { depth }: Style,
): string[] {
  const width = Math.min(columns, samples.length);
  const rowOf = (sample: number): number =>
    Math.round(((1 - Math.min(1, Math.max(-1, sample))) / 2) * (height - 1));
  const bands = Array.from({ length: width }, (_, x) => {
    const from = Math.floor((x * samples.length) / width);
    const to = Math.max(from + 1, Math.floor(((x + 1) * samples.length) / width));
    let [least, most] = [samples[from], samples[from]];
    for (let i = from; i < to; i++) {
      least = Math.min(least, samples[i]);
      most = Math.max(most, samples[i]);
    }
    return [rowOf(most), rowOf(least)];
  });
  return Array.from({ length: height }, (_, y) => {
    const marks = bands.map(([top, bottom]) => y >= top && y <= bottom);
    if (depth === 1 || depth === 4)
      return marks
        .map((mark) => (mark ? "#" : " "))
        .join("")
        .trimEnd();
    return marks.map((mark) => paint(depth, mark ? "█" : " ", light(0.7), light(0))).join("");
  });
}

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
