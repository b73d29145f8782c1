/**
 * @file How examples become parts: to learn from, to validate on and to be tested by, or folds. A strategy says of each
 * row which part it is in: at random with every class in its proportion and groups together, by time (split-time.ts), or
 * drawn row by row where rows are too many to be looked at together. All are functions of the examples and the seed.
 */

import { AkariError, invalidArgument } from "../error.js";
import { mix, permutation, type RandomGenerator, randomGenerator } from "../model/random.js";
import type { Examples, Task } from "./examples.js";
import { counted } from "./names.js";
import {
  manyTimesCuts,
  partsByCuts,
  requireTimes,
  type TimeCuts,
  timeCuts,
  tooFewTimes,
  windowCuts,
} from "./split-time.js";

/** What splitting needs to know of examples. */
export type Divisible = Pick<Examples, "name" | "rows" | "task" | "groups" | "times">;

/** How rows are dealt to parts: at random, or the latest to be tested on. */
export type SplitBy = "random" | "time";

/** In the order of their numbers, and of time. */
export const PART_NAMES = ["training", "validation", "test"] as const;

/**
 * What rows are for.
 *
 * @useDeclaredType
 */
export type PartName = (typeof PART_NAMES)[number];

/** Rows of examples by what they are for, each in the examples' order. */
export type Parts = Readonly<Record<PartName, Uint32Array>>;

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
  if (by === "time") return rowsOfParts(partsByTime(examples, options));
  const shares = [(1 - test) * (1 - validation), (1 - test) * validation, test];
  const parts = rowsOfParts(dealRows(examples, shares, randomGenerator(seed, "split")));
  const wanted = ["to learn from", "to validate on", "to test on"];
  PART_NAMES.forEach((part, i) => {
    if (parts[part].length > 0 || (i > 0 && shares[i] === 0)) return;
    throw tooFew(`With ${describe(examples)} none is left ${wanted[i]}. Give it more, or change the shares.`);
  });
  return parts;
}

/** A fold's part is a number of one byte. */
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
 * @example
 * ```ts
 * const folds = foldExamples(examples, 5, 1);
 * ```
 */
export function foldExamples(
  examples: Divisible,
  count: number,
  seed: number,
  by: SplitBy = "random",
): Fold[] {
  if (!(Number.isSafeInteger(count) && count >= 2 && count <= MOST_FOLDS)) {
    throw invalidArgument(`The number of folds must be from 2 to ${MOST_FOLDS}, not ${count}.`);
  }
  if (by === "time") {
    const window = windowsByTime(examples, count);
    return Array.from({ length: count }, (_, fold) => ({
      learning: rowsWhose(window, (w) => w <= fold),
      test: rowsWhose(window, (w) => w === fold + 1),
    }));
  }
  const shares = Array.from({ length: count }, () => 1 / count);
  const part = dealRows(examples, shares, randomGenerator(seed, "folds"));
  const folds = shares.map((_, fold) => ({
    learning: rowsWhose(part, (p) => p !== fold),
    test: rowsWhose(part, (p) => p === fold),
  }));
  if (folds.some(({ test }) => test.length === 0)) {
    throw tooFew(`${describe(examples)} cannot be divided into ${count} folds. Take fewer folds.`);
  }
  return folds;
}

/** A part's rows of one block of many. */
export interface BlockSplit {
  /**
   * @param block the next rows
   * @param first the number of the first one among all
   * @returns their places in the block
   */
  of(block: Pick<Divisible, "rows" | "groups" | "times">, first: number): Parts;
  /** From which time on rows are validated and tested on, where they are split by time. */
  readonly cuts?: TimeCuts;
}

/**
 * Splits rows that memory has no room for. At random, which part a row is in is drawn from its number, or its group's,
 * and the seed: of many rows, classes have about the same share in every part. By time as {@link splitExamples}.
 *
 * @param table its blocks can be gone through as often as `read` is called
 * @throws AkariError as {@link splitExamples}; that a part is empty is found when rows are counted: {@link requireParts}
 */
export async function splitBlocks(
  table: {
    readonly name: string;
    readonly rows: number;
    read(): AsyncIterable<Pick<Divisible, "rows" | "groups" | "times">>;
  },
  options: SplitOptions,
): Promise<BlockSplit> {
  if (options.by !== "time") {
    const partOf = drawnPart(options);
    return {
      of: ({ rows, groups }, first) =>
        rowsOfParts(Uint8Array.from({ length: rows }, (_, row) => partOf(groups?.[row] ?? first + row))),
    };
  }
  const { name } = table;
  const cuts = await manyTimesCuts(
    async function* read() {
      for await (const block of table.read()) yield requireTimes({ ...block, name });
    },
    table.rows,
    options,
  );
  if (cuts === undefined) throw tooFewTimes(name);
  return {
    of: ({ times = new Float64Array() }) => rowsOfParts(partsByCuts(times, [cuts.validation, cuts.test])),
    cuts,
  };
}

/** @throws AkariError `invalid-data` where a part that is wanted is empty */
export function requireParts(
  counts: Readonly<Record<PartName, number>>,
  { test, validation }: SplitOptions,
  name: string,
): void {
  const wanted = { training: true, validation: validation > 0, test: test > 0 };
  const empty = PART_NAMES.find((part) => wanted[part] && counts[part] === 0);
  if (empty === undefined) return;
  throw new AkariError(
    "invalid-data",
    `${name}'s rows, or groups, are too few: its ${empty} part is empty. Give it more, or change the shares.`,
  );
}

/** @returns each row's part, `[rows]` */
function partsByTime(examples: Divisible, options: SplitOptions): Uint8Array {
  const times = requireTimes(examples);
  const cuts = timeCuts(times, options);
  if (cuts === undefined || times.length === 0) throw tooFewTimes(examples.name);
  return partsByCuts(times, [cuts.validation, cuts.test]);
}

/** @returns each row's window, `[rows]`, 0 for the earliest */
function windowsByTime(examples: Divisible, count: number): Uint8Array {
  const times = requireTimes(examples);
  const cuts = windowCuts(times, count);
  if (cuts === undefined) throw tooFewTimes(examples.name);
  return partsByCuts(times, cuts);
}

/** @returns the part of a row, told by its number or that of its group */
function drawnPart({ seed, test, validation }: SplitOptions): (row: number) => number {
  const random = randomGenerator(seed, "parts");
  const [first, second] = [random.uint32(), random.uint32()];
  return (row) => {
    const drawn = (mix(mix(row ^ first) + second) >>> 0) / 2 ** 32;
    if (drawn < test) return PART_NAMES.indexOf("test");
    return PART_NAMES.indexOf(drawn < test + (1 - test) * validation ? "validation" : "training");
  };
}

function rowsOfParts(part: Uint8Array): Parts {
  const [training, validation, test] = PART_NAMES.map((_, wanted) => rowsWhose(part, (p) => p === wanted));
  return { training, validation, test };
}

/** The rows whose part is wanted, in order. @param part of each row */
function rowsWhose(part: Uint8Array, isWanted: (part: number) => boolean): Uint32Array {
  const rows = new Uint32Array(part.length);
  let count = 0;
  for (let row = 0; row < part.length; row++) if (isWanted(part[row])) rows[count++] = row;
  return rows.slice(0, count);
}

function describe({ name, rows, groups }: Divisible): string {
  const count = counted(rows, "row");
  return groups === undefined ? `${name}'s ${count}` : `${name}'s ${count} in ${new Set(groups).size} groups`;
}

const tooFew = (message: string): AkariError => new AkariError("invalid-data", message);

type Rows = Pick<Examples, "rows" | "task" | "groups">;

/**
 * @param shares of the rows, in all 1; at most 256
 * @returns each row's part, `[rows]`
 */
function dealRows(examples: Rows, shares: readonly number[], random: RandomGenerator): Uint8Array {
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
