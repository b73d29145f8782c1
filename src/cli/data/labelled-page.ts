/**
 * @file What is in pictures and recordings, for `akari data`, with a few of them drawn side by side.
 */

import { soundColumns } from "../../data/audio/encode.js";
import type { SoundExamples } from "../../data/audio/examples.js";
import type { Dataset } from "../../data/dataset.js";
import type { Examples } from "../../data/examples.js";
import { type PictureExamples, pixelCount } from "../../data/image/examples.js";
import { type Preview, previewRow } from "../../data/preview.js";
import {
  type Labelled,
  type LabelledProfile,
  profileLabelled,
  summarizeNumbers,
} from "../../insight/data-profile/profile.js";
import type { Style } from "../terminal/color.js";
import { esc } from "../terminal/output.js";
import { columnsOf, drawColorImage, drawImage, fitWidth, loudnessOf } from "../terminal/picture.js";
import { count, countOf, displayWidth, padAfter, safeText } from "../terminal/text.js";
import { classLines, classWarnings, type DataPage, duplicateWarnings } from "./data-page.js";

/** So many classes have an example drawn. */
const DRAWN = 6;
/** So many sizes and rates are named. */
const NAMED = 5;

/** Pictures in folders. @param width of the terminal, in columns */
export async function picturesPage(
  examples: PictureExamples,
  style: Style,
  width: number,
): Promise<DataPage> {
  const { form, pixels, originals } = examples;
  const sizes = tally(originals.map((picture) => `${picture.height}×${picture.width}`));
  const colored = originals.filter(({ isGrey }) => !isGrey).length;
  const color =
    colored === 0
      ? "all grey"
      : colored === originals.length
        ? "all in colour"
        : `${count(colored)} in colour, the others grey`;
  const profile = profileLabelled([labelled(examples, pixels, pixelCount(form))]);
  return page(examples, profile, style, width, {
    noun: "picture",
    facts: [`Height × width: ${tallyText(sizes)}`, `Colour: ${color}`],
    json: { kind: "pictures", sizes: Object.fromEntries(sizes), colored, form },
  });
}

/** Recordings in folders. @param width of the terminal, in columns */
export async function soundsPage(examples: SoundExamples, style: Style, width: number): Promise<DataPage> {
  const { form, encoded, lengths } = examples;
  const rates = tally(lengths.map(({ rate }) => `${count(rate)} Hz`));
  const seconds = summarizeNumbers(lengths.map(({ whole }) => whole));
  const heard = summarizeNumbers(lengths.map((length) => length.seconds));
  const range = (of: typeof seconds): string =>
    of === undefined
      ? "–"
      : `${of.least.toFixed(2)} to ${of.most.toFixed(2)} s, mean ${of.mean.toFixed(2)} s  ${columnsOf(of.histogram)}`;
  const profile = profileLabelled([labelled(examples, encoded, soundColumns(form))]);
  return page(examples, profile, style, width, {
    noun: "recording",
    facts: [`Length:  ${range(seconds)}`, `  heard: ${range(heard)}`, `Rate:    ${tallyText(rates)}`],
    json: { kind: "sounds", seconds, heard, rates: Object.fromEntries(rates), form },
  });
}

/** Pictures that come in two parts. */
export async function digitsPage(
  train: Dataset,
  test: Dataset,
  operand: string,
  style: Style,
  width: number,
): Promise<DataPage> {
  const parts = [train, test].map(({ features, targets }): Labelled => {
    if (targets.kind !== "classes") throw new Error("IDX files hold classes.");
    return {
      inputs: features.data,
      columns: features.columns,
      classes: targets.classes,
      names: targets.names,
    };
  });
  const profile = profileLabelled(parts);
  const { image = [1, train.features.columns] } = train.preprocessing;
  const first = train.features.rows;
  const name = (row: number): string => (row < first ? `training image ${row}` : `test image ${row - first}`);
  const [head] = parts;
  const preview = async (row: number): Promise<Preview> => previewRow(train, row);
  const examples = {
    name: operand,
    task: { kind: "classes" as const, classes: Uint32Array.from(head.classes), names: head.names },
    notes: [],
    rowName: name,
    preview,
  };
  return page(examples, profile, style, width, {
    noun: "picture",
    facts: [
      `Parts: ${count(first)} to learn from, ${count(test.features.rows)} to test on`,
      `Height × width: ${image.join("×")}, all grey`,
    ],
    json: { kind: "digits", train: first, test: test.features.rows, image },
  });
}

interface Particulars {
  /** What an example is. */
  readonly noun: string;
  readonly facts: readonly string[];
  readonly json: object;
}

async function page(
  examples: Pick<Examples, "name" | "task" | "notes" | "rowName" | "preview">,
  { rows, classes, duplicates }: LabelledProfile,
  style: Style,
  width: number,
  { noun, facts, json }: Particulars,
): Promise<DataPage> {
  const short = (row: number): string => examples.rowName(row).replace(`${examples.name}/`, "");
  return {
    title: `${safeText(examples.name)}: ${countOf(rows, noun)}, ${count(classes.classes.length)} classes`,
    sections: [
      { title: "", lines: facts },
      { title: "Classes", lines: classLines(classes, style, width) },
      { title: "A few of them", lines: drawExamples(await firstOfClasses(examples), style, width) },
    ],
    notes: examples.notes.map((note) => safeText(note)),
    warnings: [...duplicateWarnings(duplicates, noun, short), ...classWarnings(classes)],
    json: { ...json, rows, classes, twins: duplicates },
  };
}

/** The first example of some classes, spread over all. */
async function firstOfClasses({ task, preview }: Pick<Examples, "task" | "preview">): Promise<Drawn[]> {
  if (task.kind !== "classes" || preview === undefined) return [];
  const chosen = Array.from({ length: Math.min(DRAWN, task.names.length) }, (_, i) =>
    Math.floor((i * task.names.length) / Math.min(DRAWN, task.names.length)),
  );
  const drawn: Drawn[] = [];
  for (const c of chosen) {
    const row = task.classes.indexOf(c);
    if (row >= 0) drawn.push({ label: task.names[c], preview: await preview(row) });
  }
  return drawn;
}

function labelled({ task }: Examples, inputs: Labelled["inputs"], columns: number): Labelled {
  if (task.kind !== "classes") throw new Error("Pictures and recordings have classes.");
  return { inputs, columns, classes: task.classes, names: task.names };
}

/** How often each text occurs, the most frequent first. */
function tally(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function tallyText(counts: readonly (readonly [string, number])[]): string {
  if (counts.length === 1) return `${counts[0][0]}, all of them`;
  const named = counts.slice(0, NAMED).map(([text, n]) => `${text} (${count(n)})`);
  const more = counts.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}

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
function drawExamples(items: readonly Drawn[], style: Style, columns: number): string[] {
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
      .split(esc())
      .map((part, i) => (i === 0 ? part : part.replace(/^\[[\d;]*m/, "")))
      .join(""),
  );
