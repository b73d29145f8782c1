/**
 * @file From a network's inputs back to the cells of the row that they were made of: what row-encoder.ts turns around.
 */

import type { TablePreprocessing } from "../../model/preprocessing.js";
import { type Cell, dateText } from "./cell-text.js";

/** Inputs are kept as float32: more digits than this are none of the cell's. */
const DIGITS = 6;

/** @param inputs of one row; an unseen category's text is unknown and given as `other`, a missing cell's is empty */
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
    return { name, text: String(Number(value.toPrecision(DIGITS))) };
  });
}
