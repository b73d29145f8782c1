/**
 * @file What the text of a table's cell says: nothing, a number, a date, or words.
 */

import { numberValue } from "./decimal.js";
import { type Decimal, type NumberText, plainNumber, readNumber } from "./number-text.js";
import { normalForm, TRUTH_WORDS, trimmedText, YES_NO } from "./values.js";

/** `dash`: a lone "-" or ".", which is a missing number or date, but may be a word among words. */
export type CellKind = "missing" | "dash" | "number" | "infinite" | "date" | "word";

/** How spreadsheets, databases and statistics packages write that a value is missing: pandas' list, Excel's errors, 欠損. */
export const MISSING_TEXTS: ReadonlySet<string> = new Set([
  ...["", "NA", "N/A", "n/a", "<NA>", "#N/A", "#N/A N/A", "#NA", "NaN", "nan", "NAN", "-NaN", "-nan"],
  ...["1.#IND", "1.#QNAN", "-1.#IND", "-1.#QNAN", "None", "null", "NULL", "?", "欠損"],
  ...["#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"],
]);
/** What stands for a missing number in tables that are made to be read. */
const DASHES: ReadonlySet<string> = new Set(["-", "--", "---", "–", "—", "―", "−", "－", "ー", ".", ".."]);
const NO_TEXTS: ReadonlySet<string> = new Set();
const INFINITE = /^[+-]?(inf|infinity|∞)$/i;

/** The texts that say that a cell of a table is missing, and the empty one always. */
export class MissingTexts {
  readonly texts: ReadonlySet<string>;
  /** What says it besides of a number or a date. */
  readonly dashes: ReadonlySet<string>;
  /** Whether a person named the texts: then they are compared by their meaning, too, and no dash is among them. */
  readonly isGiven: boolean;
  readonly #meanings: ReadonlySet<string>;

  /** @param given those that its user names in place of {@link MISSING_TEXTS} */
  constructor(given?: readonly string[]) {
    this.isGiven = given !== undefined;
    this.texts = given === undefined ? MISSING_TEXTS : new Set(["", ...given.map(trimmedText)]);
    this.dashes = given === undefined ? DASHES : NO_TEXTS;
    this.#meanings = new Set(given?.map(normalForm) ?? []);
  }

  /** @param text without spaces around it */
  has(text: string): boolean {
    return this.texts.has(text) || (this.isGiven && this.#meanings.has(normalForm(text)));
  }

  /** The same, and in a column of numbers or dates a lone dash or point. */
  hasNumber(text: string): boolean {
    return this.has(text) || this.isDash(text);
  }

  isDash(text: string): boolean {
    return this.dashes.has(text);
  }
}

/** What a cell is, and the number in it. */
export interface Cell {
  readonly kind: CellKind;
  readonly number?: NumberText;
}

/** @param text without spaces around it */
export function readCell(text: string, missing: MissingTexts): Cell {
  if (missing.has(text)) return { kind: "missing" };
  if (missing.isDash(text)) return { kind: "dash" };
  const number = readNumber(text);
  if (number !== undefined) {
    const { point, comma } = number;
    return Number.isFinite(point) || Number.isFinite(comma)
      ? { kind: "number", number }
      : { kind: "infinite" };
  }
  if (INFINITE.test(text)) return { kind: "infinite" };
  return { kind: Number.isNaN(parseDate(text)) ? "word" : "date" };
}

const TIME = String.raw`(?:[T\s]\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}(?:[.,]\d{1,9})?))?\s*(?<zone>Z|[+-]\d{2}:?\d{2})?)?`;
/** Forms that can be read in one way only: not 01/02/2024, which is of January or of February. */
const DATE_TEXTS = [
  String.raw`(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2})${TIME})?)`,
  String.raw`(?<year>\d{4})/(?<month>\d{1,2})/(?<day>\d{1,2})${TIME}`,
  String.raw`(?<year>\d{4})年(?<month>\d{1,2})月(?:(?<day>\d{1,2})日${TIME})?`,
  String.raw`(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})${TIME}`,
  String.raw`(?<day>\d{1,2})[ -](?<name>[A-Za-z]{3,9})\.?[ -](?<year>\d{4})${TIME}`,
  String.raw`(?<name>[A-Za-z]{3,9})\.? (?<day>\d{1,2}), ?(?<year>\d{4})${TIME}`,
];
export const DATE_FORMS = DATE_TEXTS.map((form) => new RegExp(`^${form}$`));
/** The same as one pattern without names, for descriptions. A text of such a form may still be no day: 2024-02-31. */
export const DATE_PATTERN = DATE_TEXTS.map((form) => form.replaceAll(/\?<\w+>/g, "")).join("|");
export const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const LONGEST_DATE = 40;
export const DAY_MILLISECONDS = 86_400_000;

/**
 * The day that a cell says, counted from 1970-01-01 in UTC, with the time as its fraction; NaN where it says none.
 * Read are ISO 8601 (`2024-01-31`, `2024-01`, `2024-01-31T09:30:00+09:00`), `2024/01/31`, `2024年1月31日`,
 * `31.1.2024`, `31 Jan 2024` and `January 31, 2024`.
 *
 * @param text without spaces around it
 */
export function parseDate(text: string): number {
  if (text.length < 6 || text.length > LONGEST_DATE) return Number.NaN;
  for (const form of DATE_FORMS) {
    const parts = form.exec(text)?.groups;
    if (parts !== undefined) return dayOf(parts);
  }
  return Number.NaN;
}

function dayOf(parts: Readonly<Record<string, string | undefined>>): number {
  const year = Number(parts.year);
  const month = parts.name === undefined ? Number(parts.month) : monthCalled(parts.name);
  const day = Number(parts.day ?? 1);
  const hour = Number(parts.hour ?? 0);
  const minute = Number(parts.minute ?? 0);
  const second = Number((parts.second ?? "0").replace(",", "."));
  const start = Date.UTC(year, month - 1, day);
  const isReal = new Date(start).getUTCMonth() === month - 1 && year >= 1000 && month >= 1 && day >= 1;
  if (!isReal || hour > 24 || minute > 59 || second >= 61) return Number.NaN;
  const minutes = hour * 60 + minute - minutesAhead(parts.zone);
  return (start + minutes * 60_000 + second * 1000) / DAY_MILLISECONDS;
}

/** 1 for January or Jan; 0 for none. */
function monthCalled(name: string): number {
  const lower = name.toLowerCase();
  return MONTHS.findIndex((month) => month === lower || month.slice(0, 3) === lower) + 1;
}

/** How far a time zone's clocks are ahead of UTC: 540 for `+09:00`. */
function minutesAhead(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}

/**
 * Numbers by size, where all are; else by their characters' codes, which sorts alike everywhere. Words for no and yes
 * are in the same order however they are written.
 */
export function inOrder(
  texts: Iterable<string>,
  numberValue: (text: string) => number = plainNumber,
): string[] {
  const sorted = [...texts]
    .map((text) => ({ text, key: orderKey(text), number: numberValue(text) }))
    .sort((a, b) => compare(a.key, b.key) || compare(a.text, b.text));
  if (!sorted.some(({ number }) => Number.isNaN(number))) sorted.sort((a, b) => compare(a.number, b.number));
  return sorted.map(({ text }) => text);
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

function orderKey(text: string): string {
  const meaning = normalForm(text);
  return TRUTH_WORDS.has(meaning) ? meaning : text;
}

/**
 * What a cell of a label says that is true of its row or not: 1 for yes, true, 1 or the like, 0 for the contrary, NaN
 * for anything else.
 *
 * @param text without spaces around it
 * @param decimal what stands before decimals; undefined where each cell tells it
 */
export function labelOf(text: string, decimal: Decimal | undefined): number {
  const number = readNumber(text);
  if (number !== undefined) {
    const value = number.unit === "" ? numberValue(number, decimal) : undefined;
    return value === 0 || value === 1 ? Math.abs(value) : Number.NaN;
  }
  const meaning = normalForm(text).toLowerCase();
  // A lone "-" is as often a missing value.
  const pair = YES_NO.find((words) => words[0] !== "-" && words.includes(meaning));
  return pair === undefined ? Number.NaN : pair.indexOf(meaning);
}
