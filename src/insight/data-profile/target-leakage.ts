/**
 * @file Columns that give the target away: each alone says what is to be predicted, as a code for the class does, or the
 * same number in another unit. A network that is given one learns nothing else, and is of no use where it is not known.
 */

import type { Task } from "../../data/examples.js";
import { type ColumnCells, cellAt } from "../../data/table/table-rows.js";

export interface LeakingColumn {
  readonly column: string;
  /** The target's name where there are several numbers. */
  readonly target?: string;
  /** The mean of every class's recall, or R², of the best guess from this column alone, 0 to 1. */
  readonly score: number;
}

/** From this score on, a column is told of. */
const SUSPICIOUS = 0.99;
/** In fewer rows, a column may tell the target by chance. */
const FEWEST_ROWS = 20;
/** More rows tell no more. */
const MOST_ROWS = 5000;

/**
 * Asks of each column alone how well it predicts: every row is guessed from the rows with the same value, itself left
 * out, or, for numbers and dates that occur once, from those with the next values below and above. A column that is the
 * only one is what there is to learn from, and not told of.
 *
 * @param rows how many there are; of very many, some spread evenly are looked at
 */
export function findLeakage(columns: readonly ColumnCells[], task: Task, rows: number): LeakingColumn[] {
  if (rows < FEWEST_ROWS || columns.length < 2) return [];
  const count = Math.min(rows, MOST_ROWS);
  const chosen = Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
  return columns.flatMap((column) => {
    const groups = groupRows(column, chosen);
    const found = { column: column.column.name };
    if (task.kind === "classes") {
      const score = classScore(groups, (row) => task.classes[row]);
      return score >= SUSPICIOUS ? [{ ...found, score }] : [];
    }
    return task.names.flatMap((target, k): LeakingColumn[] => {
      const score = valueScore(groups, (row) => task.values[row * task.names.length + k]);
      if (!(score >= SUSPICIOUS)) return [];
      return [{ ...found, score, ...(task.names.length > 1 ? { target } : {}) }];
    });
  });
}

/** Rows with the same value. */
interface Group {
  readonly rows: readonly number[];
  /** Groups with the next values, each with how much it counts; none where values have no order. */
  readonly beside: readonly (readonly [group: Group, weight: number])[];
}

function groupRows(column: ColumnCells, rows: readonly number[]): Group[] {
  const byValue = new Map<number, number[]>();
  for (const row of rows) {
    const value = cellAt(column, row);
    const group = byValue.get(value);
    if (group === undefined) byValue.set(value, [row]);
    else group.push(row);
  }
  const entries = [...byValue].map(([value, members]) => ({
    value,
    rows: members,
    beside: [] as (readonly [Group, number])[],
  }));
  if ("values" in column.column) return entries;
  const ordered = entries.filter(({ value }) => !Number.isNaN(value)).sort((a, b) => a.value - b.value);
  ordered.forEach((group, i) => {
    const [below, above] = [ordered[i - 1], ordered[i + 1]];
    const between = above !== undefined && below !== undefined ? above.value - below.value : 1;
    if (below !== undefined)
      group.beside.push([below, above === undefined ? 1 : (above.value - group.value) / between]);
    if (above !== undefined)
      group.beside.push([above, below === undefined ? 1 : (group.value - below.value) / between]);
  });
  return entries;
}

/** The mean recall of the classes that occur twice or more. */
function classScore(groups: readonly Group[], classOf: (row: number) => number): number {
  const counts = new Map(groups.map((group) => [group, countBy(group.rows, classOf)]));
  const [right, all] = [new Map<number, number>(), new Map<number, number>()];
  for (const group of groups) {
    const own = counts.get(group) ?? new Map();
    for (const row of group.rows) {
      const actual = classOf(row);
      add(all, actual, 1);
      const votes = new Map(own);
      add(votes, actual, -1);
      if (group.rows.length === 1) {
        for (const [beside, weight] of group.beside) {
          for (const [c, count] of counts.get(beside) ?? [])
            add(votes, c, (count / beside.rows.length) * weight);
        }
      }
      if (largest(votes) === actual) add(right, actual, 1);
    }
  }
  const recalls = [...all].filter(([, count]) => count > 1).map(([c, count]) => (right.get(c) ?? 0) / count);
  return recalls.length < 2 ? 0 : recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}

/** R²; what cannot be guessed is guessed as the mean. */
function valueScore(groups: readonly Group[], numberOf: (row: number) => number): number {
  const sums = new Map(
    groups.map((group) => [group, group.rows.reduce((sum, row) => sum + numberOf(row), 0)]),
  );
  const meanOf = (group: Group): number => (sums.get(group) ?? 0) / group.rows.length;
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const mean = [...sums.values()].reduce((sum, one) => sum + one, 0) / count;
  let [missed, spread] = [0, 0];
  for (const group of groups) {
    const sum = sums.get(group) ?? 0;
    for (const row of group.rows) {
      const value = numberOf(row);
      const others = group.rows.length - 1;
      const weights = group.beside.reduce((total, [, weight]) => total + weight, 0);
      const guess =
        others > 0
          ? (sum - value) / others
          : weights > 0
            ? group.beside.reduce((total, [beside, weight]) => total + meanOf(beside) * weight, 0) / weights
            : mean;
      missed += (value - guess) ** 2;
      spread += (value - mean) ** 2;
    }
  }
  return spread === 0 ? 0 : 1 - missed / spread;
}

function countBy(rows: readonly number[], classOf: (row: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) add(counts, classOf(row), 1);
  return counts;
}

const add = (counts: Map<number, number>, key: number, amount: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + amount);
};

/** The key of the largest number above 0. */
function largest(counts: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined;
  let most = 0;
  for (const [key, count] of counts) {
    if (count > most || (count === most && best !== undefined && key < best)) [best, most] = [key, count];
  }
  return best;
}
