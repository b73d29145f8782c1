/**
 * @file A table from wherever it is: rows or columns of a program's own, the text of a CSV file, or its bytes, in a file that
 * somebody chose, an answer from a server, a stream. The same in Node, in browsers and in their Workers; and all of them are
 * read as a table in a file is.
 */

import type { Bytes } from "../../bytes.js";
import { AkariError, invalidArgument } from "../../error.js";
import { requireTextTable } from "../file-signatures.js";
import { counted } from "../names.js";
import type { TableExamples } from "./examples.js";
import { requireTableOptions, type TableOptions } from "./options.js";
import { rowCalled } from "./problem.js";
import { BYTES_OPTIONS, type ReadTableOptions, readTableFrom, tableOfRows } from "./read-table.js";
import { RecordReader, type RecordVisitor } from "./records.js";
import { type RowValue, valueText } from "./row-encoder.js";
import { LineEnds, requireText, START_BYTES, type TableSource } from "./text-chunks.js";

/** A row: a value for each column, by the columns' names. */
export type TableRow = Readonly<Record<string, RowValue>>;

/** Columns, by their names: as many values in each as there are rows. */
export type TableColumns = Readonly<Record<string, ArrayLike<RowValue>>>;

/** A table that is all there: rows, columns, or the text of a CSV or TSV file. */
export type TableInMemory = readonly TableRow[] | TableColumns | string;

/** A table's bytes, as a CSV or TSV file has them, plain or packed by gzip. */
export type TableBytes = Bytes | ArrayBuffer | Blob | Response | ReadableStream<Bytes>;

/** What to call a table that is no file. */
interface Named {
  /** What to call it in messages; that of its file, or "The table" when left out. */
  readonly name?: string;
}

/** How a table in memory is read. */
export interface TableInMemoryOptions extends TableOptions, Named {}

/** How the text of a table is read. */
export interface TableBytesOptions extends ReadTableOptions, Named {}

const NAME = "The table";

/**
 * A table to learn from. What each column holds is found out, and said in the result's `notes`: numbers, dates, yes or no,
 * categories, identifiers to leave out; `split` prepares them for a network, by what its training part shows.
 *
 * @param source rows, an object each (`[{ area: 90, district: "harbour", price: 310 }, …]`); columns, a list each
 * (`{ area: [90, …], district: ["harbour", …], price: [310, …] }`); the text of a CSV or TSV file, whose first row has
 * the columns' names; or its bytes: a `File` or another `Blob`, a `Response`, a stream, an array. Texts in rows and columns
 * are read as they would be in a file. `null`, `undefined`, an empty text and NaN are missing cells
 * @returns the table; of bytes a promise of it
 * @throws AkariError `invalid-argument` where an option names a column that is not there, `invalid-data` where a row or a
 * cell is wrong, naming row and column: rows of a text are counted as lines of a file, objects from 1; of bytes also
 * `not-found` and `invalid-file`, where they cannot be had or are no text
 * @example
 * ```ts
 * const houses = table([{ area: 90, price: 310 }, { area: 54, price: 190 }], { target: "price" });
 * const flowers = await table(input.files[0], { target: "species" });
 * ```
 */
export function table(source: TableInMemory, options?: TableInMemoryOptions): TableExamples;
export function table(source: TableBytes, options?: TableBytesOptions): Promise<TableExamples>;
export function table(
  source: TableInMemory | TableBytes,
  options: TableBytesOptions = {},
): TableExamples | Promise<TableExamples> {
  const isBytes = isTableBytes(source);
  requireTableOptions(options, ["name", ...(isBytes ? BYTES_OPTIONS : [])]);
  if (isBytes) return tableOfBytes(source, options);
  const { name = NAME, ...how } = options;
  if (typeof source === "string") return tableOfText(source, name, how);
  if (Array.isArray(source)) return tableOfObjects(source, name, how);
  if (isPlainObject(source)) return tableOfColumns(source as TableColumns, name, how);
  throw invalidArgument(
    `A table is made of rows, columns, the text of a CSV file or its bytes, not of ${kindOf(source)}.`,
  );
}

const isTableBytes = (source: unknown): source is TableBytes =>
  source instanceof Uint8Array ||
  source instanceof ArrayBuffer ||
  source instanceof Blob ||
  source instanceof Response ||
  source instanceof ReadableStream;

async function tableOfBytes(
  source: TableBytes,
  { name, ...options }: TableBytesOptions,
): Promise<TableExamples> {
  const bytes = await blobOf(source, name);
  return readTableFrom(tableBlob(bytes.blob, bytes.name), options);
}

async function blobOf(source: TableBytes, given: string | undefined): Promise<{ blob: Blob; name: string }> {
  if (source instanceof Blob) {
    return {
      blob: source,
      name: given ?? ("name" in source && source.name !== "" ? String(source.name) : NAME),
    };
  }
  if (source instanceof Uint8Array || source instanceof ArrayBuffer) {
    return { blob: new Blob([source]), name: given ?? NAME };
  }
  const isResponse = source instanceof Response;
  const name = given ?? (isResponse && source.url !== "" ? nameIn(source.url) : NAME);
  if (isResponse && !source.ok) {
    throw new AkariError("not-found", `${name} could not be fetched: the server answers ${source.status}.`);
  }
  if (isResponse ? source.bodyUsed : source.locked) {
    throw invalidArgument(`${name} has been read by somebody else. Give it before it is.`);
  }
  try {
    return { blob: await (isResponse ? source : new Response(source)).blob(), name };
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

/** What the last part of an address is called. */
function nameIn(url: string): string {
  const last = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last) || NAME;
  } catch {
    return last;
  }
}

/** A blob, such as a file that somebody chose, which is read anew each time that its bytes are asked for. */
const tableBlob = (blob: Blob, name: string): TableSource => ({
  name,
  async look() {
    try {
      const start = new Uint8Array(await blob.slice(0, START_BYTES).arrayBuffer());
      return { bytes: blob.size, start };
    } catch (cause) {
      throw unreadable(name, cause);
    }
  },
  async *chunks() {
    const reader = blob.stream().getReader();
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
    } catch (cause) {
      throw unreadable(name, cause);
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  },
});

const unreadable = (name: string, cause: unknown): AkariError =>
  new AkariError(
    "invalid-file",
    `${name} cannot be read to its end (${cause instanceof Error ? cause.message : String(cause)}). Choose it again.`,
    { cause },
  );

/** How many characters of a text are split into rows at a time. */
const PIECE = 2 ** 18;

/** What a table in a file is called. */
const FILE_NAME = /^[^\n\r]*\.(csv|tsv|tab|txt)(\.gz)?\s*$/i;

function tableOfText(text: string, name: string, options: TableOptions): TableExamples {
  if (FILE_NAME.test(text)) {
    throw invalidArgument(
      `"${text.trim()}" is the name of a file, not a table. Its text is read, or a File, or what fetch gives; from a ` +
        'disk, readTable of "akari/node" reads it.',
    );
  }
  requireTextTable(new TextEncoder().encode(text.slice(0, START_BYTES)), name);
  const ends = new LineEnds();
  const lines = requireText(ends.next(text.replace(/^\ufeff/, "")) + ends.end(), name);
  const show = (visitor: RecordVisitor): void => {
    const reader = new RecordReader(name, lines, visitor);
    for (let at = 0; at < lines.length; at += PIECE) reader.next(lines.slice(at, at + PIECE));
    reader.end();
  };
  return tableOfRows(name, show, options);
}

/** @throws AkariError `invalid-data` where a row has other columns than the first */
function tableOfObjects(rows: readonly unknown[], name: string, options: TableOptions): TableExamples {
  if (rows.length === 0) throw new AkariError("invalid-data", `${name} has no rows.`);
  const [first] = rows;
  const header = isPlainObject(first) ? Object.keys(first) : [];
  const cellsOf = (row: unknown, r: number): string[] => {
    const where = rowCalled(name, r + 1);
    if (!isPlainObject(row)) {
      const todo = Array.isArray(row) ? " Lists of numbers are for dataset(inputs, targets)." : "";
      throw new AkariError(
        "invalid-data",
        `${where} is ${kindOf(row)}, and should be an object with a value for each column.${todo}`,
      );
    }
    const lacking = header.find((column) => !Object.hasOwn(row, column));
    if (lacking !== undefined) {
      throw new AkariError(
        "invalid-data",
        `${where} has no ${lacking}, which row 1 has. Give null for what is not known.`,
      );
    }
    const more = Object.keys(row).find((column) => !Object.hasOwn(first as object, column));
    if (more !== undefined) {
      throw new AkariError(
        "invalid-data",
        `${where} has ${more}, which row 1 has not. Give all rows the same columns, and null for what is not known.`,
      );
    }
    return header.map((column) => cellText(row[column], where, column));
  };
  // The first row has the names, if it is one.
  cellsOf(first, 0);
  return tableOfCells(header, rows.length, (r) => cellsOf(rows[r], r), name, options);
}

/** @throws AkariError `invalid-data` where a column is no list, or has more or fewer values than the first */
function tableOfColumns(columns: TableColumns, name: string, options: TableOptions): TableExamples {
  const header = Object.keys(columns);
  const rows = columns[header[0]]?.length ?? 0;
  for (const column of header) {
    const values: unknown = columns[column];
    if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
      throw new AkariError(
        "invalid-data",
        `${name}, column ${column}: its values should be in a list, and this is ${kindOf(values)}.`,
      );
    }
    if (columns[column].length !== rows) {
      throw new AkariError(
        "invalid-data",
        `${name}, column ${column} has ${counted(columns[column].length, "value")}, and ${header[0]} has ${rows}. ` +
          "Give each column one for every row, and null for what is not known.",
      );
    }
  }
  if (header.length > 0 && rows === 0) throw new AkariError("invalid-data", `${name} has no rows.`);
  const cellsOf = (r: number): string[] =>
    header.map((column) => cellText(columns[column][r], rowCalled(name, r + 1), column));
  return tableOfCells(header, rows, cellsOf, name, options);
}

function tableOfCells(
  header: readonly string[],
  rows: number,
  cellsOf: (row: number) => string[],
  name: string,
  options: TableOptions,
): TableExamples {
  const show = (visitor: RecordVisitor): void => {
    visitor.header(header, ",", 1, []);
    for (let r = 0; r < rows; r++) visitor.row(cellsOf(r), r + 1);
  };
  return tableOfRows(name, show, options, requireNames);
}

/** @throws AkariError `invalid-data` where they could not be those of a file */
function requireNames(names: readonly string[], name: string): readonly string[] {
  if (names.length < 2) {
    const has = names.length === 0 ? "no column" : `one column only, "${names[0]}"`;
    throw new AkariError("invalid-data", `${name} has ${has}. It needs at least an input and a target.`);
  }
  const wrong = names.find((column) => column !== column.trim() || column === "");
  if (wrong === undefined) return names;
  throw new AkariError(
    "invalid-data",
    `${name} has a column called "${wrong}". Give it a name without spaces before and after it.`,
  );
}

/** @throws AkariError `invalid-data` for what no cell can hold */
function cellText(value: unknown, row: string, column: string): string {
  const isValue =
    typeof value !== "object" || value === null ? !UNWRITTEN.has(typeof value) : value instanceof Date;
  if (isValue) return valueText(value as RowValue);
  throw new AkariError(
    "invalid-data",
    `${row}, column ${column}: ${kindOf(value)} is no value of a table. Give a text, a number, true or false, a Date, or null.`,
  );
}

/** Types that say nothing as a text. */
const UNWRITTEN: ReadonlySet<string> = new Set(["function", "symbol"]);

const isPlainObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    return false;
  return !(value instanceof Date || value instanceof Map || value instanceof Set || value instanceof Promise);
};

/** What something is, for messages. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return "a list";
  if (typeof value === "object") return `an object (${value.constructor?.name ?? "of no class"})`;
  return typeof value === "function" ? "a function" : `${String(value)}`;
}
