/**
 * @file A few examples drawn side by side in a terminal.
 */

import type { Portrayal } from "../../data/portrayal.js";
import { loudnessOf } from "../blocks.js";
import { paint, type Rgb, type Style } from "../color.js";
import { drawImage } from "../picture.js";
import { padRight, safeText, textWidth } from "../text-width.js";

/** The longest side of a drawn picture, in pixels: without colours a pixel takes two characters, and a line has one. */
const LONGEST = 24;
const LONGEST_PLAIN = 12;
const GAP = 2;

export interface Drawn {
  readonly label: string;
  readonly portrayal: Portrayal;
}

/** Pictures and spectrograms in rows as wide as the terminal; below each recording, how loud it is. */
export function drawExamples(items: readonly Drawn[], style: Style, columns: number): string[] {
  const blocks = items.map(({ label, portrayal }) => block(label, portrayal, style));
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

function block(label: string, portrayal: Portrayal, style: Style): Block {
  const drawn = drawing(portrayal, style);
  const width = Math.max(...drawn.map(visible));
  return { width, lines: [padRight(safeText(label, width), width), ...drawn] };
}

function drawing(portrayal: Portrayal, style: Style): string[] {
  if (portrayal.kind === "cells") return [];
  if (portrayal.kind === "picture") return drawPicture(portrayal, style);
  const { spectrogram, samples } = portrayal;
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

function drawPicture(picture: Portrayal & { kind: "picture" }, style: Style): string[] {
  const { depth } = style;
  const plain = depth === 1 || depth === 4;
  const { height, width, channels, levels } = reduced(picture, plain ? LONGEST_PLAIN : LONGEST);
  if (channels === 1) return drawImage(levels, height, width, style);
  if (plain) {
    const grey = Float32Array.from({ length: height * width }, (_, i) => {
      const [r, g, b] = levels.subarray(3 * i, 3 * i + 3);
      return 0.299 * r + 0.587 * g + 0.114 * b;
    });
    return drawImage(grey, height, width, style);
  }
  const color = (y: number, x: number): Rgb => {
    const at = 3 * (Math.min(y, height - 1) * width + x);
    return [0, 1, 2].map((c) => Math.round(255 * levels[at + c])) as unknown as Rgb;
  };
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    Array.from({ length: width }, (__, x) =>
      paint(depth, "▀", color(2 * line, x), color(2 * line + 1, x)),
    ).join(""),
  );
}

/** At most so many pixels a side, each the mean of those that it stands for. */
function reduced(picture: Portrayal & { kind: "picture" }, longest: number): Portrayal & { kind: "picture" } {
  const { height, width, channels, levels } = picture;
  const scale = Math.min(1, longest / Math.max(height, width));
  const [rows, columns] = [height, width].map((side) => Math.max(1, Math.round(side * scale)));
  if (rows === height && columns === width) return picture;
  const small = new Float32Array(rows * columns * channels);
  for (let y = 0; y < rows; y++) {
    const [top, bottom] = [y, y + 1].map((edge) => Math.floor((edge * height) / rows));
    for (let x = 0; x < columns; x++) {
      const [left, right] = [x, x + 1].map((edge) => Math.floor((edge * width) / columns));
      const share = 1 / ((bottom - top) * (right - left));
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let v = top; v < bottom; v++) {
          for (let u = left; u < right; u++) sum += levels[(v * width + u) * channels + c];
        }
        small[(y * columns + x) * channels + c] = sum * share;
      }
    }
  }
  return { kind: "picture", height: rows, width: columns, channels, levels: small };
}

/** The columns that a line takes without its colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const visible = (line: string): number => textWidth(line.replace(/\x1b\[[\d;]*m/g, ""));
