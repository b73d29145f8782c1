/**
 * @file Turns the texts of cells into numbers, once it is known what their column holds: a number, a day, 0 for no and
 * 1 for yes, a category's index. NaN stands for a missing one.
 */

import { labelOf, type MissingTexts, parseDate, readCell } from "./cells.js";
import type { InputColumn } from "./column-kind.js";
import { numberValue, undecided } from "./decimal.js";
import { type Decimal, isMagnitude, type NumberText, readNumber } from "./number-text.js";
import { cellProblem, quoted } from "./problem.js";
import { areDigits, ValueIndex } from "./values.js";

/**
 * Reads a cell.
 *
 * @param text without spaces around it
 * @param line where its row stands in the file, for messages
 * @throws AkariError `invalid-data` where it is not what its column holds
 */
export type CellReader = (text: string, line: number) => number;

/** How cells are read. */
export interface CellReading {
  /** The table's name, for messages. */
  readonly table: string;
  readonly missing: MissingTexts;
  /** What stands before decimals; undefined where each cell tells it. */
  readonly decimal?: Decimal | undefined;
  /** What to do about a number that can be read in two ways, for messages. */
  readonly todo?: string | undefined;
  /** Is told of a category that is none of the column's. */
  readonly onUnseen?: ((text: string) => void) | undefined;
}

export function cellReader(column: InputColumn, reading: CellReading): CellReader {
  const { table, missing } = reading;
  switch (column.kind) {
    case "number":
      return numberReader(column.name, reading, column.unit ?? "");
    case "date":
      return (text, line) => {
        // First, for a day may stand for none: 1900-01-01, where its user says so.
        if (missing.hasNumber(text)) return Number.NaN;
        const day = parseDate(text);
        if (!Number.isNaN(day)) return day;
        throw cellProblem(table, line, column.name, text, "is not a date", "Correct it or leave it empty.");
      };
    case "yes-no": {
      const [no, yes] = column.values;
      const known = new ValueIndex(column.values);
      const isNumber = areDigits(column.values);
      return (text, line) => {
        const place = known.find(text);
        if (place >= 0) return place;
        if (missing.has(text) || (isNumber && missing.isDash(text))) return Number.NaN;
        const number = isNumber ? readNumber(text) : undefined;
        const value = number && numberValue(number, reading.decimal);
        if (value === 0 || value === 1) return value;
        const is = `is neither ${quoted(no)} nor ${quoted(yes)}`;
        throw cellProblem(table, line, column.name, text, is, "Correct it or leave it empty.");
      };
    }
    case "category": {
      const known = new ValueIndex(column.values);
      const unseen = column.values.length;
      return (text) => {
        const place = known.find(text);
        if (place >= 0) return place;
        if (missing.has(text)) return Number.NaN;
        reading.onUnseen?.(text);
        return unseen;
      };
    }
  }
}

/** For cells that are numbers. @param unit the column's, empty for none */
export function numberReader(
  column: string,
  { table, missing, decimal, todo }: CellReading,
  unit = "",
): CellReader {
  return (text, line) => {
    if (missing.has(text)) return Number.NaN;
    const number = readNumber(text);
    if (number !== undefined) {
      const value = numberValue(number, decimal);
      if (value === undefined) throw undecided(table, column, { line, text }, number, undefined, todo);
      requireUnit(number, unit, column, table, line, text);
      if (Number.isFinite(value)) return value;
      throw cellProblem(table, line, column, text, "is not a finite number", "Correct it or leave it empty.");
    }
    if (missing.hasNumber(text)) return Number.NaN;
    const is = readCell(text, missing).kind === "infinite" ? "is not a finite number" : "is not a number";
    throw cellProblem(table, line, column, text, is, "Correct it or leave it empty.");
  };
}

/** A cell without a unit is in the column's. @throws AkariError where a cell is in another unit than its column */
function requireUnit(
  { unit }: NumberText,
  expected: string,
  column: string,
  table: string,
  line: number,
  text: string,
): void {
  if (unit === "" || unit === expected) return;
  // A number that was learned from without its unit may have any but percent, of which 27 may be 27 or 0.27, and but
  // thousands and the like, by which it is another number.
  if (expected === "" && unit !== "%" && unit !== "‰" && !isMagnitude(unit)) return;
  const is =
    expected === "" ? "has a unit, and the column has none" : `is not in ${expected}, as the column is`;
  throw cellProblem(table, line, column, text, is, "Write the number that is meant, without its unit.");
}

/** For a target's cells that say whether a label is true: 1 or 0. */
export function labelReader(column: string, { table, missing, decimal }: CellReading): CellReader {
  return (text, line) => {
    if (missing.hasNumber(text)) return Number.NaN;
    const label = labelOf(text, decimal);
    if (!Number.isNaN(label)) return label;
    throw cellProblem(
      table,
      line,
      column,
      text,
      "is neither yes nor no (1 or 0, true or false)",
      "Correct it.",
    );
  };
}

/** For a target's cells that are classes, by their names: their index. */
export function classReader(
  column: string,
  {
    names,
    numeric,
    decimal,
  }: { readonly names: readonly string[]; readonly numeric: boolean; readonly decimal?: Decimal | undefined },
  { table, missing }: CellReading,
): CellReader {
  const known = new ValueIndex(names);
  const read = (text: string): number => {
    const number = readNumber(text);
    return number === undefined ? Number.NaN : (numberValue(number, decimal) ?? Number.NaN);
  };
  const numbers = new Map(numeric ? names.map((name, i) => [read(name), i]) : []);
  return (text, line) => {
    const place = known.find(text);
    if (place >= 0) return place;
    if (numeric ? missing.hasNumber(text) : missing.has(text)) return Number.NaN;
    const number = numeric ? numbers.get(read(text)) : undefined;
    if (number !== undefined) return number;
    throw cellProblem(table, line, column, text, "is not a known class", "Correct it.");
  };
}
