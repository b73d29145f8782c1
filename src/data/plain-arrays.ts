/**
 * @file Data sets that are written by hand: from numbers in plain arrays to the typed ones that everything computes
 * with. Loaded only by those who give such.
 */

import { AkariError } from "../error.js";
import type { Preprocessing } from "../model/preprocessing.js";
import type { ClassTargets, Dataset, Targets, ValueTargets } from "./dataset.js";

/** Numbers as one writes them by hand: in a list, or in a list with a list a row. */
export type NumberList = ArrayLike<number> | readonly ArrayLike<number>[];

/**
 * A data set written by hand, its numbers in plain arrays: `fit` and `evaluate` take it too.
 *
 * @example
 * const data: PlainDataset = {
 *   features: [[0, 0], [0, 1], [1, 0], [1, 1]],
 *   targets: { kind: "classes", classes: [0, 1, 1, 0], names: ["equal", "different"] },
 * };
 */
export interface PlainDataset {
  readonly name?: string;
  /** `[rows, columns]`. */
  readonly features:
    | NumberList
    | { readonly data: NumberList; readonly rows?: number; readonly columns?: number };
  readonly targets:
    | { readonly kind: "classes"; readonly classes: ArrayLike<number>; readonly names: readonly string[] }
    | { readonly kind: "values"; readonly data: NumberList; readonly columns?: number };
  readonly weights?: ArrayLike<number>;
  /** Inputs as they are where left out. */
  readonly preprocessing?: Preprocessing;
}

/**
 * A data set with its numbers in typed arrays; those that are in some already stay as they are.
 *
 * @throws AkariError `invalid-data` for what is no table of numbers, naming the row
 */
export function inTypedArrays(given: PlainDataset): Dataset {
  const { name = "the data set", preprocessing = { divideBy: 1 } } = given;
  const features = featuresOf(given.features, name);
  const weights =
    given.weights === undefined ? undefined : floats(given.weights, `the weights of ${name}`, 1).data;
  const { weights: _weights, ...rest } = given;
  return {
    ...rest,
    name,
    features,
    targets: targetsOf(given.targets, name),
    ...(weights === undefined || weights instanceof Uint8Array ? {} : { weights }),
    preprocessing,
  };
}

function featuresOf(given: unknown, name: string): Dataset["features"] {
  const { data, rows, columns } = Array.isArray(given)
    ? { data: given }
    : ((given ?? {}) as Partial<Dataset["features"]>);
  if (!isList(data)) {
    throw invalid(
      `The features of ${name} should be { data, rows, columns }, with the inputs row by row in data, or a list that has ` +
        "a list of numbers for each row.",
    );
  }
  const read = floats(data, `the features of ${name}`, columns);
  const width = columns ?? read.width;
  const count = rows ?? (width === 0 ? 0 : read.data.length / width);
  if (Number.isInteger(count)) return { data: read.data, rows: count, columns: width };
  throw invalid(`The ${read.data.length} numbers in the features of ${name} are no whole rows of ${width}.`);
}

function targetsOf(given: unknown, name: string): Targets {
  const { kind, ...rest } = (given ?? {}) as Partial<Targets>;
  if (kind === "classes" && "classes" in rest && isList(rest.classes)) {
    const { names } = rest as Partial<ClassTargets>;
    if (Array.isArray(names)) return { kind, classes: wholes(rest.classes, `the classes of ${name}`), names };
  }
  if (kind === "values" && "data" in rest && isList(rest.data)) {
    const { columns } = rest as Partial<ValueTargets>;
    const { data, width } = floats(rest.data, `the targets of ${name}`, columns);
    return {
      kind,
      data: data instanceof Uint8Array ? Float32Array.from(data) : data,
      columns: columns ?? width,
    };
  }
  throw invalid(
    `The targets of ${name} should be { kind: "classes", classes, names } with the index of its class for each row, or ` +
      '{ kind: "values", data, columns } with its numbers.',
  );
}

/** @returns the numbers and, of a list of rows, how many a row has */
function floats(
  given: ArrayLike<unknown>,
  what: string,
  columns: number | undefined,
): { data: Dataset["features"]["data"]; width: number } {
  if (isTyped(given)) return { data: given, width: 1 };
  const first = given[0];
  if (!isList(first))
    return {
      data: Float64Array.from({ length: given.length }, (_, i) => number(given[i], what, i, columns)),
      width: 1,
    };
  const width = columns ?? first.length;
  const data = new Float64Array(given.length * width);
  for (let row = 0; row < given.length; row++) {
    const cells = given[row];
    if (!isList(cells) || cells.length !== width) {
      const found = isList(cells) ? `has ${cells.length}` : `is ${written(cells)}`;
      throw invalid(`Row ${row + 1} of ${what} should be a list of ${width} numbers, and ${found}.`);
    }
    for (let k = 0; k < width; k++) data[row * width + k] = number(cells[k], what, row * width + k, width);
  }
  return { data, width };
}

function wholes(given: ArrayLike<unknown>, what: string): ClassTargets["classes"] {
  if (given instanceof Uint8Array || given instanceof Uint16Array || given instanceof Uint32Array)
    return given;
  return Uint32Array.from({ length: given.length }, (_, row) => {
    const value = given[row];
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value;
    throw invalid(
      `Row ${row + 1} of ${what} is ${written(value)}, not the index of a name, a whole number of 0 or more.`,
    );
  });
}

function number(value: unknown, what: string, place: number, columns = 1): number {
  if (typeof value === "number") return value;
  const row = Math.floor(place / columns) + 1;
  const column = columns === 1 ? "" : `, column ${(place % columns) + 1}`;
  throw invalid(`Row ${row}${column} of ${what} is ${written(value)}, not a number.`);
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || ArrayBuffer.isView(value);

const isTyped = (value: unknown): value is Dataset["features"]["data"] =>
  value instanceof Uint8Array || value instanceof Float32Array || value instanceof Float64Array;

const written = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value) : String(value);

const invalid = (message: string): AkariError => new AkariError("invalid-data", message);
