/**
 * @file A few examples drawn side by side in a terminal.
 */

import type { Preview } from "../../data/preview.js";
import type { Style } from "../terminal/color.js";
import { ESC } from "../terminal/output.js";
import { drawColorImage, drawImage, fitWidth, loudnessOf } from "../terminal/picture.js";
import { displayWidth, padAfter, safeText } from "../terminal/text.js";

/** The longest side of a drawn picture, in pixels: without colours a pixel takes two characters, and a line has one. */
const LONGEST = 24;
const LONGEST_PLAIN = 12;
const GAP = 2;

/** An example to draw, and its class. */
export interface Drawn {
  readonly label: string;
  readonly preview: Preview;
}

/** Pictures and spectrograms in rows as wide as the terminal; below each recording, how loud it is. */
export function drawExamples(items: readonly Drawn[], style: Style, columns: number): string[] {
  const blocks = items.map(({ label, preview }) => block(label, preview, style));
  const width = Math.max(...blocks.map((one) => one.width));
  const perRow = Math.max(1, Math.floor((columns + GAP - 2) / (width + GAP)));
  const lines: string[] = [];
  for (let from = 0; from < blocks.length; from += perRow) {
    const row = blocks.slice(from, from + perRow);
    const height = Math.max(...row.map((one) => one.lines.length));
    for (let y = 0; y < height; y++) {
      const cells = row.map((one) => (one.lines[y] ?? "") + " ".repeat(width - visible(one.lines[y] ?? "")));
      lines.push(`  ${cells.join(" ".repeat(GAP))}`.trimEnd());
    }
    lines.push("");
  }
  return lines.slice(0, -1);
}

interface Block {
  readonly width: number;
  readonly lines: readonly string[];
}

function block(label: string, preview: Preview, style: Style): Block {
  const drawn = drawing(preview, style);
  const width = Math.max(...drawn.map(visible));
  return { width, lines: [padAfter(safeText(label, width), width), ...drawn] };
}

function drawing(preview: Preview, style: Style): string[] {
  if (preview.kind === "cells") return [];
  if (preview.kind === "picture") return drawPicture(preview, style);
  const { spectrogram, samples } = preview;
  if (spectrogram === undefined) return [loudnessOf(samples, LONGEST)];
  const { frames, bands, levels } = spectrogram;
  const upright = Float32Array.from(
    levels,
    (_, i) => levels[(i % frames) * bands + bands - 1 - Math.floor(i / frames)],
  );
  const image = drawPicture(
    { kind: "picture", height: bands, width: frames, channels: 1, levels: upright },
    style,
  );
  return [...image, loudnessOf(samples, Math.max(...image.map(visible)))];
}

function drawPicture(
  { height, width, channels, levels }: Preview & { kind: "picture" },
  style: Style,
): string[] {
  const { depth } = style;
  const longest = depth === 1 || depth === 4 ? LONGEST_PLAIN : LONGEST;
  const room = Math.max(1, Math.round(width * Math.min(1, longest / Math.max(height, width))));
  const planes = Array.from({ length: channels }, (_, channel) => {
    const data = Array.from({ length: height * width }, (__, i) => levels[i * channels + channel]);
    return fitWidth({ height, width, data }, room);
  });
  const [plane] = planes;
  if (channels === 1) return drawImage(plane.data, plane.height, plane.width, style);
  return drawColorImage(
    planes.map(({ data }) => data),
    plane.height,
    plane.width,
    style,
  );
}

/** The columns that a line takes without its colours. */
const visible = (line: string): number =>
  displayWidth(
    line
      .split(ESC)
      .map((part, i) => (i === 0 ? part : part.replace(/^\[[\d;]*m/, "")))
      .join(""),
  );
