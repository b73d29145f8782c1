/**
 * @file Rows given in code as inputs of a model that learned from a table.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import type { Features } from "../dataset.js";
import type { Decimal } from "./number-text.js";
import { RowEncoder, type RowValue, requireTable, roomFor } from "./row-encoder.js";
import { ScanForModel } from "./scan-for-model.js";
import type { UnseenCategories } from "./unseen.js";

/** Rows as inputs of a model. */
export interface EncodedRows extends Features {
  readonly data: Float32Array;
  /** Categories that training never saw, by their columns: what is predicted there is a guess. */
  readonly unseen: readonly UnseenCategories[];
}

export interface EncodeRowsOptions {
  /** What to call the rows in messages, followed by the row, counted from 1; `input` when left out. */
  readonly name?: string;
  /** What stands before decimals in texts such as `"1,234"`; left out, the other texts tell, or the model. */
  readonly decimal?: Decimal;
}

/**
 * Encodes rows as the model's preprocessing says, to be given to `predict`. Columns are found by their names; others
 * are passed over, and the target needs no value.
 *
 * @param rows an object each, a value a column: `{ rooms: 3, city: "Kyoto", garden: true }`. Texts are read as they would
 * be in a file; `false` and `true` are a yes-no column's no and yes
 * @param options what to call them in messages, and how texts are read; a text is the name alone
 * @returns inputs, `[rows, inputs]`, and the categories among them that training never saw
 * @throws AkariError `invalid-data` where a column is lacking or a value is not what the model expects, naming row and
 * column, or where the model takes no tables
 * @example
 * ```ts
 * const inputs = encodeRows([{ rooms: 3, city: "Kyoto", garden: true }], model.definition.preprocessing);
 * const answers = interpretOutputs(model.definition, await predict(model, inputs.data), inputs.data);
 * ```
 */
export function encodeRows(
  rows: readonly Readonly<Record<string, RowValue>>[],
  preprocessing: Preprocessing,
  options: string | EncodeRowsOptions = {},
): EncodedRows {
  const { name = "input", decimal } = typeof options === "string" ? { name: options } : options;
  const description = requireTable(preprocessing, name, "The model");
  const header = description.columns.map((column) => column.name);
  const encoder = rowEncoder(rows, preprocessing, description, { name, decimal });
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
    const cells = header.map((column) => row[column]);
    encoder.encode(cells, i + 1, data, i * inputs);
  });
  return { data, rows: rows.length, columns: inputs, unseen: encoder.unseen.found };
}

/**
 * What encodes rows that are all there: how their numbers are written is decided by the texts of all of them.
 *
 * @param rows objects, a value a column; others are passed over
 */
export function rowEncoder(
  rows: readonly unknown[],
  preprocessing: Preprocessing,
  description: TablePreprocessing,
  { name, decimal, todo }: { name: string; decimal?: Decimal | undefined; todo?: string },
): RowEncoder {
  const header = description.columns.map((column) => column.name);
  const scan = new ScanForModel(header, preprocessing, description, ",", decimal);
  rows.forEach((row, i) => {
    if (typeof row !== "object" || row === null) return;
    const values: Readonly<Record<string, unknown>> = { ...row };
    scan.add(
      header.map((column) => {
        const value = Object.hasOwn(values, column) ? values[column] : "";
        return typeof value === "string" ? value : "";
      }),
      i + 1,
    );
  });
  return new RowEncoder(
    { table: name, header, separator: "", scan, ...(todo === undefined ? {} : { todo }) },
    description,
    "The model",
  );
}
