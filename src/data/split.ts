/**
 * @file Deals examples out to parts: to learn from, to validate on, to be tested by, or to folds. At random, but every
 * class in the same proportion in all parts, and rows of a group together. A function of the examples and the seed.
 */

import { AkariError } from "../error.js";
import { permutation, type RandomGenerator, randomGenerator } from "../model/random.js";
import type { Examples } from "./examples.js";

/** What dealing needs to know of examples. */
export type Divisible = Pick<Examples, "name" | "rows" | "task" | "groups">;

/** Rows of examples by what they are for, each in the examples' order. */
export interface Parts {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

export interface SplitOptions {
  /** The share of all rows to test on, 0 to below 1. */
  readonly test: number;
  /** The share of the other rows to validate on, 0 to below 1. */
  readonly validation: number;
  readonly seed: number;
}

/** @throws AkariError `invalid-data` where a part that is wanted would be empty */
export function splitExamples(examples: Divisible, { test, validation, seed }: SplitOptions): Parts {
  const learning = (1 - test) * (1 - validation);
  const shares = [learning, (1 - test) * validation, test];
  const parts = deal(examples, shares, randomGenerator(seed, "split"));
  const wanted = ["to learn from", "to validate on", "to test on"];
  parts.forEach((part, i) => {
    if (part.length > 0 || (i > 0 && shares[i] === 0)) return;
    throw tooFew(`With ${describe(examples)} none is left ${wanted[i]}. Give it more, or change the shares.`);
  });
  return { training: parts[0], validation: parts[1], test: parts[2] };
}

/** For each fold the rows that it tests on and the rows that it learns from. */
export interface Fold {
  readonly learning: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * Divides examples into folds, of which each is the test part once: k-fold cross-validation.
 *
 * @param count how many, at least 2
 * @throws AkariError `invalid-data` where there are fewer rows, or groups, than folds
 */
export function foldExamples(examples: Divisible, count: number, seed: number): Fold[] {
  const shares = Array.from({ length: count }, () => 1 / count);
  const folds = deal(examples, shares, randomGenerator(seed, "folds"));
  if (folds.some((fold) => fold.length === 0)) {
    throw tooFew(`${describe(examples)} cannot be divided into ${count} folds. Take fewer folds.`);
  }
  return folds.map((test, i) => ({
    test,
    learning: Uint32Array.from(folds.filter((_, j) => j !== i).flatMap((rows) => [...rows])).sort(),
  }));
}

/** @param shares of the rows, in all 1 */
function deal(examples: Divisible, shares: readonly number[], random: RandomGenerator): Uint32Array[] {
  const part =
    examples.groups === undefined ? dealRows(examples, shares, random) : dealGroups(examples, shares, random);
  const counts = shares.map(() => 0);
  for (const p of part) counts[p]++;
  const parts = counts.map((count) => new Uint32Array(count));
  counts.fill(0);
  part.forEach((p, row) => {
    parts[p][counts[p]++] = row;
  });
  return parts;
}

/**
 * Class by class in a random order, each row to the part that lacks most. What a class's share lacks or has too much
 * goes over to the next class, so that rounding does not always favour the same part.
 *
 * @returns each row's part
 */
function dealRows({ rows, task }: Divisible, shares: readonly number[], random: RandomGenerator): Uint8Array {
  const classes = task.kind === "classes" ? task.names.length : 1;
  const lists: number[][] = Array.from({ length: classes }, () => []);
  for (const row of permutation(rows, random))
    lists[task.kind === "classes" ? task.classes[row] : 0].push(row);
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
  { rows, task, groups = new Uint32Array(rows) }: Divisible,
  shares: readonly number[],
  random: RandomGenerator,
): Uint8Array {
  const classes = task.kind === "classes" ? task.names.length : 1;
  const classOf = (row: number): number => (task.kind === "classes" ? task.classes[row] : 0);
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

function describe({ name, rows, groups }: Divisible): string {
  const count = `${rows} ${rows === 1 ? "row" : "rows"}`;
  return groups === undefined ? `${name}'s ${count}` : `${name}'s ${count} in ${new Set(groups).size} groups`;
}

const tooFew = (message: string): AkariError => new AkariError("invalid-data", message);
