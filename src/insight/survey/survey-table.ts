/**
 * @file What is in a table, and what to beware of before anything is learned from it.
 */

import type { InputColumn } from "../../data/table/column-kind.js";
import type { TableExamples } from "../../data/table/examples.js";
import type { LeftOutColumn } from "../../data/table/scheme.js";
import { type ColumnCells, cellAt } from "../../data/table/table-rows.js";
import { balanceOf, type ClassBalance } from "./class-balance.js";
import { findGiveAways, type GiveAway } from "./give-away.js";
import { type NumberSummary, summarizeNumbers } from "./number-summary.js";
import { findTwins, type Twins } from "./twins.js";

export interface TableSurvey {
  /** Rows that have a target, and those that lack it. */
  readonly rows: number;
  readonly withoutTarget: number;
  readonly inputs: readonly ColumnSurvey[];
  readonly leftOut: readonly LeftOutColumn[];
  /** What is to be learned: classes, or numbers. */
  readonly classes?: ClassBalance & { readonly target: string };
  readonly targets?: readonly (NumberSummary & { readonly name: string })[];
  /** Rows that are the same in all columns that are learned from. */
  readonly twins: Twins;
  readonly giveAways: readonly GiveAway[];
}

export interface ColumnSurvey {
  readonly name: string;
  readonly kind: InputColumn["kind"];
  readonly missing: number;
  /** Of numbers, and of dates as days from 1970-01-01. */
  readonly numbers?: NumberSummary;
  /** Of yes-no and categories: the most frequent first. */
  readonly values?: readonly { readonly text: string; readonly rows: number }[];
}

export function surveyTable({ table, task, rows }: TableExamples): TableSurvey {
  const { columns, targets } = table;
  const row = new Float64Array(columns.length);
  const twins = findTwins(
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
    inputs: columns.map((column) => surveyColumn(column, rows)),
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
    twins,
    giveAways: findGiveAways(columns, task, rows),
  };
}

function surveyColumn(cells: ColumnCells, rows: number): ColumnSurvey {
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
