/**
 * @file Lines of a CSV table.
 */

import { readNumber } from "../data/table/number-text.js";

/** Cells in a line, without its end, after RFC 4180. */
export const csvLine = (cells: readonly string[], separator = ","): string =>
  cells
    .map((cell) =>
      cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
    .join(separator);

/**
 * Whether a spreadsheet that opens the table would compute this cell: it begins as a formula does, and is no number.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const isFormula = (cell: string): boolean =>
  /^\s*[=+\-@＝＋－＠]\S/.test(cell) && readNumber(cell.trim()) === undefined;

/** The same cell as one that every spreadsheet shows as it stands. */
export const defused = (cell: string): string => (isFormula(cell) ? `'${cell}` : cell);
