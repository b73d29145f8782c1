/**
 * @file Data sets made of another's rows: some of them, all of them changed, or dealt to parts to learn from, to validate
 * on and to be tested by.
 */

import { AkariError, invalidArgument, requireOptions } from "../error.js";
import { type Dataset, type Features, requireTypedArrays, type Targets } from "./dataset.js";
import type { Examples, Task } from "./examples.js";
import { type PreparedParts, splitAndPrepare } from "./prepare.js";
import { scaledBy, scaledLike, unscaled } from "./scale.js";
import type { Divisible, SplitBy } from "./split.js";
import { DAY_MILLISECONDS, parseDate } from "./table/cells.js";

/** How much is held out, and how. */
export interface GivenSplit {
  /** The share of all rows to test on, above 0 and below 1; 0.2 when left out. */
  readonly test?: number;
  /** The share of the other rows to validate on, 0 to below 1; 0 when left out. */
  readonly validation?: number;
  /** Of the drawing; 1 when left out. */
  readonly seed?: number;
  /** `time`: the latest rows are tested on; the table has to have a `time`. `random` when left out. */
  readonly by?: SplitBy;
}

/** What is said of a data set's rows, which are numbers alone. A table says it by its options `group` and `time`. */
export interface RowRoles {
  /** What each row belongs to, `[rows]`: rows of the same are in one part. */
  readonly groups?: ArrayLike<string | number> | undefined;
  /** When each row was, `[rows]`: the latest are tested on. Dates, days as a table's cells have them, or any numbers. */
  readonly times?: ArrayLike<Date | string | number> | undefined;
}

/** The parts of a split. */
export interface SplitData extends PreparedParts {
  readonly test: Dataset;
}

/**
 * Divides rows into a part to learn from, a part to be tested by, and if you like one to validate on: at random, with every
 * class (of numbers: small and large ones) in its share, rows of a group together; or by time. How inputs are scaled, and all
 * else that is learned of a table's columns, is learned from the training part alone.
 *
 * @param data a table, pictures or recordings, or a data set of numbers
 * @returns `train`, `test`, and `validation` where it is asked for, in the order of their rows
 * @throws AkariError `invalid-data` where a part would be empty, or nothing can be learned from it; `invalid-argument` for
 * a share that is none, or rows without times that are to be split by time
 * @example
 * ```ts
 * const { train, test } = split(table(rows, { target: "price" }));
 * const parts = split(dataset(inputs, targets), { test: 0.3, groups: patients });
 * ```
 */
export function split(data: Examples, options?: GivenSplit): SplitData;
export function split(data: Dataset, options?: GivenSplit & RowRoles): SplitData;
export function split(data: Examples | Dataset, options: GivenSplit & RowRoles = {}): SplitData {
  const isExamples = areExamples(data);
  if (!isExamples) requireTypedArrays(data);
  requireOptions(
    options,
    ["test", "validation", "seed", "by", ...(isExamples ? [] : ["groups", "times"])],
    "A split",
  );
  const { test = 0.2, validation = 0, seed = 1, groups, times } = options;
  const by = options.by ?? (times === undefined ? "random" : "time");
  if (by !== "random" && by !== "time") {
    throw invalidArgument(`A split is by "random" or by "time", not by ${JSON.stringify(by)}.`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw invalidArgument(`The seed must be a whole number, not ${String(seed)}.`);
  }
  requireShare("test", test, test > 0);
  requireShare("validation", validation, validation >= 0);
  const how = { test, validation, seed, by };
  if (!isExamples && by === "time" && times === undefined) {
    throw invalidArgument(`${data.name} has no times to be split by. Give them, one for each row, as times.`);
  }
  if (by === "random" && times !== undefined) {
    throw invalidArgument("Times would be ignored where rows are split at random. Give one of them.");
  }
  const parts = splitAndPrepare(isExamples ? data : asExamples(data, { groups, times }), how);
  // A part that was asked for is there, or an error was thrown.
  return parts as SplitData;
}

/** Whether they are examples that are not prepared yet. */
export const areExamples = (data: Examples | Dataset): data is Examples =>
  typeof data === "object" && data !== null && "prepare" in data;

function requireShare(what: string, share: unknown, isSound: boolean): void {
  if (typeof share === "number" && isSound && share < 1) return;
  const from = what === "test" ? "above 0" : "from 0";
  throw invalidArgument(
    `The share to ${what === "test" ? "test" : "validate"} on is ${from} and below 1, not ${String(share)}.`,
  );
}

/**
 * A data set's rows as examples that are divided and prepared like any others: what scales them is learned from the rows
 * to learn from alone.
 *
 * @throws AkariError `invalid-data` for what is no data set, and where there is not one group or time a row
 */
export function asExamples(data: Dataset, { groups, times }: RowRoles = {}): Examples {
  requireTypedArrays(data);
  const { scaling } = data;
  const plain = unscaled(data);
  return {
    ...divisible(data, groups, times),
    notes: [],
    rowName: (row) => `${data.name}, row ${row + 1}`,
    prepare: (rows) =>
      scaling === undefined ? data.preprocessing : scaledBy(subset(plain, rows), scaling).preprocessing,
    encode(rows, preprocessing, name) {
      const part = subset(plain, rows, name);
      return scaling === undefined ? part : scaledLike(part, { preprocessing, scaling });
    },
  };
}

function divisible(data: Dataset, groups: RowRoles["groups"], times: RowRoles["times"]): Divisible {
  const { name, features, targets } = data;
  const { rows } = features;
  const task: Task =
    targets.kind === "classes"
      ? { ...targets, classes: Uint32Array.from(targets.classes) }
      : {
          kind: "values",
          values: Float64Array.from(targets.data),
          names: Array.from({ length: targets.columns }, (_, k) => `output ${k + 1}`),
        };
  return {
    name,
    rows,
    task,
    ...(groups === undefined ? {} : { groups: numbered(requireEach(groups, rows, "groups", name)) }),
    ...(times === undefined
      ? {}
      : { times: Float64Array.from(requireEach(times, rows, "times", name), timeOf) }),
  };
}

function requireEach<T>(list: ArrayLike<T>, rows: number, what: string, name: string): ArrayLike<T> {
  if (list.length === rows) return list;
  throw new AkariError(
    "invalid-data",
    `${name} has ${rows} rows, and there are ${list.length} ${what}: give one for each.`,
  );
}

function numbered(groups: ArrayLike<string | number>): Uint32Array {
  const numbers = new Map<string | number, number>();
  return Uint32Array.from(groups, (group) => {
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return number;
  });
}

function timeOf(time: Date | string | number, row: number): number {
  const value =
    typeof time === "number"
      ? time
      : time instanceof Date
        ? time.getTime() / DAY_MILLISECONDS
        : parseDate(String(time).trim());
  if (Number.isFinite(value)) return value;
  throw new AkariError(
    "invalid-data",
    `The time of row ${row + 1} is no date: ${String(time)}. Correct it or leave the row out.`,
  );
}

/**
 * Some rows of a data set, prepared as all of them are.
 *
 * @param rows which, counted from 0, in which order; or a function that says of a row whether it is wanted
 * @param name what to call them in messages; as the whole when left out
 * @throws AkariError `invalid-argument` for a row that is not there
 * @example
 * ```ts
 * const { targets } = train;
 * const evens = subset(train, (row) => targets.kind === "classes" && targets.classes[row] % 2 === 0);
 * ```
 */
export function subset(
  data: Dataset,
  rows: ArrayLike<number> | ((row: number) => boolean),
  name?: string,
): Dataset {
  requireTypedArrays(data);
  const { features, targets, weights } = data;
  const all = features.rows;
  const chosen =
    typeof rows === "function"
      ? Uint32Array.from(Array.from({ length: all }, (_, row) => row).filter(rows))
      : Uint32Array.from(rows, (row) => {
          if (Number.isInteger(row) && row >= 0 && row < all) return row;
          throw invalidArgument(`${data.name} has rows 0 to ${all - 1}, and no row ${String(row)}.`);
        });
  return {
    ...data,
    name: name ?? data.name,
    features: { ...features, data: takeRows(features.data, chosen, features.columns), rows: chosen.length },
    targets: targetsOf(targets, chosen),
    ...(weights === undefined ? {} : { weights: takeRows(weights, chosen, 1) }),
  };
}

const targetsOf = (targets: Targets, rows: Uint32Array): Targets =>
  targets.kind === "classes"
    ? { ...targets, classes: takeRows(targets.classes, rows, 1) }
    : { ...targets, data: takeRows(targets.data, rows, targets.columns) };

function takeRows<T extends Features["data"] | Uint16Array | Uint32Array>(
  all: T,
  rows: Uint32Array,
  columns: number,
): T {
  const taken = new (all.constructor as new (length: number) => T)(rows.length * columns);
  rows.forEach((row, i) => {
    taken.set(all.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return taken;
}

/**
 * A data set whose rows have other inputs, and the same targets. If it was made with `scaling`, that is learned anew.
 *
 * @param change gives a row's new inputs of its raw ones, `[columns]`; as many for every row
 * @throws AkariError `invalid-data` for rows that are no numbers or not as many, and for a table's or a recording's inputs,
 * which a model makes of rows and recordings itself: change those before
 * @example
 * ```ts
 * const darkOnLight = map(train, (pixels) => pixels.map((level) => 255 - level));
 * ```
 */
export function map(
  data: Dataset,
  change: (inputs: Features["data"], row: number) => ArrayLike<number>,
): Dataset {
  requireTypedArrays(data);
  const { name, scaling } = data;
  const { features, preprocessing, ...rest } = unscaled(data);
  if (preprocessing.table !== undefined || preprocessing.sound !== undefined) {
    const [what, before] =
      preprocessing.sound === undefined ? ["a table", "its rows"] : ["recordings", "the recordings"];
    throw new AkariError(
      "invalid-data",
      `The inputs of ${name} were made of ${what}, and a model makes them so again. Change ${before} instead.`,
    );
  }
  const { rows, columns } = features;
  const changed = Array.from({ length: rows }, (_, row) =>
    change(features.data.subarray(row * columns, (row + 1) * columns), row),
  );
  const width = changed[0]?.length ?? columns;
  const all = new Float64Array(rows * width);
  changed.forEach((inputs, row) => {
    const isSound =
      inputs?.length === width && Array.from(inputs).every((input) => typeof input === "number");
    if (!isSound) {
      throw new AkariError(
        "invalid-data",
        `Row ${row + 1} of ${name} was changed into something that is not ${width} numbers.`,
      );
    }
    all.set(inputs, row * width);
  });
  const { image: _, channels: __, ...shapeless } = preprocessing;
  const plain: Dataset = {
    ...rest,
    features: { data: all, rows, columns: width },
    preprocessing: width === columns ? preprocessing : shapeless,
  };
  return scaling === undefined ? plain : scaledBy(plain, scaling);
}
