/**
 * @file Reads a table to learn from: a CSV or TSV file with a header. Its rows stream by twice: first to find out what
 * each column holds, then to be kept, column by column.
 */

import { AkariError } from "../../error.js";
import type { ChunkSizes } from "../chunk-file.node.js";
import type { Encoding } from "./encoding.js";
import { TableExamples } from "./examples.js";
import type { PreprocessingOptions } from "./fit-preprocessing.js";
import { countProducts } from "./inputs.js";
import type { LargeTable } from "./large-table.node.js";
import type { TableOptions } from "./options.js";
import { type RecordVisitor, readHeader, readRecords, type TableProgress } from "./records.node.js";
import { TableScan, type TableSchema } from "./schema.js";
import { TableFill } from "./table-rows.js";
import { withEncoding } from "./text-chunks.node.js";

export interface ReadTableOptions extends TableOptions {
  /** The file's encoding, by any of its names, such as `windows-1252`; found out when left out. */
  readonly encoding?: string;
  /** Is told how far reading has come: `pass` 1 looks at the columns, 2 keeps them. */
  readonly onProgress?: (progress: TableProgress & { readonly pass: 1 | 2 }) => void;
}

/** A table that has been looked at, and how to read it again. */
export interface ScannedTable {
  readonly schema: TableSchema;
  readonly encoding: Encoding;
}

/**
 * Reads a table: cells separated by commas, semicolons or tabs, plain or packed by gzip, with the
 * columns' names in its first row. Its encoding is found out, and so are comments and titles above the names. What was decided about it is in the result's `notes`.
 *
 * @throws AkariError `not-found` or `invalid-file` where it cannot be read, `invalid-argument` where an option names
 * a column that is not there, `invalid-data` where a row or a cell is wrong, naming file, row and column
 * @example
 * ```ts
 * const houses = await readTable("houses.csv", { target: "price" });
 * ```
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<TableExamples> {
  const preprocessing = preprocessingOptions(options);
  return readScanned(await scanTable(path, options), preprocessing, options);
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
  const scanned = await scanTable(path, options);
  if (expectedBytes(scanned.schema, preprocessing) <= most)
    return readScanned(scanned, preprocessing, options);
  const { LargeTable } = await import("./large-table.node.js");
  const read = (fill: TableFill): Promise<void> => readRows(scanned, fill, options);
  return LargeTable.read(scanned.schema, read, preprocessing, sizes);
}

function preprocessingOptions({ scaling = "standard", degree = 1 }: TableOptions): PreprocessingOptions {
  if (Number.isInteger(degree) && degree >= 1) return { scaling, degree };
  throw new AkariError("invalid-argument", `A degree is a whole number from 1, not ${degree}.`);
}

async function readScanned(
  scanned: ScannedTable,
  preprocessing: PreprocessingOptions,
  options: ReadTableOptions,
): Promise<TableExamples> {
  const fill = new TableFill(scanned.schema);
  await readRows(scanned, fill, options);
  return new TableExamples(fill.whole(), preprocessing);
}

/** Goes through a table's rows once more. */
function readRows(
  { schema, encoding }: ScannedTable,
  fill: TableFill,
  { onProgress }: ReadTableOptions,
): Promise<void> {
  return readRecords(
    schema.table,
    encoding,
    { header: () => undefined, row: (cells, line) => fill.add(cells, line) },
    (progress) => onProgress?.({ ...progress, pass: 2 }),
  );
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

/** Looks at a table's columns with a bounded memory. @throws AkariError as {@link readTable} */
function scanTable(path: string, options: ReadTableOptions): Promise<ScannedTable> {
  return withEncoding(path, options.encoding, async (encoding, notes) => {
    const visitor = new Scanning(path, options, notes);
    await readRecords(path, encoding, visitor, (progress) => options.onProgress?.({ ...progress, pass: 1 }));
    return { schema: visitor.decide(), encoding };
  });
}

class Scanning implements RecordVisitor {
  readonly #path: string;
  readonly #options: TableOptions;
  /** What was decided about the file, a sentence each. */
  #fileNotes: readonly string[];
  #scan: TableScan | undefined;

  constructor(path: string, options: TableOptions, notes: readonly string[]) {
    this.#path = path;
    this.#options = options;
    this.#fileNotes = notes;
  }

  header(cells: readonly string[], separator: string, line: number, notes: readonly string[]): void {
    this.#fileNotes = [...this.#fileNotes, ...notes];
    const names = readHeader(cells, this.#path, line);
    this.#scan = new TableScan(this.#path, names, separator, this.#options);
  }

  row(cells: readonly string[], line: number): void {
    this.#scan?.add(cells, line);
  }

  decide(): TableSchema {
    if (this.#scan === undefined) throw new AkariError("invalid-data", `${this.#path} is empty.`);
    const schema = this.#scan.decide();
    return { ...schema, fileNotes: this.#fileNotes, notes: [...this.#fileNotes, ...schema.notes] };
  }
}
