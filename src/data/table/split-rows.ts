/**
 * @file Splits the text of a table into rows and cells, as RFC 4180 has it: cells between separators, rows between line
 * ends, and in a cell that is in quotation marks both of them, with a quotation mark in it written twice. Papa Parse does it.
 */

import { Parser } from "../../vendor/papaparse.js";

/** The rows of a text, as far as they have ended. */
export interface SplitText {
  readonly rows: readonly (readonly string[])[];
  /** How many characters they take where all are wanted: what lies behind has not ended yet. */
  readonly end: number;
  /** The first row with a quotation mark where none can be. */
  readonly problem?: QuoteProblem;
}

export interface QuoteProblem {
  /** Its place among the rows, or behind them, where the one that has not ended is wrong already. */
  readonly row: number;
  /** `open`: it is never closed; `text-after`: something stands between the closing one and the separator. */
  readonly what: "open" | "text-after";
}

/** What of a parsed text is used. */
interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly row: number; readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

/**
 * @param text with \n where a line ends
 * @param isMore whether its last row may go on: it is left for later then
 * @param most rows that are wanted
 */
export function splitRows(
  text: string,
  separator: string,
  isMore: boolean,
  most = Number.POSITIVE_INFINITY,
): SplitText {
  const preview = Number.isFinite(most) ? most + 1 : 0;
  const parser = new Parser({ delimiter: separator, newline: "\n", preview });
  // Spaces behind a closing quotation mark are passed over before a line end alone, and behind that stands one row more.
  const { data, errors, meta }: Parsed = parser.parse(isMore ? text : `${text}\n`, 0, isMore);
  if (!isMore) {
    const last = data.pop();
    const isOpen = errors.at(-1)?.code === "MissingQuotes";
    // It has swallowed that line end.
    if (last !== undefined && isOpen) data.push([...last.slice(0, -1), last[last.length - 1].slice(0, -1)]);
  }
  const rows = data.length > most ? data.slice(0, most) : data;
  const [wrong, next] = errors;
  // Of a row that may go on, one mark may turn out to have a separator behind it, and of two not the first.
  const isSure = wrong !== undefined && (wrong.row < rows.length || (isMore && next !== undefined));
  const problem = isSure ? { problem: { row: wrong.row, what: WHAT[wrong.code] } } : {};
  return { rows, end: isMore ? meta.cursor : text.length, ...problem };
}

/** Papa Parse's words. */
const WHAT: Readonly<Record<string, QuoteProblem["what"]>> = {
  MissingQuotes: "open",
  InvalidQuotes: "text-after",
};
