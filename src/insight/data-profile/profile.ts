/**
 * @file What is in data before anything is learned from it: a table's columns, the classes of pictures or recordings, and
 * what to beware of.
 */

import type { InputColumn } from "../../data/table/column-kind.js";
import type { TableExamples } from "../../data/table/examples.js";
import type { LeftOutColumn } from "../../data/table/schema.js";
import { type ColumnCells, cellAt } from "../../data/table/table-rows.js";
import { type Duplicates, findDuplicates } from "./duplicates.js";
import { findLeakage, type LeakingColumn } from "./target-leakage.js";

export interface TableProfile {
  /** Rows that have a target, and those that lack it. */
  readonly rows: number;
  readonly withoutTarget: number;
  readonly inputs: readonly ColumnProfile[];
  readonly leftOut: readonly LeftOutColumn[];
  /** What is to be learned: classes, or numbers. */
  readonly classes?: ClassBalance & { readonly target: string };
  readonly targets?: readonly (NumberSummary & { readonly name: string })[];
  /** Rows that are the same in all columns that are learned from. */
  readonly duplicates: Duplicates;
  readonly leaking: readonly LeakingColumn[];
}

export interface ColumnProfile {
  readonly name: string;
  readonly kind: InputColumn["kind"];
  readonly missing: number;
  /** Of numbers, and of dates as days from 1970-01-01. */
  readonly numbers?: NumberSummary;
  /** Of yes-no and categories: the most frequent first. */
  readonly values?: readonly { readonly text: string; readonly rows: number }[];
}

export function profileTable({ table, task, rows }: TableExamples): TableProfile {
  const { columns, targets } = table;
  const row = new Float64Array(columns.length);
  const duplicates = findDuplicates(
    rows,
    (at) => {
      columns.forEach((column, c) => {
        row[c] = cellAt(column, at);
      });
      return row;
    },
    (a, b) =>
      task.kind === "classes"
        ? task.classes[a] === task.classes[b]
        : task.names.every(
            (_, k) => task.values[a * targets.length + k] === task.values[b * targets.length + k],
          ),
  );
  return {
    rows,
    withoutTarget: table.withoutTarget,
    inputs: columns.map((column) => profileColumn(column, rows)),
    leftOut: table.leftOut,
    ...(task.kind === "classes"
      ? { classes: { target: targets[0], ...balanceOf(task.classes, task.names) } }
      : {
          targets: task.names.flatMap((name, k) => {
            const column = task.values.filter((_, i) => i % task.names.length === k);
            const summary = summarizeNumbers(column);
            return summary === undefined ? [] : [{ name, ...summary }];
          }),
        }),
    duplicates,
    leaking: findLeakage(columns, task, rows),
  };
}

function profileColumn(cells: ColumnCells, rows: number): ColumnProfile {
  const { column } = cells;
  const { name, kind } = column;
  if (!("values" in column)) {
    const numbers = summarizeNumbers(cells.cells);
    return { name, kind, missing: countMissing(cells, rows), ...(numbers === undefined ? {} : { numbers }) };
  }
  const counts = new Array<number>(column.values.length).fill(0);
  for (let row = 0; row < rows; row++) {
    const value = cellAt(cells, row);
    if (!Number.isNaN(value)) counts[value]++;
  }
  const values = column.values.map((text, i) => ({ text, rows: counts[i] })).sort((a, b) => b.rows - a.rows);
  return { name, kind, missing: countMissing(cells, rows), values };
}

function countMissing(cells: ColumnCells, rows: number): number {
  let missing = 0;
  for (let row = 0; row < rows; row++) if (Number.isNaN(cellAt(cells, row))) missing++;
  return missing;
}

/** Examples that are numbers already. */
export interface Labelled {
  readonly inputs: ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> };
  /** Numbers in a row. */
  readonly columns: number;
  /** `[rows]`, each an index into `names`. */
  readonly classes: ArrayLike<number>;
  readonly names: readonly string[];
}

export interface LabelledProfile {
  readonly rows: number;
  readonly classes: ClassBalance;
  /** Those that are the same to a network. */
  readonly duplicates: Duplicates;
}

/** Examples in one part or more, whose rows are numbered through; all parts have the same classes. */
export function profileLabelled(parts: readonly Labelled[]): LabelledProfile {
  const starts = parts.map((_, p) => parts.slice(0, p).reduce((sum, { classes }) => sum + classes.length, 0));
  const rows = parts.reduce((sum, { classes }) => sum + classes.length, 0);
  const classes = new Uint32Array(rows);
  parts.forEach((part, p) => {
    classes.set(Array.from(part.classes), starts[p]);
  });
  const inputsOf = (row: number): ArrayLike<number> => {
    const p = starts.findLastIndex((start) => row >= start);
    const { inputs, columns } = parts[p];
    return inputs.subarray((row - starts[p]) * columns, (row - starts[p] + 1) * columns);
  };
  return {
    rows,
    classes: balanceOf(classes, parts[0].names),
    duplicates: findDuplicates(rows, inputsOf, (a, b) => classes[a] === classes[b]),
  };
}

export interface ClassBalance {
  readonly classes: readonly { readonly name: string; readonly examples: number }[];
  /** Classes with so few examples that they can hardly be learned, nor their score be trusted. */
  readonly rare: readonly string[];
  /** How many times as many examples the largest class has as the smallest, where that is very many. */
  readonly unequal?: number;
}

const FEW = 10;
const UNEQUAL = 10;

/** @param classes of the examples, each an index into `names` */
export function balanceOf(classes: ArrayLike<number>, names: readonly string[]): ClassBalance {
  const counts = new Array<number>(names.length).fill(0);
  for (let i = 0; i < classes.length; i++) counts[classes[i]]++;
  const present = counts.filter((count) => count > 0);
  const [least, most] = present.reduce(
    ([low, high], count) => [Math.min(low, count), Math.max(high, count)],
    [Number.POSITIVE_INFINITY, 0],
  );
  return {
    classes: names.map((name, c) => ({ name, examples: counts[c] })),
    rare: names.filter((_, c) => counts[c] < FEW),
    ...(most >= UNEQUAL * least ? { unequal: most / least } : {}),
  };
}

export interface NumberSummary {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  /** The standard deviation. */
  readonly deviation: number;
  /** How many lie in each of as many equal parts of the range. */
  readonly histogram: readonly number[];
}

const BINS = 16;

/** Undefined where there are no numbers. @param values NaN stands for a missing one */
export function summarizeNumbers(values: ArrayLike<number>): NumberSummary | undefined {
  let [count, mean, squares] = [0, 0, 0];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    count++;
    // Welford's way (1962): sums of squares of large numbers would lose their digits.
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (count === 0) return undefined;
  const histogram = new Array<number>(BINS).fill(0);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    histogram[
      most > least ? Math.min(BINS - 1, Math.floor(((values[i] - least) / (most - least)) * BINS)) : 0
    ]++;
  }
  return { least, most, mean, deviation: Math.sqrt(squares / count), histogram };
}
