/**
 * @file What went wrong in a table, and where: its file, the row as its line in the file, the column.
 */

import { AkariError } from "../../error.js";

/** A row's place; the header is row 1, and a row that takes several lines is called by its first. */
export const rowCalled = (table: string, line: number): string => `${table}, row ${line}`;

/** A cell of a column: its row, as its line in the file, and text. */
export interface CellAt {
  readonly line: number;
  readonly text: string;
}

/** What is wrong with one row, for programs that have to say where. */
export class RowError extends AkariError {
  /** As `rowCalled` has it. */
  readonly line: number;
  /** The column's name, where one cell is at fault. */
  readonly column: string | undefined;

  constructor(line: number, column: string | undefined, message: string) {
    super("invalid-data", message);
    this.line = line;
    this.column = column;
  }
}

/** A cell that cannot be what its column holds. */
export function cellProblem(
  table: string,
  line: number,
  column: string,
  text: string,
  is: string,
  todo: string,
): AkariError {
  return new RowError(
    line,
    column,
    `${rowCalled(table, line)}, column ${column}: ${quoted(text)} ${is}. ${todo}`,
  );
}

const LONGEST_QUOTE = 40;

/** A cell's text for a message: in quotes, cut where it is long. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > LONGEST_QUOTE ? `"${line.slice(0, LONGEST_QUOTE)}…"` : `"${line}"`;
}
