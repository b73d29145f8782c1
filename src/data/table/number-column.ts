/**
 * @file Decides whether a column holds numbers, from what its cells look like, and how they are to be read: codes such
 * as 007 are none, and all have one unit or none.
 */

import type { AkariError } from "../../error.js";
import type { CellKind } from "./cells.js";
import { type ColumnScan, MOST_WORDS } from "./column-scan.js";
import { DECIDED_BY, numberValue, type TableDecimals, undecided } from "./decimal.js";
import { type Decimal, isCurrency, isMagnitude, readNumber } from "./number-text.js";
import { type CellAt, cellProblem, quoted, rowCalled } from "./problem.js";

/** How a column's numbers are read. */
export interface NumberReading {
  readonly decimal: Decimal | undefined;
  /** Empty for none. */
  readonly unit: string;
  /** What to say of it: `mileage ("145,082" is 145082)`; nothing of numbers in the ordinary notation. */
  readonly note?: string;
}

/** Four fifths, or all but one: then the others are slips rather than categories. */
export function isNearlyAll(count: number, of: number): boolean {
  return count < of && (count >= 0.8 * of || (count >= 2 && count === of - 1));
}

const numbersIn = ({ counts }: ColumnScan): number => counts.number + counts.infinite;

/** Whether numbers in a column are codes: they begin with 0, are such as 12e4, or would be rounded. */
export const holdsCodes = ({ codes, isCodeLike }: ColumnScan): boolean =>
  codes.long !== undefined || (isCodeLike && (codes.zero ?? codes.exponent) !== undefined);

/**
 * The unit of a column's numbers; empty for none, undefined where they are no numbers in one unit. Money may lack it in
 * some cells.
 */
export function unitOf({ units }: ColumnScan): string | undefined {
  if (units.size === 0) return "";
  const named = [...units.keys()].filter((unit) => unit !== "");
  if (named.length === 0) return "";
  return named.length === 1 && (units.size === 1 || isCurrency(named[0])) ? named[0] : undefined;
}

/** Whether all cells that are not missing are numbers. */
export function holdsNumbers(scan: ColumnScan): boolean {
  const numbers = numbersIn(scan);
  return (
    numbers > 0 &&
    numbers + scan.counts.dash === scan.present &&
    !holdsCodes(scan) &&
    unitOf(scan) !== undefined
  );
}

/** Whether nearly all are, so that the others are slips. */
export const holdsNearlyNumbers = (scan: ColumnScan): boolean =>
  isNearlyAll(numbersIn(scan), scan.present - scan.counts.dash) &&
  !holdsCodes(scan) &&
  unitOf(scan) !== undefined;

/** Whether what its numbers look like says how decimals are marked in the table. */
export const tellsDecimals = (scan: ColumnScan): boolean => holdsNumbers(scan) || holdsNearlyNumbers(scan);

/**
 * @throws AkariError `invalid-data` where a column would hold numbers, but for their units: percent beside others, or a unit in
 * a few cells while nearly all others have none, or have another
 */
export function requireUnits(scan: ColumnScan, table: string): void {
  const { units, name, counts, present } = scan;
  const numbers = numbersIn(scan);
  if (numbers + counts.dash !== present || unitOf(scan) !== undefined) return;
  const isMoney = [...units.keys()].every((unit) => unit === "" || isCurrency(unit));
  if (isMoney || units.has("%")) throw unitProblem(scan, table, name);
  if (holdsCodes(scan)) return;
  const [[most, { count, first }], ...others] = [...units].sort(([, a], [, b]) => b.count - a.count);
  // Single letters may be floors and classes: 5A and 5B.
  if (most.length === 1 || !isNearlyAll(count, numbers)) return;
  const [{ line, text }] = others.map(([, unit]) => unit.first).sort((a, b) => a.line - b.line);
  const has =
    most === "" ? "has a unit, and nearly all others have none" : "is in another unit than nearly all others";
  throw cellProblem(
    table,
    line,
    name,
    text,
    `${has} (${quoted(first.text)} in row ${first.line})`,
    "Correct it or leave it empty, or read the column as a category.",
  );
}

function unitProblem({ units }: ColumnScan, table: string, name: string): AkariError {
  const [first, second] = [...units.values()].map((unit) => unit.first).sort((a, b) => a.line - b.line);
  return cellProblem(
    table,
    second.line,
    name,
    second.text,
    `has another unit than ${quoted(first.text)} in row ${first.line}`,
    "Bring all cells to one unit.",
  );
}

/** What each kind calls a cell that is not of it. */
const NOT: Record<"number" | "date", string> = {
  number: "is not a number",
  date: "is not a date that can be read in one way only",
};

/**
 * @param todo what to do about it
 * @throws AkariError `invalid-data` naming the first cell that is no number, or no date
 */
export function requireAll(
  scan: ColumnScan,
  kind: "number" | "date",
  table: string,
  todo = "Correct it or leave it empty, or read the column as a category.",
): void {
  const others: CellKind[] = kind === "number" ? ["date", "word"] : ["number", "infinite", "word"];
  const [bad] = others.flatMap((other) => scan.first[other] ?? []).sort((a, b) => a.line - b.line);
  if (bad !== undefined) {
    throw cellProblem(table, bad.line, scan.name, bad.text, NOT[kind], todo);
  }
  const { infinite } = scan.first;
  if (kind === "number" && infinite !== undefined) {
    const todo = "Correct it, or leave it empty if it is not known.";
    throw cellProblem(table, infinite.line, scan.name, infinite.text, "is not a finite number", todo);
  }
}

/**
 * How a column's numbers are read.
 *
 * @throws AkariError `invalid-data` where a cell is none, or can be read in two ways and nothing decides
 */
export function readNumbers(scan: ColumnScan, decimals: TableDecimals, table: string): NumberReading {
  requireAll(scan, "number", table);
  const named = [...scan.units.keys()].filter((unit) => unit !== "");
  if (named.length > 1 || (named[0] === "%" && scan.units.size > 1))
    throw unitProblem(scan, table, scan.name);
  const [unit = ""] = named;
  const { name, decimals: own, marked, codes } = scan;
  const { decimal, why } = decimals.of(own);
  const either = [own.eitherComma, own.eitherPoint].find((cell) => cell !== undefined);
  if (decimal === undefined && either !== undefined) {
    const number = readNumber(either.text);
    if (number !== undefined) throw undecided(table, name, either, number, own);
  }
  const isSaid = decimal === "comma" || why === "default";
  const open = own.eitherComma ?? (isSaid ? own.eitherPoint : undefined);
  const shown = open ?? own.comma ?? marked;
  const reasons = [
    ...(open === undefined ? [] : [DECIDED_BY[why]]),
    ...(unit === "" || isCurrency(unit) ? [] : [`in ${unit}`]),
    ...(codes.long === undefined ? [] : [`${quoted(codes.long.text)} and its like are rounded to 16 digits`]),
  ];
  if (shown === undefined && reasons.length === 0) return { decimal, unit };
  const number = shown === undefined ? undefined : readNumber(shown.text);
  const is =
    shown === undefined || number === undefined
      ? []
      : [`${quoted(shown.text)} is ${numberValue(number, decimal)}`];
  return { decimal, unit, note: `${name} (${[...is, ...reasons].join(", ")})` };
}

/** What speaks for codes, of the first cell that does: `"007" in row 2 begins with 0`. */
export function codeText({ codes }: ColumnScan): string {
  const { zero, exponent, long } = codes;
  if (long !== undefined) return `${quoted(long.text)} has more digits than a number keeps`;
  if (zero !== undefined) return `${quoted(zero.text)} begins with 0`;
  return `${quoted(exponent?.text ?? "")} is no way to write a number`;
}

/** Four fifths of the cells. */
const isMost = (count: number, { present }: ColumnScan): boolean => count >= 0.8 * present;
/** So many different texts of two numbers each, `18-25`, are categories. */
const MOST_RANGES = 20;

/**
 * What to beware of in a column that is not read as numbers or dates, but looks like them.
 *
 * @param as what becomes of it: "read as a category"
 */
export function nearlyNumbers(scan: ColumnScan, table: string, as: string): string | undefined {
  const { name, near, units, counts, texts } = scan;
  const numbers = numbersIn(scan);
  if (holdsCodes(scan)) return undefined;
  const sentence = (looks: string, { text, line }: CellAt, why: string, todo: string): string =>
    `${name} looks like ${looks}, but ${quoted(text)} (${rowCalled(table, line)}) ${why}: it is ${as}. ${todo}, or, if they ` +
    `are none, say --column ${name}=category.`;
  if (isMost(numbers + (near.number?.count ?? 0), scan)) {
    const names = [...units.keys()];
    // Single letters are floors and classes, 5A and 5B, unless all of them count thousands and the like.
    const areMagnitudes = names.every((unit) => unit === "" || isMagnitude(unit));
    const named = names.filter(
      (unit) => unit.length > 1 || /[%°]/.test(unit) || isCurrency(unit) || (areMagnitudes && unit !== ""),
    );
    const other = named.length > 0 && units.size > 1 ? [...units.values()][1].first : undefined;
    const odd = near.number ?? other;
    if (odd === undefined) return undefined;
    const why =
      near.number === undefined ? "has another unit than cells before it" : "is none that can be read";
    return sentence("numbers", odd, why, "Write all cells as numbers");
  }
  if (near.date !== undefined && isMost(counts.date + near.date.count, scan)) {
    const why = "can be read in two ways, or in none";
    return sentence("dates", near.date, why, "Write all cells as in 2024-01-31");
  }
  if (near.time !== undefined && isMost(near.time.count, scan))
    return sentence(
      "times",
      near.time,
      "is none that can be read",
      "Write all cells as numbers, of minutes or the like",
    );
  if (near.pair !== undefined && isMost(numbers + near.pair.count, scan)) {
    if (texts !== undefined && texts.length <= MOST_RANGES) return undefined;
    return sentence("numbers", near.pair, "is two of them", "Write them into columns of their own");
  }
  return wordsAmongNumbers(scan, table, as);
}

function wordsAmongNumbers(scan: ColumnScan, table: string, as: string): string | undefined {
  const { name, words, present, first, missing } = scan;
  const { word, dash } = first;
  if (word === undefined || numbersIn(scan) < present / 2 || words.size > MOST_WORDS) return undefined;
  const found = [...words.keys()];
  // What is told takes the place of what is missing without being told.
  const texts = [...found, ...missing.keys(), ...(dash === undefined ? [] : [dash.text])].join(",");
  return (
    `${name} looks like numbers, but ${found.map(quoted).join(", ")} (first in ${rowCalled(table, word.line)}) ` +
    `${found.length === 1 ? "stands" : "stand"} among them: it is ${as}. If that says that a number is missing, say ` +
    `--missing ${/^[\w.,/-]+$/.test(texts) ? texts : quoted(texts)}.`
  );
}
