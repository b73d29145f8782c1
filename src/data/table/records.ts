/**
 * @file The rows of a CSV or TSV text, one by one, as they stream in; the first holds the columns' names.
 */

import { BOUNDS, requireFewColumns } from "../../bounds.js";
import { AkariError } from "../../error.js";
import type { Encoding } from "./encoding.js";
import { plainNumber } from "./number-text.js";
import { findOpening, lineEnds, OPENING_SAMPLE, type Separator, type TableOpening } from "./opening.js";
import { quoted, rowCalled } from "./problem.js";
import { type QuoteProblem, splitRows } from "./split-rows.js";
import { type BytesRead, type TableSource, textChunks } from "./text-chunks.js";

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
 * Shows a table's rows to a visitor; empty lines are passed over.
 *
 * @throws AkariError `not-found` or `invalid-file` where it cannot be read, `invalid-data` where it is empty, has
 * too many columns, or quotation marks where none can be
 */
export async function readRecords(
  source: TableSource,
  encoding: Encoding,
  visitor: RecordVisitor,
  onProgress?: (progress: TableProgress) => void,
): Promise<void> {
  let reader: RecordReader | undefined;
  let sample = "";
  let read: BytesRead = { bytes: 0, of: 0 };
  const feed = (text: string): void => {
    reader ??= new RecordReader(source.name, text, visitor);
    reader.next(text);
    onProgress?.({ ...read, rows: reader.rows });
  };
  const chunks = textChunks(source, encoding, (now) => {
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
  readonly #table: string;
  readonly #opening: TableOpening;
  readonly #visitor: RecordVisitor;
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
  constructor(table: string, start: string, visitor: RecordVisitor) {
    this.#table = table;
    this.#opening = findOpening(start.slice(0, OPENING_SAMPLE), table);
    this.#visitor = visitor;
    this.#line = 1 + this.#opening.lines;
    this.#above = this.#opening.characters;
  }

  next(text: string): void {
    this.#rest += text.slice(this.#above);
    this.#above = Math.max(0, this.#above - text.length);
    this.#read(true);
    if (this.#rest.length > BOUNDS.rowCharacters) {
      throw new AkariError(
        "invalid-data",
        `${rowCalled(this.#table, this.#line)} does not end within ${BOUNDS.rowCharacters / 2 ** 20} MB: a quotation mark opens ` +
          "there that is never closed.",
      );
    }
  }

  end(): void {
    this.#read(false);
    if (!this.#hasHeader) throw new AkariError("invalid-data", `${this.#table} is empty.`);
  }

  /** @param isMore whether the last row may go on */
  #read(isMore: boolean): void {
    const text = this.#rest;
    if (text === "") return;
    const { rows, end, problem } = splitRows(text, this.#opening.separator, isMore);
    this.#rest = text.slice(end);
    const mayWrap = text.includes('"');
    rows.forEach((cells, i) => {
      if (problem?.row === i) throw quoteProblem(this.#table, this.#line, problem.what);
      if (cells.length > 1 || cells[0].trim() !== "") this.#show(cells);
      this.#line += 1 + (mayWrap ? lineEnds(cells) : 0);
    });
    // Each mark that follows would be one more.
    if (problem?.row === rows.length) throw quoteProblem(this.#table, this.#line, problem.what);
  }

  #show(cells: readonly string[]): void {
    if (this.#hasHeader) {
      this.rows++;
      this.#visitor.row(cells, this.#line);
    } else {
      requireFewColumns(cells.length, this.#table);
      this.#hasHeader = true;
      const { separator, notes } = this.#opening;
      this.#visitor.header(cells, separator, this.#line, notes);
    }
  }
}

function quoteProblem(table: string, line: number, problem: QuoteProblem["what"]): AkariError {
  const what =
    problem === "open"
      ? "has a quotation mark that opens and is never closed"
      : "has a cell in quotation marks with text after the closing one";
  return new AkariError(
    "invalid-data",
    `${rowCalled(table, line)} ${what}. Inside of a cell, write it twice.`,
  );
}

/**
 * @param line where it stands in the file
 * @param fewest how many columns there are at least: a table that is shown to a model may have one
 * @returns the names without spaces around them; the first may be empty, as pandas and R write their row numbers
 * @throws AkariError `invalid-data` where it is no header, or its names are doubled or empty
 */
export function readHeader(cells: readonly string[], table: string, line: number, fewest = 2): string[] {
  const names = cells.map((cell) => cell.trim());
  const problem = (message: string): AkariError =>
    new AkariError("invalid-data", `${rowCalled(table, line)}: ${message}`);
  if (names.length < fewest) {
    throw problem(
      `there is one column only, ${quoted(names[0])}. A table needs at least an input and a target, with commas, ` +
        "semicolons or tabs between them.",
    );
  }
  const number = numberAmong(names);
  if (number !== undefined) {
    throw problem(
      `${quoted(number)} is a number, where the columns' names are expected. Put a row with their names first.`,
    );
  }
  const seen = new Map<string, number>();
  names.forEach((name, i) => {
    if (name === "" && i > 0) throw problem(`column ${i + 1} has no name. Give it one.`);
    const other = seen.get(name);
    if (other !== undefined) {
      throw problem(`columns ${other + 1} and ${i + 1} are both called ${quoted(name)}. Rename one of them.`);
    }
    seen.set(name, i);
  });
  return names;
}

/** A number that shows that a row is no header. Rising whole numbers may be names: years, or pixels. */
function numberAmong(names: readonly string[]): string | undefined {
  const numbers = names
    .map((text) => ({ text, number: plainNumber(text) }))
    .filter(({ number }) => !Number.isNaN(number));
  const areNames =
    numbers.length > 1 &&
    numbers.every(({ number }, i) => Number.isInteger(number) && (i === 0 || number > numbers[i - 1].number));
  return areNames && numbers.length < names.length ? undefined : numbers[0]?.text;
}
