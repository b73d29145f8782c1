/**
 * @file What is in a table, for `akari data`: a line a column, the classes, a few rows.
 */

import type { TableExamples } from "../../data/table/examples.js";
import { dateText } from "../../data/table/inputs.js";
import {
  type ColumnProfile,
  type NumberSummary,
  profileTable,
  type TableProfile,
} from "../../insight/data-profile/profile.js";
import type { Style } from "../terminal/color.js";
import { columnsOf } from "../terminal/picture.js";
import { count, countOf, displayWidth, padAfter, padBefore, safeText } from "../terminal/text.js";
import { classLines, type DataPage, tableWarnings } from "./data-page.js";

/** A table. @param width of the terminal, in columns */
export async function tablePage(examples: TableExamples, style: Style, width: number): Promise<DataPage> {
  const profile = profileTable(examples);
  const { duplicates, leaking, ...rest } = profile;
  const { rows, withoutTarget, inputs, leftOut, classes } = rest;
  const columns = inputs.length + leftOut.length + examples.table.targets.length;
  const rowName = (row: number): string => examples.rowName(row).replace(/^.*, row /s, "row ");
  return {
    title: `${safeText(examples.name)}: ${countOf(rows + withoutTarget, "row")}, ${countOf(columns, "column")}`,
    sections: [
      { title: "", lines: tableLines(profile, style, width) },
      ...(classes === undefined
        ? []
        : [{ title: `Classes of ${safeText(classes.target)}`, lines: classLines(classes, style, width) }]),
      { title: "A few rows", lines: await exampleRows(examples, style, width) },
    ],
    notes: examples.table.notes.map((note) => safeText(note)),
    warnings: [...examples.table.warnings.map((one) => safeText(one)), ...tableWarnings(profile, rowName)],
    json: { kind: "table", ...rest, twins: duplicates, giveAways: leaking },
  };
}

const LONGEST_NAME = 24;
const NAMED_VALUES = 6;
const SHOWN_ROWS = 5;
const LONGEST_CELL = 14;

type Cells = readonly [name: string, kind: string, missing: string, values: string];

/** @param columns width of the terminal */
function tableLines(profile: TableProfile, { text }: Style, columns: number): string[] {
  const rows: Cells[] = [
    ["column", "kind", "missing", "values"],
    ...profile.inputs.map(inputLine),
    ...targetLines(profile),
    ...profile.leftOut.map(
      ({ name, leftOut, missing, different }): Cells => [
        name || "(unnamed)",
        "left out",
        count(missing),
        different === undefined || different < 2 ? leftOut : `${leftOut}; ${count(different)} different`,
      ],
    ),
  ];
  const safe = rows.map(([name, ...others]): Cells => [safeText(name, LONGEST_NAME), ...others]);
  const [names, kinds, gaps] = [0, 1, 2].map((c) => Math.max(...safe.map((cells) => displayWidth(cells[c]))));
  const room = columns - names - kinds - gaps - 6;
  return safe.map(([name, kind, missing, values], i) => {
    const line = `${padAfter(name, names)}  ${padAfter(kind, kinds)}  ${padBefore(missing, gaps)}  ${safeText(values, room)}`;
    return i === 0 ? text.dim(line) : line.trimEnd();
  });
}

function inputLine({ name, kind, missing, numbers, values }: ColumnProfile): Cells {
  const gaps = missing === 0 ? "–" : count(missing);
  if (numbers !== undefined)
    return [name, kind, gaps, kind === "date" ? dateLine(numbers) : numberLine(numbers)];
  return [name, kind, gaps, valueLine(values ?? [])];
}

function targetLines({ classes, targets = [] }: TableProfile): Cells[] {
  if (classes !== undefined) {
    return [[classes.target, "target", "–", `${classes.classes.length} classes`]];
  }
  return targets.map(({ name, ...numbers }): Cells => [name, "target", "–", numberLine(numbers)]);
}

const numberLine = (numbers: NumberSummary): string =>
  `${columnsOf(numbers.histogram)}  ${figure(numbers.least)} to ${figure(numbers.most)}, mean ${figure(numbers.mean)}`;

const dateLine = ({ least, most, histogram }: NumberSummary): string =>
  `${columnsOf(histogram)}  ${dateText(least)} to ${dateText(most)}`;

function valueLine(values: NonNullable<ColumnProfile["values"]>): string {
  const named = values
    .slice(0, NAMED_VALUES)
    .map(({ text, rows }) => `${safeText(text, LONGEST_CELL)} ${count(rows)}`);
  const more = values.length - named.length;
  const all = more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
  return values.length > 2 ? `${values.length}: ${all}` : all;
}

/** Four digits, more where the number is whole. */
const figure = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e9
    ? value.toLocaleString("en-US")
    : String(Number(value.toPrecision(4)));

/** A few rows spread over the table, as far as they fit. */
async function exampleRows(examples: TableExamples, { text }: Style, columns: number): Promise<string[]> {
  const { rows, task, table } = examples;
  const chosen = spread(rows, SHOWN_ROWS);
  const previews = await Promise.all(chosen.map((row) => examples.preview(row)));
  const cells = previews.map((preview, i) => [
    examples.rowName(chosen[i]).replace(/^.*, row /s, ""),
    ...(preview.kind === "cells" ? preview.cells.map((cell) => cell.text || "·") : []),
    ...targetCells(task, chosen[i]),
  ]);
  const head = ["row", ...table.columns.map(({ column }) => column.name), ...table.targets];
  const grid = [head, ...cells].map((line) => line.map((cell) => safeText(cell, LONGEST_CELL)));
  const widths = head.map((_, c) => Math.max(...grid.map((line) => displayWidth(line[c]))));
  const shown = fitting(widths, table.targets.length, columns);
  const lines = grid.map((line) => shown.map((c) => padBefore(line[c], widths[c])).join("  "));
  const hidden = head.length - shown.length;
  return [
    text.dim(lines[0]),
    ...lines.slice(1),
    ...(hidden === 0 ? [] : [text.dim(`${countOf(hidden, "more column")}`)]),
  ];
}

/** Numbers that are spread evenly over `0 … count − 1`. */
const spread = (count: number, wanted: number): number[] =>
  Array.from({ length: Math.min(count, wanted) }, (_, i) =>
    Math.floor((i * count) / Math.min(count, wanted)),
  );

function targetCells(task: TableExamples["task"], row: number): string[] {
  if (task.kind === "classes") return [task.names[task.classes[row]]];
  return task.names.map((_, k) => String(Number(task.values[row * task.names.length + k].toPrecision(12))));
}

/** The first columns that fit, and the targets always. */
function fitting(widths: readonly number[], targets: number, room: number): number[] {
  const last = widths.length - targets;
  let used = widths.slice(last).reduce((sum, width) => sum + width + 2, 0);
  const shown: number[] = [];
  for (let c = 0; c < last && used + widths[c] + 2 <= room + 2; c++) {
    shown.push(c);
    used += widths[c] + 2;
  }
  return [...shown, ...widths.slice(last).map((_, k) => last + k)];
}
