/**
 * @file What the cells of a column look like, gathered in one pass over a table with bounded memory.
 */

import { type CellKind, type MissingTexts, readCell } from "./cells.js";
import { DecimalEvidence, numberValue } from "./decimal.js";
import { type CodeReason, type Decimal, type NearKind, type NumberText, nearKind } from "./number-text.js";
import type { CellAt } from "./problem.js";

/** The most different texts that a column's scan keeps: more are no categories. */
export const MOST_TEXTS = 1000;
/** How many characters of them. */
const MOST_CHARACTERS = 2 ** 18;
/** More units than these are no units. */
const MOST_UNITS = 5;

/** So many different words among numbers may say that a number is missing. */
export const MOST_WORDS = 8;

interface Seen {
  readonly kind: CellKind;
  readonly number: NumberText | undefined;
  /** What a word looks like. */
  readonly near: NearKind | undefined;
}

/** What the numbers of a column are like, if they are read with a mark before decimals. */
interface Sequence {
  /** Whether all numbers so far are whole. */
  whole: boolean;
  /** Whether each number so far is larger than the one before. */
  increasing: boolean;
  last: number;
}

/** Shows a column's cells to {@link add}, then ask. */
export class ColumnScan {
  readonly name: string;
  readonly counts: Record<CellKind, number> = {
    missing: 0,
    dash: 0,
    number: 0,
    infinite: 0,
    date: 0,
    word: 0,
  };
  readonly first: Partial<Record<CellKind, CellAt>> = {};
  /** How decimals are marked, as far as the cells tell. */
  readonly decimals = new DecimalEvidence();
  /** The units that numbers have, `""` among them for those without: how many cells, and the first. */
  readonly units = new Map<string, { count: number; readonly first: CellAt }>();
  /** The first number with more to it than digits, sign, point and exponent. */
  marked: CellAt | undefined;
  /** The first numbers that are more likely codes, by what speaks for it. */
  readonly codes: Partial<Record<CodeReason, CellAt>> = {};
  /** Whether all numbers could be codes: digits alone. */
  isCodeLike = true;
  /** The first few different words, and how many cells each has. */
  readonly words = new Map<string, number>();
  /** The first word that looks like a number, a time or a date, and how many do. */
  readonly near: Partial<Record<NearKind, CellAt & { count: number }>> = {};
  /** The texts other than empty ones that were taken for missing, and in how many cells. */
  readonly missing = new Map<string, number>();
  readonly #missing: MissingTexts;
  readonly #point: Sequence = { whole: true, increasing: true, last: Number.NEGATIVE_INFINITY };
  readonly #comma: Sequence = { whole: true, increasing: true, last: Number.NEGATIVE_INFINITY };
  #texts: Map<string, Seen> | undefined = new Map();
  #characters = 0;

  constructor(name: string, missing: MissingTexts) {
    this.name = name;
    this.#missing = missing;
  }

  /** @param text without spaces around it */
  add(text: string, line: number): void {
    const { kind, number, near } = this.#texts?.get(text) ?? this.#seeNew(text, line);
    this.counts[kind]++;
    const seen = near && this.near[near];
    if (seen !== undefined) seen.count++;
    if (kind === "word") this.#seeWord(text);
    if (kind === "missing" && text !== "") this.missing.set(text, (this.missing.get(text) ?? 0) + 1);
    if (number === undefined) return;
    const unit = this.units.get(number.unit);
    if (unit !== undefined) unit.count++;
    follow(this.#point, numberValue(number, "point") ?? Number.NaN);
    follow(this.#comma, numberValue(number, "comma") ?? Number.NaN);
  }

  /** The different texts that are not missing, each as it was met first; undefined where they are too many to keep. */
  get texts(): readonly string[] | undefined {
    if (this.#texts === undefined) return undefined;
    return [...this.#texts].filter(([, { kind }]) => kind !== "missing").map(([text]) => text);
  }

  /** How many cells hold something. */
  get present(): number {
    const { dash, number, infinite, date, word } = this.counts;
    return dash + number + infinite + date + word;
  }

  /** Whether all numbers are whole, and whether each is larger than the one before. */
  sequence(decimal: Decimal | undefined): Readonly<Pick<Sequence, "whole" | "increasing">> {
    return decimal === "comma" ? this.#comma : this.#point;
  }

  /** What one of its {@link texts} is. */
  kindOf(text: string): CellKind | undefined {
    return this.#texts?.get(text)?.kind;
  }

  /** The value of one of its {@link texts}; NaN where it is no number. */
  numberOf(text: string, decimal: Decimal | undefined): number {
    const number = this.#texts?.get(text)?.number;
    return number === undefined ? Number.NaN : (numberValue(number, decimal) ?? Number.NaN);
  }

  #seeWord(text: string): void {
    const count = this.words.get(text);
    if (count !== undefined) this.words.set(text, count + 1);
    else if (this.words.size <= MOST_WORDS) this.words.set(unshared(text), 1);
  }

  #seeNew(text: string, line: number): Seen {
    const { kind, number } = readCell(text, this.#missing);
    const at = (): CellAt => ({ line, text: unshared(text) });
    this.first[kind] ??= at();
    const near = kind === "word" ? nearKind(text) : undefined;
    if (near !== undefined) this.near[near] ??= { ...at(), count: 0 };
    if (number !== undefined) this.#seeNewNumber(number, text, at);
    const seen = { kind, number, near };
    if (this.#texts !== undefined) {
      this.#characters += text.length;
      const isFull = this.#texts.size >= MOST_TEXTS || this.#characters > MOST_CHARACTERS;
      if (isFull) this.#texts = undefined;
      else this.#texts.set(unshared(text), seen);
    }
    return seen;
  }

  #seeNewNumber(number: NumberText, text: string, at: () => CellAt): void {
    const { unit, code, isMarked, isCodeLike } = number;
    this.decimals.add(number, text, at);
    if (!this.units.has(unit) && this.units.size <= MOST_UNITS)
      this.units.set(unit, { count: 0, first: at() });
    if (isMarked) this.marked ??= at();
    if (code !== undefined) this.codes[code] ??= at();
    if (!isCodeLike) this.isCodeLike = false;
  }
}

function follow(sequence: Sequence, number: number): void {
  if (number <= sequence.last) sequence.increasing = false;
  sequence.last = number;
  if (sequence.whole && !Number.isInteger(number)) sequence.whole = false;
}

/** A text of its own: a piece cut from a longer one would keep all of that in memory. */
export const unshared = (text: string): string => text.split("").join("");
