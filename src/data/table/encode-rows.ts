/**
 * @file Rows given in code as inputs of a model that learned from a table.
 */

import { AkariError } from "../../error.js";
import type { ColumnPreprocessing, Preprocessing } from "../../model/preprocessing.js";
import type { Features } from "../dataset.js";
import { RowForModel, requireTable } from "./row-for-model.js";
import { roomFor } from "./table-examples.js";

/** What stands in a column. Nothing, an empty text and NaN mean that it is missing. */
export type RowValue = string | number | boolean | Date | null | undefined;

/**
 * Encodes rows as the model's preprocessing says, to be given to `predict`. Columns are found by their names; others
 * are passed over, and the target needs no value.
 *
 * @param rows an object each, a value a column: `{ rooms: 3, city: "Kyoto", garden: true }`. Numbers and texts are read
 * as they would be in a file; `false` and `true` are a yes-no column's no and yes
 * @param name what to call them in messages, followed by the row, counted from 1
 * @returns inputs, `[rows, inputs]`
 * @throws AkariError `invalid-data` where a column is lacking or a value is not what the model expects, naming row and
 * column, or where the model takes no tables
 */
export function encodeRows(
  rows: readonly Readonly<Record<string, RowValue>>[],
  preprocessing: Preprocessing,
  name = "input",
): Features {
  const description = requireTable(preprocessing, name, "The model");
  const { columns } = description;
  const header = columns.map((column) => column.name);
  const encoder = new RowForModel({ table: name, header, decimalComma: false }, description, "The model");
  const { inputs } = encoder;
  const data = roomFor(rows.length, inputs, name);
  rows.forEach((row, i) => {
    const lacking = header.filter((column) => !Object.hasOwn(row, column));
    if (lacking.length > 0) {
      throw new AkariError(
        "invalid-data",
        `The model learned from the columns ${header.join(", ")}; ${name}, row ${i + 1} lacks ${lacking.join(", ")}. ` +
          "Give null for what is not known.",
      );
    }
    encoder.encode(
      columns.map((column) => textOf(row[column.name], column)),
      i + 1,
      data,
      i * inputs,
    );
  });
  return { data, rows: rows.length, columns: inputs };
}

/** A value as it would stand in a file. */
export function textOf(value: RowValue, column: ColumnPreprocessing): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  if (typeof value === "boolean" && column.kind === "yes-no") return column.values[value ? 1 : 0];
  return String(value);
}
