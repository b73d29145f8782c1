/**
 * @file What the text of a table's cell says: nothing, a number, a date, or words.
 */

/** `dash`: a lone "-", which is a missing number or date, but may be a word among words. */
export type CellKind = "missing" | "dash" | "number" | "infinite" | "date" | "word";

/** How spreadsheets and statistics packages write that a value is missing. */
export const MISSING_TEXTS: ReadonlySet<string> = new Set([
  "",
  "NA",
  "N/A",
  "n/a",
  "#N/A",
  "NaN",
  "nan",
  "NAN",
  "null",
  "NULL",
  "?",
  "欠損",
]);
const INFINITE = /^[+-]?(inf|infinity|∞)$/i;

/** Whether a cell, without spaces around it, says that its value is missing. */
export const isMissing = (text: string): boolean => MISSING_TEXTS.has(text);

/**
 * The number that a cell says; NaN where it says none.
 *
 * @param text without spaces around it
 * @param decimalComma whether `1,5` is one and a half, as well as `1.5`
 */
export function parseNumber(text: string, decimalComma: boolean): number {
  if (text === "") return Number.NaN;
  let comma = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isDigit = code >= 48 && code <= 57;
    if (isDigit || code === 43 || code === 45 || code === 46 || code === 69 || code === 101) continue;
    if (code !== 44 || !decimalComma || comma) return Number.NaN;
    comma = true;
  }
  if (!comma) return Number(text);
  return text.includes(".") ? Number.NaN : Number(text.replace(",", "."));
}

/** What a cell is. @param text without spaces around it */
export function kindOfCell(text: string, decimalComma: boolean): CellKind {
  if (isMissing(text)) return "missing";
  if (text === "-") return "dash";
  const number = parseNumber(text, decimalComma);
  if (!Number.isNaN(number)) return Number.isFinite(number) ? "number" : "infinite";
  if (INFINITE.test(text)) return "infinite";
  return Number.isNaN(parseDate(text)) ? "word" : "date";
}

const TIME = String.raw`(?:[T\s]\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}(?:[.,]\d{1,9})?))?\s*(?<zone>Z|[+-]\d{2}:?\d{2})?)?`;
/** Forms that can be read in one way only: not 01/02/2024, which is of January or of February. */
const DATE_FORMS = [
  String.raw`(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2})${TIME})?)`,
  String.raw`(?<year>\d{4})/(?<month>\d{1,2})/(?<day>\d{1,2})${TIME}`,
  String.raw`(?<year>\d{4})年(?<month>\d{1,2})月(?:(?<day>\d{1,2})日${TIME})?`,
  String.raw`(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})${TIME}`,
  String.raw`(?<day>\d{1,2})[ -](?<name>[A-Za-z]{3,9})\.?[ -](?<year>\d{4})${TIME}`,
  String.raw`(?<name>[A-Za-z]{3,9})\.? (?<day>\d{1,2}), ?(?<year>\d{4})${TIME}`,
].map((form) => new RegExp(`^${form}$`));
const MONTHS = [
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

/** Words that mean no and yes, in lower case. */
const YES_NO: readonly (readonly [no: string, yes: string])[] = [
  ["no", "yes"],
  ["n", "y"],
  ["false", "true"],
  ["f", "t"],
  ["off", "on"],
  ["-", "+"],
  ["0", "1"],
  ["いいえ", "はい"],
  ["無", "有"],
  ["なし", "あり"],
  ["無し", "有り"],
  ["×", "○"],
];

/** Two texts as no and yes; undefined where they are other words. */
export function asYesNo(a: string, b: string): readonly [no: string, yes: string] | undefined {
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()];
  for (const [no, yes] of YES_NO) {
    if (lowerA === no && lowerB === yes) return [a, b];
    if (lowerA === yes && lowerB === no) return [b, a];
  }
  return undefined;
}

/**
 * What a cell of a label says that is true of its row or not: 1 for yes, true, 1 or the like, 0 for the contrary, NaN
 * for anything else.
 *
 * @param text without spaces around it
 */
export function labelOf(text: string, decimalComma: boolean): number {
  const number = parseNumber(text, decimalComma);
  if (!Number.isNaN(number)) return number === 0 || number === 1 ? number : Number.NaN;
  const lower = text.toLowerCase();
  // A lone "-" is as often a missing value.
  const pair = YES_NO.find(([no, yes]) => no !== "-" && (lower === no || lower === yes));
  return pair === undefined ? Number.NaN : Number(lower === pair[1]);
}

/** Numbers by size, where all are; else by their characters' codes, which sorts alike everywhere. */
export function inOrder(texts: Iterable<string>, decimalComma: boolean): string[] {
  const sorted = [...texts].sort();
  const numbers = sorted.map((text) => parseNumber(text, decimalComma));
  if (numbers.some(Number.isNaN)) return sorted;
  return numbers
    .map((number, i) => ({ number, text: sorted[i] }))
    .sort((a, b) => a.number - b.number)
    .map(({ text }) => text);
}
