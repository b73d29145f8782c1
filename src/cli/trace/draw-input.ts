/**
 * @file The input layer of a traced network, as a person knows the input: a picture, a spectrogram, a waveform, the
 * columns of a table's row.
 */

import { previewSound } from "../../data/audio/encode.js";
import { tableInputs } from "../../data/table/inputs.js";
import { brightness } from "../../insight/brightness.js";
import type { ModelDefinition } from "../../model/model.js";
import {
  brightestInput,
  type SoundPreprocessing,
  type TablePreprocessing,
} from "../../model/preprocessing.js";
import type { Style } from "../terminal/color.js";
import {
  drawBar,
  drawColorImage,
  drawImage,
  drawNeurons,
  drawWave,
  fitWidth,
  mostColumns,
} from "../terminal/picture.js";
import { count, countOf, displayWidth, padAfter, padBefore, safeText, short } from "../terminal/text.js";

/** More inputs of a table are drawn as the largest ones only. */
const MOST_INPUTS = 40;
const BAR_WIDTH = 24;
/** With the `…` of a longer one. */
const LONGEST_CELL = 25;
const WAVE_HEIGHT = 9;

/** Says how bright neurons are drawn that are compared with their layer's largest. */
export const comparedWith = (largest: number): string => `brightness |a| / ${short(largest)}, the largest`;

/** What is drawn of the input layer. */
interface DrawnInput {
  /** What the inputs are, and how they are drawn. */
  readonly what: string;
  /** The same, after the input's name. */
  readonly scale?: string;
  readonly lines: readonly string[];
}

/**
 * @param inputs the input layer's activations, `[inputs]`
 * @param cells of a row of a table: what stands in each column
 * @param columns width to draw in
 */
export function drawInput(
  definition: ModelDefinition,
  inputs: ArrayLike<number>,
  cells: ReadonlyMap<string, string> | undefined,
  style: Style,
  columns: number,
): DrawnInput {
  const { image, channels, table, sound, divideBy } = definition.preprocessing;
  if (image !== undefined) {
    const brightest = brightestInput(definition.preprocessing) / divideBy;
    const levels = Array.from(inputs, (input) => input / brightest);
    return drawPixels(levels, image, channels ?? 1, style, columns);
  }
  if (sound !== undefined) return drawSound(inputs, sound, style, columns);
  if (table !== undefined) return drawRow(inputs, table, cells, style);
  const { levels, largest } = brightness(inputs, false);
  return {
    what: countOf(inputs.length, "input"),
    scale: comparedWith(largest),
    lines: drawNeurons(inputs, levels, style, columns),
  };
}

function drawPixels(
  inputs: ArrayLike<number>,
  [height, width]: readonly [number, number],
  channels: 1 | 3,
  style: Style,
  columns: number,
): DrawnInput {
  const room = mostColumns(columns, style);
  const planes = Array.from({ length: channels }, (_, channel) =>
    fitWidth(
      {
        height,
        width,
        data: Array.from({ length: height * width }, (__, i) => inputs[i * channels + channel]),
      },
      room,
    ),
  );
  const drawn = planes[0].width;
  const smaller = drawn < width ? ` · drawn ${planes[0].height}×${drawn}` : "";
  const what = `${count(height * width)} pixels, ${height}×${width}${channels === 3 ? ", red, green and blue" : ""}${smaller}`;
  const lines =
    channels === 3
      ? drawColorImage(
          planes.map(({ data }) => data),
          planes[0].height,
          drawn,
          style,
        )
      : drawImage(planes[0].data, planes[0].height, drawn, style);
  return { what, lines };
}

function drawSound(
  inputs: ArrayLike<number>,
  sound: SoundPreprocessing,
  style: Style,
  columns: number,
): DrawnInput {
  const shown = previewSound(inputs, sound);
  if (shown.kind === "waveform") {
    const seconds = (shown.samples.length / sound.rate).toFixed(2);
    return {
      what: `${count(shown.samples.length)} samples, ${seconds} s at ${count(sound.rate)} Hz`,
      scale: "up and down from −1 to 1, the loudest sample",
      lines: drawWave(shown.samples, columns, WAVE_HEIGHT, style),
    };
  }
  const { frames, bands, levels } = shown;
  // Frames are a row each, from low to high; the picture has time to the right and low bands at the bottom.
  const upright = Array.from({ length: bands * frames }, (_, i) => {
    const band = bands - 1 - Math.floor(i / frames);
    return levels[(i % frames) * bands + band];
  });
  const fitted = fitWidth(
    { height: bands, width: frames, data: upright },
    mostColumns(columns, style),
    "across",
  );
  return {
    what: `${count(inputs.length)} inputs, log-mel spectrogram: ${frames} frames to the right, ${bands} bands, low ones below`,
    scale: "brightness from −60 dB to the loudest",
    lines: drawImage(fitted.data, fitted.height, fitted.width, style),
  };
}

function drawRow(
  inputs: ArrayLike<number>,
  table: TablePreprocessing,
  cells: ReadonlyMap<string, string> | undefined,
  style: Style,
): DrawnInput {
  const { levels } = brightness(inputs, false);
  const all = tableInputs(table).map((input, i) => ({ ...input, a: inputs[i], level: levels[i] }));
  const telling = all.filter(({ kind, a }) => kind !== "choice" || a !== 0);
  const shown = largest(telling, MOST_INPUTS);
  const rows = shown.map(({ name, column, a, level }) => ({
    name: safeText(name),
    cell: safeText(column === undefined ? "" : (cells?.get(column) ?? ""), LONGEST_CELL),
    number: short(a),
    bar: drawBar(level, BAR_WIDTH, style),
  }));
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth));
  const [nameWidth, cellWidth, numberWidth] = [
    widest(rows.map(({ name }) => name)),
    widest(rows.map(({ cell }) => cell)),
    widest(rows.map(({ number }) => number)),
  ];
  const lines = rows.map(({ name, cell, number, bar }) => {
    return `${padAfter(name, nameWidth)}  ${padBefore(cell, cellWidth)}  ${number.padStart(numberWidth)}  ${bar}`;
  });
  const left = [
    ...(telling.length > shown.length
      ? [`the other ${count(telling.length - shown.length)} are closer to 0`]
      : []),
    ...(all.length > telling.length ? [`${countOf(all.length - telling.length, "other choice")}: 0`] : []),
  ];
  return {
    what: `${countOf(inputs.length, "input")} of ${countOf(table.columns.length, "column")}`,
    scale: "what stands in the row, and as the network takes it",
    lines: [...lines, ...left.map((line) => style.text.dim(line))],
  };
}

/** The inputs farthest from 0, in their own order. */
function largest<T extends { readonly a: number }>(inputs: readonly T[], most: number): readonly T[] {
  if (inputs.length <= most) return inputs;
  const kept = new Set([...inputs].sort((x, y) => Math.abs(y.a) - Math.abs(x.a)).slice(0, most));
  return inputs.filter((input) => kept.has(input));
}
