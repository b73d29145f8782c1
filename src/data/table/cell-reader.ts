/**
 * @file Turns the texts of cells into numbers, once it is known what their column holds: a number, a day, 0 for no and
 * 1 for yes, a category's index. NaN stands for a missing one.
 */

import { isMissing, kindOfCell, labelOf, parseDate, parseNumber } from "./cells.js";
import type { InputColumn } from "./column-kind.js";
import { cellProblem, quoted } from "./problem.js";
import type { TargetPlan } from "./target.js";
import { className } from "./target.js";

/**
 * Reads a cell.
 *
 * @param text without spaces around it
 * @param line where its row stands in the file, for messages
 * @throws AkariError `invalid-data` where it is not what its column holds
 */
export type CellReader = (text: string, line: number) => number;

/** @param table its name, for messages */
export function cellReader(column: InputColumn, table: string, decimalComma: boolean): CellReader {
  switch (column.kind) {
    case "number":
      return numberReader(column.name, table, decimalComma);
    case "date":
      return (text, line) => {
        const day = parseDate(text);
        if (!Number.isNaN(day) || isMissing(text) || text === "-") return day;
        throw cellProblem(table, line, column.name, text, "is not a date", "Mend it or leave it empty.");
      };
    case "yes-no": {
      const [no, yes] = column.values;
      return (text, line) => {
        if (text === no) return 0;
        if (text === yes) return 1;
        if (isMissing(text)) return Number.NaN;
        const is = `is neither ${quoted(no)} nor ${quoted(yes)}`;
        throw cellProblem(table, line, column.name, text, is, "Mend it or leave it empty.");
      };
    }
    case "category": {
      const places = placesOf(column.values);
      const unseen = column.values.length;
      return (text) => (isMissing(text) ? Number.NaN : (places.get(text) ?? unseen));
    }
  }
}

/** For cells that are numbers. */
export function numberReader(column: string, table: string, decimalComma: boolean): CellReader {
  return (text, line) => {
    const number = parseNumber(text, decimalComma);
    if (Number.isFinite(number)) return number;
    const kind = kindOfCell(text, decimalComma);
    if (kind === "missing" || kind === "dash") return Number.NaN;
    const is = kind === "infinite" ? "is not a finite number" : "is not a number";
    throw cellProblem(table, line, column, text, is, "Mend it or leave it empty.");
  };
}

/** For a target's cells that say whether a label is true: 1 or 0. */
export function labelReader(column: string, table: string, decimalComma: boolean): CellReader {
  return (text, line) => {
    const label = labelOf(text, decimalComma);
    if (!Number.isNaN(label) || isMissing(text) || text === "-") return label;
    throw cellProblem(table, line, column, text, "is neither yes nor no (1 or 0, true or false)", "Mend it.");
  };
}

/** For a target's cells that are classes: their index. */
export function classReader(
  column: string,
  { names, numeric }: TargetPlan & { kind: "classes" },
  table: string,
  decimalComma: boolean,
): CellReader {
  const places = placesOf(names);
  return (text, line) => {
    if (isMissing(text) || (numeric && text === "-")) return Number.NaN;
    const place = places.get(className(text, numeric, decimalComma));
    if (place !== undefined) return place;
    throw cellProblem(table, line, column, text, "is no class that is known", "Mend it.");
  };
}

const placesOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, i) => [name, i]));
