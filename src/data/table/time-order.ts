/**
 * @file Whether rows stand in the order of time: then parts that are dealt at random have neighbours in time, and a
 * score says little of what comes later.
 */

import { parseDate } from "./cells.js";

/** A column whose times rise or fall from row to row. */
export interface TimeOrder {
  readonly column: string;
  readonly direction: "rises" | "falls";
  /** Whether its dates can be read in one way only, so that the table can be split by them. */
  readonly isClear: boolean;
}

/** What columns of numbers are called that are times. */
const TIME_NAME =
  /(^|[^a-z])(time|times|timestamp|date|datetime|epoch|year|month|week|day|ts)($|[^a-z])|[a-z](Time|Date|Year|Timestamp)$|日時|日付|時刻|年月|^年$|年度/;
const isTimeName = (name: string): boolean => TIME_NAME.test(name) || TIME_NAME.test(name.toLowerCase());

const NUMBER = /^\d+(\.\d+)?$/;
/** Of the day or of the month first. */
const UNCLEAR_DATE = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b\s*(.*)$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?$/i;

/** Fewer changes may rise or fall by chance. */
const FEWEST_CHANGES = 4;
/** So many of the changes go one way: some rows may be out of place, or one series may follow another. */
const NEARLY_ALL = 0.95;

/** So many cells are no times before a column is known to have none. */
const MOST_OTHERS = 20;

/** Follows the cells of a column. Shown what is no time, it soon looks no further. */
export class RowOrder {
  readonly #name: string;
  readonly #readings: Reading[];
  #isOpen = true;
  #last = "";
  #others = 0;

  constructor(name: string) {
    this.#name = name;
    this.#readings = [
      { read: parseDate, isClear: true },
      ...(isTimeName(name)
        ? [{ read: (text: string) => (NUMBER.test(text) ? Number(text) : Number.NaN), isClear: true }]
        : []),
      { read: (text: string) => unclearDate(text, 0), isClear: false },
      { read: (text: string) => unclearDate(text, 1), isClear: false },
    ].map((reading) => ({ ...reading, last: Number.NaN, rises: 0, falls: 0 }));
  }

  /** @param text without spaces around it */
  add(text: string): void {
    if (text === "" || text === this.#last || this.#readings.length === 0) return;
    const [clear] = this.#readings;
    if (!this.#isOpen && clear.read === parseDate && isIsoLike(text, this.#last)) {
      if (text > this.#last) clear.rises++;
      else clear.falls++;
      this.#last = text;
      clear.last = Number.NaN;
      return;
    }
    for (const reading of this.#readings) {
      // After dates that were compared as texts.
      if (!this.#isOpen && Number.isNaN(reading.last)) reading.last = reading.read(this.#last);
      const time = reading.read(text);
      if (time > reading.last) reading.rises++;
      else if (time < reading.last) reading.falls++;
      if (!Number.isNaN(time)) reading.last = time;
    }
    this.#last = text;
    if (!this.#isOpen) return;
    const times = this.#readings.filter(({ last }) => !Number.isNaN(last));
    if (times.length === 0 && ++this.#others < MOST_OTHERS) return;
    this.#isOpen = false;
    this.#readings.splice(0, this.#readings.length, ...times);
  }

  /** Nothing where its times are in no order, or it has none. */
  get order(): TimeOrder | undefined {
    for (const { rises, falls, isClear } of this.#readings) {
      const changes = rises + falls;
      if (changes < FEWEST_CHANGES || Math.max(rises, falls) < NEARLY_ALL * changes) continue;
      return { column: this.#name, direction: rises > falls ? "rises" : "falls", isClear };
    }
    return undefined;
  }
}

/** Whether two texts are dates whose characters are in the order of time: 2024-01-31, with or without a clock's time. */
const isIsoLike = (a: string, b: string): boolean =>
  a.length === b.length && a[4] === "-" && b[4] === "-" && a[7] === "-" && b[7] === "-";

interface Reading {
  /** NaN for what is no time. */
  readonly read: (text: string) => number;
  readonly isClear: boolean;
  last: number;
  rises: number;
  falls: number;
}

/** A number that rises with the date, of which the month is the first or the second number. */
function unclearDate(text: string, monthAt: 0 | 1): number {
  const [, first, second, year, rest = ""] = UNCLEAR_DATE.exec(text) ?? [];
  const [month, day] = monthAt === 0 ? [Number(first), Number(second)] : [Number(second), Number(first)];
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  const [, hours = "0", minutes = "0", seconds = "0", half = ""] = CLOCK.exec(rest) ?? [];
  const hour = half === "" ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  const days = (Number(year) * 12 + month) * 31 + day;
  return days + (hour * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
}

/** What to beware of where rows stand in the order of time and are dealt at random. */
export function timeOrderWarning({ column, direction, isClear }: TimeOrder): string {
  const remedy = isClear
    ? "To be tested on the latest rows, split by time: --split time" +
      (/^[\w.-]+$/.test(column) ? `=${column}.` : ` (=${column}).`)
    : "To split by time, write its dates as 2024-01-31.";
  return (
    `${column} ${direction} from row to row: dealt at random, a row to test on stands between rows that were learned ` +
    `from, so scores come out too good for what comes later. ${remedy}`
  );
}
