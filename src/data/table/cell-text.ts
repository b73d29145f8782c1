/**
 * @file From a cell's number, or a network's inputs, back to a text: what cell-reader.ts and row-encoder.ts turn around.
 */

import type { TablePreprocessing } from "../../model/preprocessing.js";
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

/** Inputs are kept as float32: more digits than this are none of the cell's. */
const INPUT_DIGITS = 6;

/** The cells of the row that a network's inputs were made of. @param inputs of one row; an unseen category's text is unknown and given as `other`, a missing cell's is empty */
export function inputCells(inputs: ArrayLike<number>, { columns }: TablePreprocessing): Cell[] {
  let at = 0;
  return columns.map((column): Cell => {
    const width = column.kind === "category" ? column.values.length + 1 : 1;
    const start = at;
    at += width + (column.missing.indicator ? 1 : 0);
    const { name } = column;
    if (column.missing.indicator && inputs[start + width] === 1) return { name, text: "" };
    if (column.kind === "yes-no") return { name, text: column.values[inputs[start] > 0.5 ? 1 : 0] };
    if (column.kind === "category") {
      const place = column.values.findIndex((_, value) => inputs[start + value] === 1);
      return { name, text: column.values[place] ?? "other" };
    }
    const value = inputs[start] * column.scale + column.shift;
    if (column.kind === "date") return { name, text: dateText(Math.round(value)) };
    return { name, text: String(Number(value.toPrecision(INPUT_DIGITS))) };
  });
}
