/**
 * @file From a cell's number back to a text: what cell-reader.ts turns around.
 */

import { DAY_MILLISECONDS } from "./cells.js";
import type { InputColumn } from "./column-kind.js";

/** One column's entry, as its user would write it. */
export interface Cell {
  readonly name: string;
  readonly text: string;
}

/** 4.803999999999999 is the computer's way to write 4.804. */
const DIGITS = 12;

/** @param cell NaN for a missing one, whose text is empty */
export function cellText(column: InputColumn, cell: number): string {
  if (Number.isNaN(cell)) return "";
  if ("values" in column) return column.values[cell];
  return column.kind === "date" ? dateText(cell) : String(Number(cell.toPrecision(DIGITS)));
}

/** A day as ISO 8601 writes it, with its time where it has one. @param day counted from 1970-01-01 */
export function dateText(day: number): string {
  const written = new Date(Math.round(day * DAY_MILLISECONDS)).toISOString();
  return Number.isInteger(day) ? written.slice(0, 10) : written.replace(/(:00)?\.\d+Z$/, "Z");
}
