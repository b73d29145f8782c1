/**
 * @file A table's first row: the columns' names.
 */

import { AkariError } from "../../error.js";
import { plainNumber } from "./number-text.js";
import { quoted, rowCalled } from "./problem.js";

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
