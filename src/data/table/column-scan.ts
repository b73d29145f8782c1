/**
 * @file What the cells of a column look like, gathered in one pass over a table with bounded memory.
 */

import { type CellKind, kindOfCell, parseNumber } from "./cells.js";

/** The most different texts that a column's scan keeps: more are no categories. */
export const MOST_TEXTS = 1000;
/** How many characters of them. */
const MOST_CHARACTERS = 2 ** 18;

/** A cell's row, as its line in the file, and text. */
export interface CellAt {
  readonly line: number;
  readonly text: string;
}

interface Seen {
  readonly kind: CellKind;
  readonly number: number;
}

/** Shows a column's cells to {@link see}, then ask. */
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
  /** Whether all numbers so far are whole. */
  whole = true;
  /** Whether each number so far is larger than the one before. */
  increasing = true;
  readonly #decimalComma: boolean;
  #last = Number.NEGATIVE_INFINITY;
  #texts: Map<string, Seen> | undefined = new Map();
  #characters = 0;

  constructor(name: string, decimalComma: boolean) {
    this.name = name;
    this.#decimalComma = decimalComma;
  }

  /** @param text without spaces around it */
  see(text: string, line: number): void {
    const { kind, number } = this.#texts?.get(text) ?? this.#meet(text, line);
    this.counts[kind]++;
    if (kind !== "number") return;
    if (number <= this.#last) this.increasing = false;
    this.#last = number;
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

  #meet(text: string, line: number): Seen {
    const kind = kindOfCell(text, this.#decimalComma);
    const number = kind === "number" ? parseNumber(text, this.#decimalComma) : Number.NaN;
    if (this.whole && kind === "number" && !Number.isInteger(number)) this.whole = false;
    this.first[kind] ??= { line, text: unshared(text) };
    const seen = { kind, number };
    if (this.#texts !== undefined) {
      this.#characters += text.length;
      const isFull = this.#texts.size >= MOST_TEXTS || this.#characters > MOST_CHARACTERS;
      if (isFull) this.#texts = undefined;
      else this.#texts.set(unshared(text), seen);
    }
    return seen;
  }
}

/** A text of its own: a piece cut from a longer one would keep all of that in memory. */
export const unshared = (text: string): string => text.split("").join("");
