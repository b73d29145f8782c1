/**
 * @file How a table begins: what separates its cells, commas, semicolons or tabs, and above its rows lines that are
 * none of them, such as Excel's `sep=;`, comments and titles. What is not surely one of these is left to be the
 * columns' names, or refused.
 */

import { AkariError } from "../../error.js";
import { quoted, rowCalled } from "./problem.js";
import { splitRows } from "./split-rows.js";

/** Where a table begins. */
export interface TableOpening {
  readonly separator: Separator;
  /** What is passed over: so many characters, which are so many lines. */
  readonly characters: number;
  readonly lines: number;
  /** What was decided, a sentence each. */
  readonly notes: readonly string[];
}

/** So much of a text is looked at. */
export const OPENING_SAMPLE = 2 ** 16;
/** And so many rows. */
const ROWS = 100;
/** So many of the rows below the columns' names have as many cells. */
const ALIKE = 0.9;

/** A row of the sample. */
interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

const SEPARATOR_LINE = /^\s*"?sep=(\\t|[^"])"?[,;\t|]*[ \t]*$/i;
const NAMES: Readonly<Record<Separator, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};

/**
 * @param text the table's beginning, with \n between rows
 * @throws AkariError `invalid-data` where it cannot be told where the columns' names are
 */
export function findOpening(text: string, table: string): TableOpening {
  const [first] = text.split("\n", 1);
  const declared = SEPARATOR_LINE.exec(first)?.[1];
  const start: Above = {
    text,
    table,
    lines: declared === undefined ? 0 : 1,
    notes: [],
    ...(declared === undefined ? {} : { declared: requireSeparator(declared, table) }),
  };
  if (start.declared !== undefined) {
    start.notes.push(`Row 1 says that ${NAMES[start.declared]} separate the cells (${first.trim()}).`);
  }
  const isHeader = passComments(start);
  const separator = start.declared ?? detectSeparator(below(start));
  return isHeader ? opening(start, separator) : passTitles(start, separator);
}

/** What is known to stand above the columns' names. */
interface Above {
  readonly text: string;
  readonly table: string;
  lines: number;
  readonly notes: string[];
  readonly declared?: Separator;
}

/** The text behind the lines that are passed over. */
const below = ({ text, lines }: Above): string => text.slice(startOfLine(text, lines));

function startOfLine(text: string, lines: number): number {
  let at = 0;
  for (let i = 0; i < lines; i++) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at;
}

const opening = ({ text, lines, notes }: Above, separator: Separator): TableOpening => ({
  separator,
  characters: startOfLine(text, lines),
  lines,
  notes,
});

function requireSeparator(declared: string, table: string): Separator {
  const separator = declared === "\\t" ? "\t" : declared;
  if (Object.hasOwn(NAMES, separator)) return separator as Separator;
  throw new AkariError(
    "invalid-data",
    `${rowCalled(table, 1)} says that ${quoted(declared)} separates the cells. Only commas, semicolons, tabs and bars are ` +
      "read: save the table with one of these.",
  );
}

const COMMENT = /^\s*"?#/;

/**
 * Passes over lines that begin with #. The last of them holds the columns' names where it has as many cells as the rows
 * below, unless the first of these does.
 *
 * @returns whether it does
 */
function passComments(above: Above): boolean {
  const first = above.lines;
  const lines = below(above).split("\n");
  const marked: number[] = [];
  let end = 0;
  for (; end < lines.length; end++) {
    if (COMMENT.test(lines[end])) marked.push(end);
    else if (lines[end].trim() !== "") break;
  }
  const rest = lines.slice(end).join("\n");
  const last = marked.at(-1);
  if (last === undefined || rest.trim() === "") return false;
  const separator = above.declared ?? detectSeparator(rest);
  const rows = rowsOf(rest, separator, 1);
  const names = rowsOf(lines[last], separator, 1)[0]?.cells ?? [];
  const isHeader = names.length === usualWidth(rows) && !isHeaderOf(rows, 0);
  if (isHeader && !rows[0].cells.some(hasNumber) && /^\s*"?#\s/.test(lines[last])) {
    throw new AkariError(
      "invalid-data",
      `${rowCalled(above.table, first + last + 1)} may be a comment or the columns' names: it begins with # and has ` +
        "as many cells as the rows below. Delete it, or its #.",
    );
  }
  const comments = isHeader ? marked.slice(0, -1) : marked;
  above.lines = first + (isHeader ? last : end);
  if (comments.length > 0) {
    const shown = comments.length === 1 ? "a comment" : `${comments.length} comments`;
    above.notes.push(
      `Passed over: ${shown} above the columns' names, ${quoted(lines[comments[0]].trim())}` +
        `${comments.length > 1 ? " and so on" : ""}.`,
    );
  }
  return isHeader;
}

/**
 * Passes over titles: lines of one cell above a row that is surely the columns' names.
 *
 * @throws AkariError `invalid-data` where other lines stand above what looks like these
 */
function passTitles(above: Above, found: Separator): TableOpening {
  const plain = opening(above, found);
  const { table, lines, declared } = above;
  const text = below(above);
  const [first, ...others] = rowsOf(text, found, lines + 1);
  if (first === undefined) return plain;
  if (declared !== undefined && !text.includes(declared) && text.includes(detectSeparator(text))) {
    throw new AkariError(
      "invalid-data",
      `${rowCalled(table, 1)} says that ${NAMES[declared]} separate the cells, and there are none below it. Correct or delete it.`,
    );
  }
  const alike = others.filter(({ cells }) => cells.length === first.cells.length).length;
  if (filled(first) > 1 && alike * 2 >= others.length) return plain;
  for (const separator of declared === undefined ? SEPARATORS : [declared]) {
    const rows = rowsOf(text, separator, lines + 1);
    const width = usualWidth(rows);
    const at = rows.findIndex((row) => row.cells.length === width && filled(row) >= Math.max(2, width - 1));
    const under = rows.slice(at + 1).filter(({ cells }) => cells.length === width).length;
    if (at < 1 || width < 2 || under < ALIKE * (rows.length - at - 1)) continue;
    const titles = rows.slice(0, at);
    const areTitles = titles.every((row) => filled(row) <= 1);
    const isHeader = isHeaderOf(rows, at);
    const { line, cells } = rows[at];
    if (cells.some(hasNumber) || (!areTitles && !isHeader)) continue;
    const names = quoted(cells.join(separator));
    if (!isHeader) {
      throw new AkariError(
        "invalid-data",
        `${rowCalled(table, first.line)} is no row of the table, whose rows have ${width} cells. The columns' names ` +
          `seem to be in row ${line}, ${names}: delete what stands above it.`,
      );
    }
    if (!areTitles) {
      throw new AkariError(
        "invalid-data",
        `${rowCalled(table, first.line)} has ${first.cells.length} cells, and the rows below have ${width}. The ` +
          `columns' names seem to be in row ${line}, ${names}: delete what stands above it.`,
      );
    }
    above.lines = line - 1;
    above.notes.push(
      `Passed over: ${quoted(titles.map(({ cells }) => cells.join(" ").trim()).find((title) => title !== "") ?? "")}, ` +
        `above the columns' names in row ${line}.`,
    );
    return opening(above, separator);
  }
  return plain;
}

/** The rows of a text that are not empty. @param line of the first */
function rowsOf(text: string, separator: Separator, line: number): Row[] {
  const { rows: data } = splitRows(text, separator, false, ROWS);
  const rows: Row[] = [];
  let at = line;
  for (const cells of data) {
    if (cells.length > 1 || cells[0].trim() !== "") rows.push({ cells, line: at });
    at += 1 + lineEnds(cells);
  }
  // The sample may end within it.
  return text.length >= OPENING_SAMPLE / 2 && rows.length > 1 && data.length < ROWS
    ? rows.slice(0, -1)
    : rows;
}

/** How often a row's cells break their line. */
export function lineEnds(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) count++;
  }
  return count;
}

const filled = ({ cells }: Row): number => cells.filter((cell) => cell.trim() !== "").length;

/** How many cells most rows have. */
function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

/** Whether a cell may be a number or a date: it has a digit and no letter but an exponent's. */
const hasNumber = (cell: string): boolean =>
  /\d/.test(cell) && !/\p{L}/u.test(cell.replace(/(?<=\d)e(?=[-+\d])/i, ""));

/** What may stand for a missing number. */
const NOTHING = /^([^\p{L}\d]*|n\/?a|nan|null|none)$/iu;

/** Whether a row surely holds names: it has none but texts, and in some column all cells below are numbers. */
function isHeaderOf(rows: readonly Row[], at: number): boolean {
  const { cells } = rows[at];
  const under = rows.slice(at + 1).filter((row) => row.cells.length === cells.length);
  if (under.length === 0 || cells.some(hasNumber)) return false;
  return cells.some((name, c) => {
    const present = under.map((row) => row.cells[c].trim()).filter((cell) => !NOTHING.test(cell));
    return name.trim() !== "" && present.length > 0 && present.every(hasNumber);
  });
}

/** Bars are taken where a first line says so. */
export type Separator = "," | ";" | "\t" | "|";

/** Those that are found out. */
export const SEPARATORS: readonly Separator[] = ["\t", ";", ","];
/** How many rows are looked at. */
const SEPARATOR_ROWS = 50;

/**
 * The separator that divides most rows as it divides the first; of several, that with the most cells. A comma where
 * none divides anything.
 *
 * @param text the beginning of the table, with \n between rows
 */
export function detectSeparator(text: string): Separator {
  let best: { separator: Separator; share: number; cells: number } | undefined;
  for (const separator of SEPARATORS) {
    const [first, ...others] = countSeparators(text, separator);
    if (!first) continue;
    const alike = others.filter((count) => count === first).length;
    const share = others.length === 0 ? 1 : alike / others.length;
    if (best === undefined || share > best.share || (share === best.share && first > best.cells)) {
      best = { separator, share, cells: first };
    }
  }
  return best?.separator ?? ",";
}

/** What a quoted cell may stand behind, whichever of them separates cells. */
const BEFORE_QUOTES: ReadonlySet<string> = new Set<Separator>([...SEPARATORS, "|"]);

/** How many separators stand outside of quotes in each of the first rows that are not empty. */
function countSeparators(text: string, separator: Separator): number[] {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  let isStart = true;
  let isEmpty = true;
  for (let i = 0; i < text.length && counts.length < SEPARATOR_ROWS; i++) {
    const c = text[i];
    if (c === '"' && (isQuoted || isStart)) isQuoted = !isQuoted;
    else if (!isQuoted && c === "\n") {
      if (!isEmpty) counts.push(count);
      count = 0;
      isStart = true;
      isEmpty = true;
      continue;
    } else if (!isQuoted && BEFORE_QUOTES.has(c)) {
      if (c === separator) count++;
      isStart = true;
      isEmpty = false;
      continue;
    }
    isStart = false;
    isEmpty = false;
  }
  // The last row may be cut off by the sample's end.
  if (counts.length === 0) counts.push(count);
  return counts;
}
