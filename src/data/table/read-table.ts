/**
 * @file Reads a table to learn from. Its rows come by twice: first to find out what each column holds, then to be kept,
 * column by column. From bytes they stream by, and in memory they are shown.
 */

import { AkariError, invalidArgument } from "../../error.js";
import type { Encoding } from "./encoding.js";
import { TableExamples } from "./examples.js";
import type { PreprocessingOptions } from "./fit-preprocessing.js";
import type { TableOptions } from "./options.js";
import { type RecordVisitor, readHeader, readRecords, type TableProgress } from "./records.js";
import { TableScan, type TableSchema } from "./schema.js";
import { TableFill } from "./table-rows.js";
import { type TableSource, withEncoding } from "./text-chunks.js";

export interface ReadTableOptions extends TableOptions {
  /** The file's encoding, by any of its names, such as `windows-1252`; found out when left out. */
  readonly encoding?: string;
  /** Is told how far reading has come: `pass` 1 looks at the columns, 2 keeps them. */
  readonly onProgress?: (progress: TableProgress & { readonly pass: 1 | 2 }) => void;
}

/** What is said of a table's bytes, besides what is said of the table. */
export const BYTES_OPTIONS: readonly string[] = ["encoding", "onProgress"];

/** A table that has been looked at, and how to read it again. */
export interface ScannedTable {
  readonly schema: TableSchema;
  readonly source: TableSource;
  readonly encoding: Encoding;
}

/** Reads a table's bytes into memory. @throws AkariError as `readTable` does */
export async function readTableFrom(source: TableSource, options: ReadTableOptions): Promise<TableExamples> {
  const preprocessing = preprocessingOptions(options);
  return readScanned(await scanTable(source, options), preprocessing, options);
}

/**
 * A table whose rows are in memory.
 *
 * @param show shows all of them, each time that it is called
 * @param readNames makes the columns' names of the first row; as of a file where left out
 * @throws AkariError as `readTable` does
 */
export function tableOfRows(
  name: string,
  show: (visitor: RecordVisitor) => void,
  options: TableOptions,
  readNames?: ReadNames,
): TableExamples {
  const preprocessing = preprocessingOptions(options);
  const scanning = new Scanning(name, options, [], readNames);
  show(scanning);
  const fill = new TableFill(scanning.decide());
  show(filling(fill));
  return new TableExamples(fill.whole(), preprocessing);
}

/** @throws AkariError `invalid-argument` */
export function preprocessingOptions({
  scaling = "standard",
  degree = 1,
}: TableOptions): PreprocessingOptions {
  if (Number.isInteger(degree) && degree >= 1) return { scaling, degree };
  throw invalidArgument(`A degree is a whole number from 1, not ${degree}.`);
}

/** Looks at a table's columns with a bounded memory. @throws AkariError as `readTable` does */
export function scanTable(source: TableSource, options: ReadTableOptions): Promise<ScannedTable> {
  return withEncoding(source, options.encoding, async (encoding, notes) => {
    const visitor = new Scanning(source.name, options, notes);
    await readRecords(source, encoding, visitor, (progress) =>
      options.onProgress?.({ ...progress, pass: 1 }),
    );
    return { schema: visitor.decide(), source, encoding };
  });
}

export async function readScanned(
  scanned: ScannedTable,
  preprocessing: PreprocessingOptions,
  options: ReadTableOptions,
): Promise<TableExamples> {
  const fill = new TableFill(scanned.schema);
  await readRows(scanned, fill, options);
  return new TableExamples(fill.whole(), preprocessing);
}

/** Goes through a table's rows once more. */
export function readRows(
  { source, encoding }: ScannedTable,
  fill: TableFill,
  { onProgress }: ReadTableOptions,
): Promise<void> {
  return readRecords(source, encoding, filling(fill), (progress) => onProgress?.({ ...progress, pass: 2 }));
}

const filling = (fill: TableFill): RecordVisitor => ({
  header: () => undefined,
  row: (cells, line) => fill.add(cells, line),
});

/** What makes the columns' names of a row, as {@link readHeader} does. */
type ReadNames = (cells: readonly string[], table: string, line: number) => readonly string[];

class Scanning implements RecordVisitor {
  readonly #table: string;
  readonly #options: TableOptions;
  /** What was decided about the file, a sentence each. */
  #fileNotes: readonly string[];
  readonly #readNames: ReadNames;
  #scan: TableScan | undefined;

  constructor(
    table: string,
    options: TableOptions,
    notes: readonly string[],
    readNames: ReadNames = readHeader,
  ) {
    this.#table = table;
    this.#options = options;
    this.#fileNotes = notes;
    this.#readNames = readNames;
  }

  header(cells: readonly string[], separator: string, line: number, notes: readonly string[]): void {
    this.#fileNotes = [...this.#fileNotes, ...notes];
    const names = this.#readNames(cells, this.#table, line);
    this.#scan = new TableScan(this.#table, names, separator, this.#options);
  }

  row(cells: readonly string[], line: number): void {
    this.#scan?.add(cells, line);
  }

  decide(): TableSchema {
    if (this.#scan === undefined) throw new AkariError("invalid-data", `${this.#table} is empty.`);
    const schema = this.#scan.decide();
    return { ...schema, fileNotes: this.#fileNotes, notes: [...this.#fileNotes, ...schema.notes] };
  }
}
