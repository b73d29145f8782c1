/**
 * @file Categories that no row had that a model learned from: they have an input of their own, which training has never
 * seen at 1, so what is predicted of them is a guess.
 */

import type { TablePreprocessing } from "../../model/preprocessing.js";
import { counted, joinNames } from "../names.js";
import { quoted } from "./problem.js";
import { lookOf } from "./values.js";

/** What a column holds that training never saw. */
export interface UnseenCategories {
  readonly column: string;
  /** In how many rows. */
  readonly rows: number;
  /** The first few of the texts. */
  readonly texts: readonly string[];
}

const MOST_TEXTS = 5;

/** Counts them as they come. */
export class UnseenTally {
  readonly #columns = new Map<string, { rows: number; texts: Set<string> }>();

  add(column: string, text: string): void {
    let found = this.#columns.get(column);
    if (found === undefined) {
      found = { rows: 0, texts: new Set() };
      this.#columns.set(column, found);
    }
    found.rows++;
    if (found.texts.size < MOST_TEXTS) found.texts.add(text);
  }

  /** Adds what was counted elsewhere. */
  merge(others: readonly UnseenCategories[]): void {
    for (const { column, rows, texts } of others) {
      for (const text of texts) this.add(column, text);
      const found = this.#columns.get(column);
      if (found !== undefined) found.rows += rows - texts.length;
    }
  }

  get found(): UnseenCategories[] {
    return [...this.#columns].map(([column, { rows, texts }]) => ({ column, rows, texts: [...texts] }));
  }
}

/** A warning for each column: how many rows, the first texts, and the known ones that look like them. */
export function unseenWarnings(
  unseen: readonly UnseenCategories[],
  { columns }: TablePreprocessing,
  table: string,
): string[] {
  return unseen.map(({ column, rows, texts }) => {
    const described = columns.find(({ name }) => name === column);
    const known = described !== undefined && "values" in described ? described.values : [];
    const alike = texts.flatMap((text) => {
      const value = known.find((one) => lookOf(one) === lookOf(text));
      return value === undefined ? [] : [`${quoted(text)} looks like ${quoted(value)}`];
    });
    const hint = alike.length === 0 ? "" : ` But ${joinNames(alike)}: are they the same?`;
    return (
      `${table}, column ${column}: ${counted(rows, "row")} ${rows === 1 ? "has" : "have"} what training never saw ` +
      `(${texts.map(quoted).join(", ")}${texts.length === MOST_TEXTS ? ", …" : ""}), so what is predicted there is a guess.${hint}`
    );
  });
}

/**
 * The columns whose category training never saw, as a row's inputs tell.
 *
 * @param inputs `[inputs]` from `start`, as the row was encoded
 */
export function unseenColumns(
  { columns }: TablePreprocessing,
  inputs: ArrayLike<number>,
  start = 0,
): string[] {
  const unseen: string[] = [];
  let at = start;
  for (const column of columns) {
    const width = column.kind === "category" ? column.values.length + 1 : 1;
    at += width + (column.missing.indicator ? 1 : 0);
    if (column.kind !== "category") continue;
    const isMissing = column.missing.indicator && inputs[at - 1] === 1;
    const other = inputs[at - 1 - (column.missing.indicator ? 1 : 0)];
    if (other === 1 && !isMissing) unseen.push(column.name);
  }
  return unseen;
}
