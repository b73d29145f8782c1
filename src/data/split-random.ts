/**
 * @file Deals rows to parts at random, but every class, and small and large values, in the same proportion in all parts
 * (stratified), and rows of a group together.
 */

import { permutation, type RandomGenerator } from "../model/random.js";
import type { Examples, Task } from "./examples.js";

type Rows = Pick<Examples, "rows" | "task" | "groups">;

/**
 * @param shares of the rows, in all 1; at most 256
 * @returns each row's part, `[rows]`
 */
export function dealRows(examples: Rows, shares: readonly number[], random: RandomGenerator): Uint8Array {
  return examples.groups === undefined
    ? dealSingly(examples, shares, random)
    : dealGroups(examples, shares, random);
}

/** Values are divided by their size into so many strata, if there are enough of them. */
const MOST_STRATA = 20;
const ROWS_A_STRATUM = 10;

/** What is to have its share in every part: a row's class, or where its (first) value stands among all values. */
function strata(task: Task, rows: number): { stratum: ArrayLike<number>; count: number } {
  if (task.kind === "classes") return { stratum: task.classes, count: task.names.length };
  const count = Math.max(1, Math.min(MOST_STRATA, Math.floor(rows / ROWS_A_STRATUM)));
  const outputs = task.names.length;
  const value = (row: number): number => task.values[row * outputs];
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => value(a) - value(b) || a - b,
  );
  const stratum = new Uint8Array(rows);
  order.forEach((row, rank) => {
    stratum[row] = Math.floor((rank * count) / rows);
  });
  return { stratum, count };
}

/**
 * Class by class in a random order, each row to the part that lacks most. What a class's share lacks or has too much
 * goes over to the next class, so that rounding does not always favour the same part.
 *
 * @returns each row's part
 */
function dealSingly({ rows, task }: Rows, shares: readonly number[], random: RandomGenerator): Uint8Array {
  const { stratum, count } = strata(task, rows);
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (const row of permutation(rows, random)) lists[stratum[row]].push(row);
  const part = new Uint8Array(rows);
  const lacking = shares.map(() => 0);
  for (const list of lists) {
    shares.forEach((share, p) => {
      lacking[p] += share * list.length;
    });
    for (const row of list) {
      const p = largest(lacking);
      part[row] = p;
      lacking[p]--;
    }
  }
  return part;
}

/** Large groups first, each to the part that lacks most of its classes. @returns each row's part */
function dealGroups(
  { rows, task, groups = new Uint32Array(rows) }: Rows,
  shares: readonly number[],
  random: RandomGenerator,
): Uint8Array {
  const { stratum, count: classes } = strata(task, rows);
  const classOf = (row: number): number => stratum[row];
  const totals = new Float64Array(classes);
  const held = Array.from(
    { length: groups.reduce((most, g) => Math.max(most, g), 0) + 1 },
    () => new Map<number, number>(),
  );
  for (let row = 0; row < rows; row++) {
    totals[classOf(row)]++;
    const counts = held[groups[row]];
    counts.set(classOf(row), (counts.get(classOf(row)) ?? 0) + 1);
  }
  const size = (group: number): number => [...held[group].values()].reduce((sum, count) => sum + count, 0);
  const order = [...permutation(held.length, random)].sort((a, b) => size(b) - size(a));
  const lacking = shares.map((share) => totals.map((total) => share * total));
  const partOf = new Uint8Array(held.length);
  for (const group of order) {
    const need = lacking.map((counts) =>
      [...held[group]].reduce((sum, [c, count]) => sum + (count * counts[c]) / totals[c], 0),
    );
    const p = largest(need);
    partOf[group] = p;
    for (const [c, count] of held[group]) lacking[p][c] -= count;
  }
  return Uint8Array.from({ length: rows }, (_, row) => partOf[groups[row]]);
}

/** Where the largest number stands; the first of equal ones. */
function largest(numbers: readonly number[]): number {
  let at = 0;
  numbers.forEach((number, i) => {
    if (number > numbers[at]) at = i;
  });
  return at;
}
