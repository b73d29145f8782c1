/**
 * @file Lines of a CSV table.
 */

/** Cells in a line, without its end, after RFC 4180. */
export const csvLine = (cells: readonly string[], separator = ","): string =>
  cells
    .map((cell) =>
      cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
    .join(separator);
