/**
 * @file Reads a table in a file to learn from: a CSV or TSV file with a header. One that is too large for memory goes into
 * a temporary file.
 */

import type { ChunkSizes } from "../chunk-file.node.js";
import type { TableExamples } from "./examples.js";
import type { PreprocessingOptions } from "./fit-preprocessing.js";
import { countProducts } from "./inputs.js";
import type { LargeTable } from "./large-table.node.js";
import { requireTableOptions } from "./options.js";
import {
  BYTES_OPTIONS,
  preprocessingOptions,
  type ReadTableOptions,
  readRows,
  readScanned,
  readTableFrom,
  scanTable,
} from "./read-table.js";
import type { TableSchema } from "./schema.js";
import { tableFile } from "./table-file.node.js";
import type { TableFill } from "./table-rows.js";

/**
 * Reads a table: cells separated by commas, semicolons or tabs, plain or packed by gzip, with the
 * columns' names in its first row. Its encoding is found out, and so are comments and titles above the names. What was
 * decided about it is in the result's `notes`. It is what `table` of `akari/data` makes of the file's bytes.
 *
 * @throws AkariError `not-found` or `invalid-file` where it cannot be read, `invalid-argument` where an option names
 * a column that is not there, `invalid-data` where a row or a cell is wrong, naming file, row and column
 * @example
 * ```ts
 * const houses = await readTable("houses.csv", { target: "price" });
 * ```
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<TableExamples> {
  requireTableOptions(options, BYTES_OPTIONS);
  return readTableFrom(tableFile(path), options);
}

/** What a table is expected to take in memory at most, all in all, where {@link readTableOfAnySize} reads it there. */
const MOST_BYTES = 2 ** 28;

/**
 * Reads a table into memory, or where that would take too much, into a temporary file.
 *
 * @param most bytes that it may take in memory
 * @throws AkariError as {@link readTable}, and `invalid-file` where a temporary file has no room
 */
export async function readTableOfAnySize(
  path: string,
  options: ReadTableOptions = {},
  most = MOST_BYTES,
  sizes?: ChunkSizes,
): Promise<TableExamples | LargeTable> {
  const preprocessing = preprocessingOptions(options);
  const scanned = await scanTable(tableFile(path), options);
  if (expectedBytes(scanned.schema, preprocessing) <= most)
    return readScanned(scanned, preprocessing, options);
  const { LargeTable } = await import("./large-table.node.js");
  const read = (fill: TableFill): Promise<void> => readRows(scanned, fill, options);
  return LargeTable.read(scanned.schema, read, preprocessing, sizes);
}

/** Of a row's cells; of its inputs here and in the engine; of its place in splits and orders. */
const CELL_BYTES = 8;
const INPUT_BYTES = 12;
const PLACE_BYTES = 48;

/** What a table takes in memory while it is learned from, roughly. */
function expectedBytes({ rows, inputs, target }: TableSchema, { degree }: PreprocessingOptions): number {
  const widths = inputs.map(({ column }) => (column.kind === "category" ? column.values.length + 1 : 1));
  const numbers = inputs.filter(({ column }) => column.kind === "number").length;
  const width = widths.reduce((sum, n) => sum + n, 0) + (degree > 1 ? countProducts(numbers, degree) : 0);
  const cells = inputs.length + (target.kind === "classes" ? 1 : target.names.length);
  return rows * (cells * CELL_BYTES + width * INPUT_BYTES + PLACE_BYTES);
}
