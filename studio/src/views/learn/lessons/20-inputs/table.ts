/**
 * @file A table of days at a stand that sells ice cream, made up from the seed: which columns it has, and on which days it was busy.
 */

import { dataset } from "akari";
import type { Phrase } from "../../../../i18n/language.svelte";
import { spread } from "../../../../kit/seeded";
import { drawnBy } from "../../drawn";
import type { Parts } from "../../training/sounds";
import { COLUMN_NAMES, PLACES, WEEKDAYS } from "./words";

export type Column =
  | { readonly kind: "number"; readonly name: Phrase }
  | { readonly kind: "yesNo"; readonly name: Phrase }
  | { readonly kind: "category"; readonly name: Phrase; readonly values: readonly Phrase[] };

export interface Row {
  /** In the order of the columns: a number, 0 or 1, or a category's place in its list. */
  readonly cells: readonly number[];
  readonly busy: 0 | 1;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** With a prime number of them held out no two accuracies are the same: there are 200 pictures, and 36 sounds. */
const ROWS = 411;
/** The others are held out. */
const LEARNED = 200;

export const tableOf = drawnBy((random): Table => {
  const isLikely = (chance: number): boolean => random() < chance;
  const columns: Column[] = [{ kind: "number", name: COLUMN_NAMES.temperature }];
  if (isLikely(0.5)) columns.push({ kind: "number", name: COLUMN_NAMES.wind });
  if (isLikely(0.5)) columns.push({ kind: "yesNo", name: COLUMN_NAMES.rain });
  if (isLikely(0.5)) columns.push({ kind: "yesNo", name: COLUMN_NAMES.holiday });
  const category = isLikely(0.6)
    ? ({ kind: "category", name: COLUMN_NAMES.weekday, values: WEEKDAYS } as const)
    : ({ kind: "category", name: COLUMN_NAMES.place, values: PLACES } as const);
  columns.push(category);
  // Every other one is good for business: no order of numbers says so.
  const good = isLikely(0.5) ? 0 : 1;
  const rows = Array.from({ length: ROWS }, () => drawRow(random, columns, good));
  return { columns, rows };
});

function drawRow(random: () => number, columns: readonly Column[], good: number): Row {
  const cells = columns.map((column) => {
    if (column.kind === "category") return Math.floor(random() * column.values.length);
    if (column.kind === "yesNo") return Number(random() < 0.35);
    return Math.round(column.name === COLUMN_NAMES.wind ? 3 + 3 * random() : 22 + 5 * spread(random));
  });
  const [temperature] = cells;
  const category = cells[cells.length - 1];
  const draw = 1.8 * (category % 2 === good ? 1 : -1) + (temperature - 22) / 5 + 0.55 * spread(random);
  return { cells, busy: draw > 0 ? 1 : 0 };
}

/** How many inputs a column takes where each category has one of its own. */
export const inputsOf = (column: Column): number => (column.kind === "category" ? column.values.length : 1);

/** The table as numbers. @param ownInputs whether each category gets an input of its own, or all of them one number */
export function tableParts({ columns, rows }: Table, ownInputs: boolean): Parts {
  const learned = rows.slice(0, LEARNED);
  const scaled = columns.map((column, c) => {
    const all = learned.map(({ cells }) => cells[c]);
    const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
    const deviation = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length);
    return (cell: number): number[] => {
      if (column.kind === "category" && ownInputs) return column.values.map((_, i) => Number(i === cell));
      return column.kind === "yesNo" ? [cell] : [(cell - mean) / deviation];
    };
  });
  const part = (some: readonly Row[]) =>
    dataset(
      some.map(({ cells }) => cells.flatMap((cell, c) => scaled[c](cell))),
      some.map(({ busy }) => busy),
      { labels: ["quiet", "busy"], name: "The table" },
    );
  return { train: part(learned), held: part(rows.slice(LEARNED)) };
}
