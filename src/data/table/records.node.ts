/**
 * @file The rows of a CSV or TSV file, one by one, as they stream in.
 */

import Papa from "papaparse";
import { AkariError } from "../../error.js";
import { rowCalled } from "./problem.js";
import { detectSeparator, type Separator } from "./separator.js";
import { type BytesRead, type Encoding, textChunks } from "./text-chunks.node.js";

/** Takes a table's rows. */
export interface RecordVisitor {
  /** The first row, and what separates its cells. */
  header(cells: readonly string[], separator: Separator, line: number): void;
  /** @param line where the row begins in the file, counted from 1 */
  row(cells: readonly string[], line: number): void;
}

/** How far reading a table has come. */
export interface TableProgress extends BytesRead {
  readonly rows: number;
}

/** So much text is looked at to find the separator. */
export const SEPARATOR_SAMPLE = 2 ** 16;
/** A longer row has a quotation mark too many: else a table of any size would be taken for one cell. */
const LONGEST_ROW = 2 ** 23;

/**
 * Shows a file's rows to a visitor; empty lines are passed over.
 *
 * @throws AkariError `not-found` or `invalid-file` where it cannot be read, `invalid-data` where it is empty or has
 * quotation marks where none can be
 */
export async function readRecords(
  path: string,
  encoding: Encoding,
  visitor: RecordVisitor,
  onProgress?: (progress: TableProgress) => void,
): Promise<void> {
  let reader: RecordReader | undefined;
  let sample = "";
  let read: BytesRead = { bytes: 0, of: 0 };
  const feed = (text: string): void => {
    reader ??= new RecordReader(path, detectSeparator(text.slice(0, SEPARATOR_SAMPLE)), visitor);
    reader.next(text);
    onProgress?.({ ...read, rows: reader.rows });
  };
  const chunks = textChunks(path, encoding, (now) => {
    read = now;
  });
  for await (const chunk of chunks) {
    if (reader !== undefined) feed(chunk);
    else {
      sample += chunk;
      if (sample.length >= SEPARATOR_SAMPLE) feed(sample);
    }
  }
  if (reader === undefined) feed(sample);
  reader?.end();
}

/** Reads rows out of text that comes in pieces, with `\n` where a line ends. */
export class RecordReader {
  rows = 0;
  readonly #path: string;
  readonly #separator: Separator;
  readonly #visitor: RecordVisitor;
  readonly #parser: Papa.Parser;
  /** What has not ended in a line yet. */
  #rest = "";
  #line = 1;
  #hasHeader = false;

  constructor(path: string, separator: Separator, visitor: RecordVisitor) {
    this.#path = path;
    this.#separator = separator;
    this.#visitor = visitor;
    this.#parser = new Papa.Parser({ delimiter: separator, newline: "\n" });
  }

  next(text: string): void {
    this.#rest += text;
    this.#read(true);
    if (this.#rest.length > LONGEST_ROW) {
      throw new AkariError(
        "invalid-data",
        `${rowCalled(this.#path, this.#line)} does not end within ${LONGEST_ROW / 2 ** 20} MB: a quotation mark opens ` +
          "there that is never closed.",
      );
    }
  }

  end(): void {
    this.#read(false);
    if (!this.#hasHeader) throw new AkariError("invalid-data", `${this.#path} is empty.`);
  }

  /** @param isMore whether the last row may go on */
  #read(isMore: boolean): void {
    const text = this.#rest;
    if (text === "") return;
    const { data, errors, meta }: Papa.ParseResult<string[]> = this.#parser.parse(text, 0, isMore);
    this.#rest = isMore ? text.slice(meta.cursor) : "";
    // What is wrong with a row that goes on is looked at again when it has ended.
    const wrong = errors.find(({ row }) => row !== undefined && row < data.length);
    const mayWrap = text.includes('"');
    data.forEach((cells, i) => {
      if (wrong?.row === i) throw quoteProblem(this.#path, this.#line, wrong.code);
      if (cells.length > 1 || cells[0].trim() !== "") this.#show(cells);
      this.#line += 1 + (mayWrap ? lineEnds(cells) : 0);
    });
  }

  #show(cells: readonly string[]): void {
    if (this.#hasHeader) {
      this.rows++;
      this.#visitor.row(cells, this.#line);
    } else {
      this.#hasHeader = true;
      this.#visitor.header(cells, this.#separator, this.#line);
    }
  }
}

function quoteProblem(path: string, line: number, code: string): AkariError {
  const what =
    code === "MissingQuotes"
      ? "has a quotation mark that opens and is never closed"
      : "has a cell in quotation marks with text after the closing one";
  return new AkariError(
    "invalid-data",
    `${rowCalled(path, line)} ${what}. Inside of a cell, write it twice.`,
  );
}

/** How often a row's cells break their line. */
function lineEnds(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) count++;
  }
  return count;
}
