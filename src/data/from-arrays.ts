/**
 * @file The nearest source of data: numbers in plain arrays.
 */

import { AkariError, requireOptions } from "../error.js";
import type { Preprocessing } from "../model/preprocessing.js";
import type {
  ClassTargets,
  Dataset,
  Features,
  InputScale,
  NumberList,
  TargetList,
  Targets,
} from "./dataset.js";
import { compareNaturally } from "./names.js";
import { scaledBy } from "./scale.js";

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
  /**
   * Brings each column of the inputs to mean 0 and deviation 1 (`standard`) or to 0 to 1 (`min-max`), by what its rows
   * show; numbers to reach are then standardised, too. The model keeps it: it is given inputs in their own units, and its
   * scores are in the targets'. Inputs as they are when left out.
   */
  readonly scaling?: InputScale;
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
 * @throws AkariError `invalid-data` for what is no table of numbers, naming row and column, or cannot be scaled
 * @example
 * ```ts
 * const xor = dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], { labels: ["equal", "different"] });
 * const flowers = dataset([[5.1, 3.5], [6.2, 2.9]], ["setosa", "virginica"]);
 * const prices = dataset([[70, 3], [120, 5]], [210_000, 340_000], { scaling: "standard" });
 * ```
 */
export function dataset(inputs: NumberList, targets: TargetList, options: DatasetOptions = {}): Dataset {
  requireOptions(options, ["labels", "name", "weights", "preprocessing", "scaling"], "A data set");
  const { labels, name = "the data set", weights, preprocessing = { divideBy: 1 }, scaling } = options;
  if (scaling !== undefined && options.preprocessing !== undefined) {
    throw invalid(
      `${name} is given a preprocessing and a scaling, which would be a part of it. Give one of them.`,
    );
  }
  if (labels !== undefined) requireLabels(labels);
  for (const [list, what] of [
    [inputs, "inputs"],
    [targets, "targets"],
  ] as const) {
    if (!isList(list)) throw invalid(`The ${what} of ${name} should be a list, and are ${written(list)}.`);
  }
  const data: Dataset = {
    name,
    features: featuresOf(inputs, targets.length, name),
    targets: targetsOf(targets, labels, name),
    ...(weights === undefined ? {} : { weights: weightsOf(weights, targets.length, name) }),
    preprocessing,
  };
  return scaling === undefined ? data : scaledBy(data, scaling);
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

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

const isFloats = (value: unknown): value is Float32Array | Float64Array =>
  value instanceof Float32Array || value instanceof Float64Array;

const written = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value) : String(value);

const invalid = (message: string): AkariError => new AkariError("invalid-data", message);
