/**
 * @file What every source of data turns into: rows of raw inputs with a target each, in memory, or, where that has no room for
 * them, in chunks. And the nearest source, numbers in plain arrays.
 */

import { AkariError, requireOptions } from "../error.js";
import type { Preprocessing } from "../model/preprocessing.js";
import { compareNaturally } from "./names.js";
import type { UnseenCategories } from "./table/unseen.js";

/** The inputs of a data set, in the unit in which their source stores them. */
export interface Features {
  /** `[rows, columns]`, row by row. */
  readonly data: Uint8Array | Float32Array | Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** A class for every row. */
export interface ClassTargets {
  readonly kind: "classes";
  /** `[rows]`, each an index into `names`. */
  readonly classes: Uint8Array | Uint16Array | Uint32Array;
  readonly names: readonly string[];
}

/** One or more numbers for every row. */
export interface ValueTargets {
  readonly kind: "values";
  /** `[rows, columns]`, row by row. */
  readonly data: Float32Array | Float64Array;
  readonly columns: number;
}

export type Targets = ClassTargets | ValueTargets;

/** What a data set is without its numbers. */
export interface DatasetShape {
  readonly name: string;
  readonly features: Pick<Features, "rows" | "columns">;
  readonly targets: Pick<ClassTargets, "kind" | "names"> | Pick<ValueTargets, "kind" | "columns">;
  readonly preprocessing: Preprocessing;
  /** What the columns of a table hold that training never saw, where there is any. */
  readonly unseen?: readonly UnseenCategories[];
}

/** Examples to learn from or to be tested on. */
export interface Dataset {
  /** What to call it in messages, such as "MNIST, test part". */
  readonly name: string;
  readonly features: Features;
  readonly targets: Targets;
  /** How much each row counts in the loss, `[rows]`, 0 or more; all alike where absent. */
  readonly weights?: Float32Array | Float64Array;
  /** How its raw values become activations; a model trained on it takes this over. */
  readonly preprocessing: Preprocessing;
  /** What the columns of a table hold that training never saw, where there is any. */
  readonly unseen?: readonly UnseenCategories[];
}

/** Numbers as one writes them by hand: in a list, or in a list with a list a row. */
export type NumberList = ArrayLike<number> | readonly ArrayLike<number>[];

/** The targets of some rows as one writes them by hand; {@link dataset} says how each is read. */
export type TargetList = NumberList | readonly string[] | readonly boolean[];

/** What {@link dataset} can be told besides the numbers. */
export interface DatasetOptions {
  /** What the classes are called, in the order of their numbers. With it the targets are classes. */
  readonly labels?: readonly string[];
  /** What to call it in messages; "the data set" when left out. */
  readonly name?: string;
  /** How much each row counts in the loss, `[rows]`, 0 or more; all alike when left out. */
  readonly weights?: ArrayLike<number>;
  /** How raw values become activations; inputs as they are when left out. */
  readonly preprocessing?: Preprocessing;
}

/**
 * A data set out of plain arrays.
 *
 * What the targets are shows in how they are written:
 * - texts are classes: `["cat", "dog", "cat"]`. Their labels are in natural order, or in that of `labels`;
 * - `true` and `false` are two classes, of which `true` is the second;
 * - whole numbers beside `labels` are classes: 0 is the first label;
 * - numbers without labels are values to reach: one a row, or a list of them a row.
 *
 * @param inputs `[rows, columns]`: a list with a list of numbers a row, or all of them in one list, row by row
 * @param targets a target for each row
 * @throws AkariError `invalid-data` for what is no table of numbers, naming row and column
 * @example
 * ```ts
 * const xor = dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], { labels: ["equal", "different"] });
 * const flowers = dataset([[5.1, 3.5], [6.2, 2.9]], ["setosa", "virginica"]);
 * const prices = dataset([[70, 3], [120, 5]], [210_000, 340_000]);
 * ```
 */
export function dataset(inputs: NumberList, targets: TargetList, options: DatasetOptions = {}): Dataset {
  requireOptions(options, ["labels", "name", "weights", "preprocessing"], "A data set");
  const { labels, name = "the data set", weights, preprocessing = { divideBy: 1 } } = options;
  if (labels !== undefined) requireLabels(labels);
  for (const [list, what] of [
    [inputs, "inputs"],
    [targets, "targets"],
  ] as const) {
    if (!isList(list)) throw invalid(`The ${what} of ${name} should be a list, and are ${written(list)}.`);
  }
  return {
    name,
    features: featuresOf(inputs, targets.length, name),
    targets: targetsOf(targets, labels, name),
    ...(weights === undefined ? {} : { weights: weightsOf(weights, targets.length, name) }),
    preprocessing,
  };
}

/**
 * Checks that a data set has its numbers where everything that computes looks for them.
 *
 * @throws AkariError `invalid-data` where they are not in typed arrays
 */
export function requireTypedArrays(data: Dataset): void {
  const { features, targets, weights = new Float32Array() } = (data ?? {}) as Partial<Dataset>;
  const numbers = targets?.kind === "values" ? targets.data : targets?.classes;
  if ([features?.data, numbers, weights].every(ArrayBuffer.isView)) return;
  throw invalid(
    "This is no data set, which has its numbers in typed arrays: dataset(inputs, targets) makes one from plain arrays.",
  );
}

function featuresOf(inputs: ArrayLike<unknown>, rows: number, name: string): Features {
  const what = `the inputs of ${name}`;
  if (inputs.length > 0 && isList(inputs[0])) {
    requireRows(inputs.length, rows, name);
    return { ...rowsOf(inputs, what), rows };
  }
  const columns = rows === 0 ? 0 : inputs.length / rows;
  if (!Number.isInteger(columns)) {
    throw invalid(`The ${inputs.length} numbers of ${what} are no whole rows for ${rows} targets.`);
  }
  const data = inputs instanceof Uint8Array || isFloats(inputs) ? inputs : numbersOf(inputs, what, columns);
  return { data, rows, columns };
}

function targetsOf(
  targets: ArrayLike<unknown>,
  labels: readonly string[] | undefined,
  name: string,
): Targets {
  const what = `the targets of ${name}`;
  const first = targets[0];
  if (isList(first)) {
    if (labels !== undefined) {
      throw invalid(`Labels name classes, so ${what} should be a class for each row, not a list of numbers.`);
    }
    return { kind: "values", ...rowsOf(targets, what) };
  }
  if (typeof first === "string") {
    const names = labels ?? [...new Set(Array.from(targets, String))].sort(compareNaturally);
    return { kind: "classes", classes: indicesOf(targets, names, what), names };
  }
  if (typeof first === "boolean") {
    const names = labels ?? ["false", "true"];
    return { kind: "classes", classes: indicesOf(targets, [false, true], what), names };
  }
  if (labels !== undefined) return { kind: "classes", classes: wholesOf(targets, what), names: labels };
  return { kind: "values", data: isFloats(targets) ? targets : numbersOf(targets, what, 1), columns: 1 };
}

/** Classes are told apart by their labels. */
function requireLabels(labels: readonly unknown[]): void {
  const sound = Array.isArray(labels) && labels.every((label) => typeof label === "string");
  if (sound && labels.length > 0 && new Set(labels).size === labels.length) return;
  throw invalid(
    `The labels should be a list of texts, one a class and no two the same, not ${written(labels)}.`,
  );
}

/** The place of each among the possible ones. */
function indicesOf(targets: ArrayLike<unknown>, possible: readonly unknown[], what: string): Uint32Array {
  const places = new Map(possible.map((value, place) => [value, place]));
  return Uint32Array.from({ length: targets.length }, (_, row) => {
    const place = places.get(targets[row]);
    if (place !== undefined) return place;
    const all = possible.map(written).join(", ");
    throw invalid(`Row ${row + 1} of ${what} is ${written(targets[row])}, which is none of ${all}.`);
  });
}

function wholesOf(targets: ArrayLike<unknown>, what: string): ClassTargets["classes"] {
  if (targets instanceof Uint8Array || targets instanceof Uint16Array || targets instanceof Uint32Array)
    return targets;
  return Uint32Array.from({ length: targets.length }, (_, row) => {
    const value = targets[row];
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value;
    throw invalid(
      `Row ${row + 1} of ${what} is ${written(value)}, not the index of a label, a whole number of 0 or more.`,
    );
  });
}

function weightsOf(weights: ArrayLike<unknown>, rows: number, name: string): NonNullable<Dataset["weights"]> {
  if (!isList(weights) || weights.length !== rows) {
    throw invalid(`The weights of ${name} should be a list of ${rows} numbers, one for each row.`);
  }
  return isFloats(weights) ? weights : numbersOf(weights, `the weights of ${name}`, 1);
}

/** Rows that are lists of equally many numbers. */
function rowsOf(rows: ArrayLike<unknown>, what: string): { data: Float64Array; columns: number } {
  const columns = (rows[0] as ArrayLike<unknown>).length;
  const data = new Float64Array(rows.length * columns);
  for (let row = 0; row < rows.length; row++) {
    const cells = rows[row];
    if (!isList(cells) || cells.length !== columns) {
      const found = isList(cells) ? `has ${cells.length}` : `is ${written(cells)}`;
      throw invalid(`Row ${row + 1} of ${what} should be a list of ${columns} numbers, and ${found}.`);
    }
    for (let k = 0; k < columns; k++) data[row * columns + k] = numberOf(cells[k], what, row, k, columns);
  }
  return { data, columns };
}

function numbersOf(list: ArrayLike<unknown>, what: string, columns: number): Float64Array {
  return Float64Array.from({ length: list.length }, (_, i) =>
    numberOf(list[i], what, Math.floor(i / columns), i % columns, columns),
  );
}

function numberOf(value: unknown, what: string, row: number, column: number, columns: number): number {
  if (typeof value === "number") return value;
  const where = columns === 1 ? "" : `, column ${column + 1}`;
  throw invalid(`Row ${row + 1}${where} of ${what} is ${written(value)}, not a number.`);
}

function requireRows(inputs: number, targets: number, name: string): void {
  if (inputs === targets) return;
  throw invalid(`There are ${inputs} rows of inputs in ${name}, but ${targets} of targets.`);
}

/** What is remembered of a data set. */
export interface Fingerprint {
  /** What the data set was called, for messages. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /**
   * Of all inputs, of all targets with the classes' names, of all weights, and of the rows in whatever order: 8
   * hexadecimal digits each. Files of Akari before 0.2 have `NumberHash`'s 8 digits.
   */
  readonly hash: string;
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

const isFloats = (value: unknown): value is Float32Array | Float64Array =>
  value instanceof Float32Array || value instanceof Float64Array;

const written = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value) : String(value);

const invalid = (message: string): AkariError => new AkariError("invalid-data", message);

export interface ChunkedDataset extends DatasetShape {
  /** How many rows each chunk has. */
  readonly chunks: readonly number[];
  /** Of the whole. */
  readonly fingerprint: Fingerprint;
  /** Of each class, or of all rows together where the targets are values. */
  readonly totals: readonly ChunkedTotal[];
  /**
   * Reads a chunk. It stands until the next one is read, which takes its memory.
   *
   * @param chunk counted from 0
   * @throws AkariError `invalid-file` where it cannot be read
   */
  load(chunk: number): Promise<Dataset>;
}

/** Of some rows. */
export interface ChunkedTotal {
  readonly rows: number;
  /** The sum of their weights. */
  readonly weight: number;
}

export const isChunked = (data: object): data is ChunkedDataset =>
  typeof data === "object" && data !== null && "chunks" in data;

/** All rows, chunk after chunk; of data in memory all at once. */
export async function* eachChunk(data: Dataset | ChunkedDataset): AsyncGenerator<Dataset, void, void> {
  if (!isChunked(data)) yield data;
  else for (const chunk of data.chunks.keys()) yield await data.load(chunk);
}

/** All targets, chunk after chunk. */
export async function chunkedTargets(data: ChunkedDataset): Promise<Targets> {
  const { rows } = data.features;
  const { targets } = data;
  const all = targets.kind === "classes" ? new Uint32Array(rows) : new Float64Array(rows * targets.columns);
  let at = 0;
  for (const chunk of data.chunks.keys()) {
    const { targets: read } = await data.load(chunk);
    const numbers = read.kind === "classes" ? read.classes : read.data;
    all.set(numbers, at);
    at += numbers.length;
  }
  if (targets.kind === "classes") return { ...targets, classes: Uint32Array.from(all) };
  return { ...targets, data: Float64Array.from(all) };
}
