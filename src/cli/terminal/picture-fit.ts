/**
 * @file Pictures made to fit a terminal's width: images by area, waveforms by their extremes.
 */

import { type Raster, resample } from "../../data/image/resample.js";
import { light, paint, type Style } from "./color.js";

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
