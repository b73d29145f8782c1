/**
 * @file Deals examples out to parts: to learn from, to validate on, to be tested by, or to folds. At random, but every
 * class, and small and large values, in the same proportion in all parts, and rows of a group together; or by time. A
 * function of the examples and the seed.
 */

import { AkariError } from "../error.js";
import { permutation, type RandomGenerator, randomGenerator } from "../model/random.js";
import type { Examples, Task } from "./examples.js";
import { isFrom, requireTimes, type TimeCut, timeCuts, tooFewTimes, windowCuts } from "./time-split.js";
import { counted } from "./wording.js";

/** What dealing needs to know of examples. */
export type Divisible = Pick<Examples, "name" | "rows" | "task" | "groups" | "times">;

/** How rows are dealt to parts: at random, or the latest to be tested on. */
export type SplitBy = "random" | "time";

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
  /**
   * `time`: no row to test on is earlier than any other row, and none to validate on than any to learn from. The examples
   * need `times` for it; rows of the same time are not divided, so the shares are met as closely as that allows, and the
   * seed plays no part. `random` when left out.
   */
  readonly by?: SplitBy;
}

/**
 * @throws AkariError `invalid-data` where a part that is wanted would be empty, `invalid-argument` where rows without
 * times, or in groups, are to be split by time
 * @example
 * ```ts
 * const sales = await readTable("sales.csv", { time: "date" });
 * const { training, test } = splitExamples(sales, { test: 0.2, validation: 0, seed: 1, by: "time" });
 * ```
 */
export function splitExamples(examples: Divisible, options: SplitOptions): Parts {
  const { test, validation, seed, by } = options;
  if (by === "time") return splitByTime(examples, options);
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

function splitByTime(examples: Divisible, shares: SplitOptions): Parts {
  const times = requireTimes(examples);
  const cuts = timeCuts(times, shares);
  if (cuts === undefined || times.length === 0) throw tooFewTimes(examples.name);
  const { validation, test } = cuts;
  const isIn = (cut: TimeCut | undefined, row: number): boolean =>
    cut !== undefined && isFrom(times[row], cut);
  return {
    training: rowsThat(times.length, (row) => !isIn(validation ?? test, row)),
    validation: rowsThat(times.length, (row) => isIn(validation, row) && !isIn(test, row)),
    test: rowsThat(times.length, (row) => isIn(test, row)),
  };
}

const rowsThat = (rows: number, are: (row: number) => boolean): Uint32Array =>
  Uint32Array.from({ length: rows }, (_, row) => row).filter(are);

/** A row's part is a number of one byte. */
const MOST_FOLDS = 255;

/** For each fold the rows that it tests on and the rows that it learns from. */
export interface Fold {
  readonly learning: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * Divides examples into folds, of which each is the test part once: k-fold cross-validation. By time, rows are divided
 * into one window more than there are folds, each later than the one before; a fold tests on a window and learns from
 * all earlier ones.
 *
 * @param count how many, 2 to 255
 * @throws AkariError `invalid-argument` for another number, `invalid-data` where there are fewer rows, groups or times
 * than folds
 */
export function foldExamples(
  examples: Divisible,
  count: number,
  seed: number,
  by: SplitBy = "random",
): Fold[] {
  if (!(Number.isSafeInteger(count) && count >= 2 && count <= MOST_FOLDS)) {
    throw new AkariError(
      "invalid-argument",
      `The number of folds must be from 2 to ${MOST_FOLDS}, not ${count}.`,
    );
  }
  if (by === "time") return foldByTime(examples, count);
  const shares = Array.from({ length: count }, () => 1 / count);
  const folds = deal(examples, shares, randomGenerator(seed, "folds"));
  if (folds.some((fold) => fold.length === 0)) {
    throw tooFew(`${describe(examples)} cannot be divided into ${count} folds. Take fewer folds.`);
  }
  return folds.map((test) => ({ test, learning: rowsWithout(test, examples.rows) }));
}

function foldByTime(examples: Divisible, count: number): Fold[] {
  const times = requireTimes(examples);
  const cuts = windowCuts(times, count);
  if (cuts === undefined) throw tooFewTimes(examples.name);
  return cuts.map((cut, i) => {
    const next = cuts.at(i + 1);
    return {
      learning: rowsThat(times.length, (row) => !isFrom(times[row], cut)),
      test: rowsThat(
        times.length,
        (row) => isFrom(times[row], cut) && (next === undefined || !isFrom(times[row], next)),
      ),
    };
  });
}

/** All other rows, in order. @param left in order */
function rowsWithout(left: Uint32Array, rows: number): Uint32Array {
  let passed = 0;
  return Uint32Array.from({ length: rows }, (_, row) => row).filter((row) => {
    if (left[passed] !== row) return true;
    passed++;
    return false;
  });
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
function dealRows({ rows, task }: Divisible, shares: readonly number[], random: RandomGenerator): Uint8Array {
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
  { rows, task, groups = new Uint32Array(rows) }: Divisible,
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

function describe({ name, rows, groups }: Divisible): string {
  const count = counted(rows, "row");
  return groups === undefined ? `${name}'s ${count}` : `${name}'s ${count} in ${new Set(groups).size} groups`;
}

const tooFew = (message: string): AkariError => new AkariError("invalid-data", message);
