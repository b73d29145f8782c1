/**
 * @file The rows of a CSV or TSV file, one by one, as they stream in.
 */

import Papa from "papaparse";
import { BOUNDS, requireFewColumns } from "../../bounds.js";
import { AkariError } from "../../error.js";
import type { Encoding } from "./encoding.js";
import { findOpening, lineEnds, OPENING_SAMPLE, type TableOpening } from "./opening.node.js";
import { rowCalled } from "./problem.js";
import type { Separator } from "./separator.js";
import { type BytesRead, textChunks } from "./text-chunks.node.js";

/** Takes a table's rows. */
export interface RecordVisitor {
  /**
   * The columns' names, and what separates their cells.
   *
   * @param notes what was decided about the lines above them, a sentence each
   */
  header(cells: readonly string[], separator: Separator, line: number, notes: readonly string[]): void;
  /** @param line where the row begins in the file, counted from 1 */
  row(cells: readonly string[], line: number): void;
  /** What reading waits for between pieces of the file, such as whoever takes what was made of its rows. */
  room?(): Promise<void> | undefined;
}

/** How far reading a table has come. */
export interface TableProgress extends BytesRead {
  readonly rows: number;
}

/**
 * Shows a file's rows to a visitor; empty lines are passed over.
 *
 * @throws AkariError `not-found` or `invalid-file` where it cannot be read, `invalid-data` where it is empty, has
 * too many columns, or quotation marks where none can be
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
    reader ??= new RecordReader(path, text, visitor);
    reader.next(text);
    onProgress?.({ ...read, rows: reader.rows });
  };
  const chunks = textChunks(path, encoding, (now) => {
    read = now;
  });
  for await (const chunk of chunks) {
    await visitor.room?.();
    if (reader !== undefined) feed(chunk);
    else {
      sample += chunk;
      if (sample.length >= OPENING_SAMPLE) feed(sample);
    }
  }
  if (reader === undefined) feed(sample);
  reader?.end();
}

/** Reads rows out of text that comes in pieces, with `\n` where a line ends. */
export class RecordReader {
  rows = 0;
  readonly #path: string;
  readonly #opening: TableOpening;
  readonly #visitor: RecordVisitor;
  readonly #parser: Papa.Parser;
  /** What has not ended in a line yet. */
  #rest = "";
  #line: number;
  /** How many characters are still to be passed over. */
  #above: number;
  #hasHeader = false;

  /**
   * @param start the text's beginning, {@link OPENING_SAMPLE} characters of it where it has so many
   * @throws AkariError `invalid-data` where it cannot be told where the columns' names are
   */
  constructor(path: string, start: string, visitor: RecordVisitor) {
    this.#path = path;
    this.#opening = findOpening(start.slice(0, OPENING_SAMPLE), path);
    this.#visitor = visitor;
    this.#line = 1 + this.#opening.lines;
    this.#above = this.#opening.characters;
    this.#parser = new Papa.Parser({ delimiter: this.#opening.separator, newline: "\n" });
  }

  next(text: string): void {
    this.#rest += text.slice(this.#above);
    this.#above = Math.max(0, this.#above - text.length);
    this.#read(true);
    if (this.#rest.length > BOUNDS.rowCharacters) {
      throw new AkariError(
        "invalid-data",
        `${rowCalled(this.#path, this.#line)} does not end within ${BOUNDS.rowCharacters / 2 ** 20} MB: a quotation mark opens ` +
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
      requireFewColumns(cells.length, this.#path);
      this.#hasHeader = true;
      const { separator, notes } = this.#opening;
      this.#visitor.header(cells, separator, this.#line, notes);
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
