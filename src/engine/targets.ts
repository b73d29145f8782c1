/**
 * @file Whether a data set fits a network, and which numbers its outputs are to reach.
 * Every engine uses these, so that all of them accept the same data and learn the same targets.
 */

import {
  type ChunkedDataset,
  type ClassTargets,
  type Dataset,
  isChunked,
  type NumberList,
  requireTypedArrays,
  type Targets,
  type ValueTargets,
} from "../data/dataset.js";
import { AkariError, invalidArgument } from "../error.js";
import { classCount, type ModelDefinition, outputUnits } from "../model/model.js";
import type { Scaling } from "../model/preprocessing.js";
import type { Numbers } from "./engine.js";

/** By how much a row of class probabilities may miss 1 in all, for those that were rounded to a few digits. */
const PROBABILITY_SLACK = 1e-2;

/**
 * Writes the target of one row, `[units of the output layer]`. A class becomes a vector with a 1 in its place and 0
 * elsewhere; for a single output unit it is the number 0 or 1.
 *
 * @param into where to write it; its length is the number of output units
 */
export function encodeTarget(targets: Targets, row: number, into: Float32Array | Float64Array): void {
  if (targets.kind === "values") {
    for (let j = 0; j < into.length; j++) into[j] = targets.data[row * targets.columns + j];
  } else if (into.length === 1) {
    into[0] = targets.classes[row];
  } else {
    into.fill(0);
    into[targets.classes[row]] = 1;
  }
}

/**
 * Checks that a network can learn from a data set or be judged by it: its width, its targets, and that every
 * number in it is finite; of one in chunks, as far as can be known without reading it.
 *
 * @param signed whether examples may have weights below 0
 * @throws AkariError `invalid-data` naming the data set and, where there is one, the row (counted from 1)
 */
export function requireFit(
  definition: ModelDefinition,
  dataset: Dataset | ChunkedDataset,
  signed = false,
): void {
  if (!isChunked(dataset)) requireTypedArrays(dataset);
  const { name, features } = dataset;
  const { rows, columns } = features;
  if (columns !== definition.inputs) {
    throw invalid(`The model has ${definition.inputs} inputs, but ${name} has rows of ${columns} numbers.`);
  }
  if (rows === 0) throw invalid(`${name} has no examples.`);
  if (isChunked(dataset)) {
    const { targets } = dataset;
    if (targets.kind === "classes") requireClassCount(definition, name, targets);
    else requireValueCount(definition, name, targets);
    return;
  }
  const { targets, weights } = dataset;
  const { data } = dataset.features;
  if (data.length !== rows * columns) {
    throw invalid(
      `${name} should hold ${rows} rows of ${columns} numbers, but the number of its numbers is ${data.length}.`,
    );
  }
  if (!(data instanceof Uint8Array)) requireFinite(name, "input", data, columns);
  if (weights !== undefined) requireWeights(name, rows, weights, signed);
  if (targets.kind === "classes") requireClasses(definition, name, rows, targets);
  else requireValues(definition, name, rows, targets);
}

/**
 * Checks that raw inputs are whole examples.
 *
 * @param inputs `[n, inputs]`
 * @returns how many examples they are, `n`
 * @throws AkariError `invalid-data` where the last example is cut short or there is none
 */
export function requireExamples(definition: ModelDefinition, inputs: ArrayLike<number>): number {
  const count = inputs.length / definition.inputs;
  if (count < 1 || !Number.isInteger(count)) {
    throw invalid(
      `The model takes ${definition.inputs} numbers an example, and ${inputs.length} numbers are not a whole ` +
        "number of examples.",
    );
  }
  return count;
}

/**
 * Examples one after another.
 *
 * @throws AkariError `invalid-data` naming what is no number, or no whole example; or where the model learned from a table and
 * this is a list that somebody wrote: it may be a row's cells, which are not yet inputs
 */
export function inOneList(
  { inputs: columns, preprocessing }: Pick<ModelDefinition, "inputs" | "preprocessing">,
  given: NumberList,
): ArrayLike<number> {
  if (ArrayBuffer.isView(given)) return given as unknown as ArrayLike<number>;
  const [one] = Array.isArray(given) ? given : [given];
  // Where all columns are numbers that nothing scales, cells are inputs.
  const scaled = preprocessing.table?.columns as readonly Partial<Scaling>[] | undefined;
  if (scaled?.some(({ scale, shift }) => scale !== 1 || shift !== 0) && !ArrayBuffer.isView(one)) {
    throw new AkariError(
      "invalid-data",
      'The model takes rows of a table, by predict of "akari/insight" or encodeRows.',
    );
  }
  if (
    typeof given !== "object" ||
    given === null ||
    (typeof one === "object" && !("length" in (one ?? [])))
  ) {
    throw new AkariError(
      "invalid-data",
      `The inputs of a model are a list of numbers, not ${String(given)}.`,
    );
  }
  let list = given as ArrayLike<unknown>;
  if (typeof one === "object" && one !== null) {
    const rows = Array.from(given as readonly ArrayLike<number>[]);
    const bad = rows.findIndex((row) => row?.length !== columns);
    if (bad >= 0) {
      throw new AkariError(
        "invalid-data",
        `The model takes ${columns} numbers an example, but example ${bad + 1} has ${rows[bad]?.length ?? "none"}.`,
      );
    }
    list = rows.flatMap((row) => Array.from(row));
  }
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value === "number") continue;
    const place = `number ${(i % columns) + 1} of example ${Math.floor(i / columns) + 1}`;
    const found = typeof value === "string" ? JSON.stringify(value) : String(value);
    throw new AkariError("invalid-data", `The inputs of a model are numbers, but ${place} is ${found}.`);
  }
  return list as ArrayLike<number>;
}

/**
 * Checks that a caller's array has room for the outputs of some examples.
 *
 * @throws AkariError `invalid-argument`
 */
export function requireOutputRoom(definition: ModelDefinition, examples: number, outputs: Numbers): void {
  const needed = examples * outputUnits(definition);
  if (outputs.length >= needed) return;
  throw invalidArgument(
    `The outputs of ${examples} examples are ${needed} numbers, but there is room for ${outputs.length}.`,
  );
}

function requireClasses(
  definition: ModelDefinition,
  name: string,
  rows: number,
  targets: ClassTargets,
): void {
  const { classes } = targets;
  requireRows(name, rows, classes.length);
  const count = requireClassCount(definition, name, targets);
  const bad = classes.findIndex((c) => c >= count);
  if (bad >= 0) {
    throw invalid(
      `Row ${bad + 1} of ${name} has class ${classes[bad]}, but classes go from 0 to ${count - 1}.`,
    );
  }
}

/** @returns how many classes the model tells apart */
function requireClassCount(
  definition: ModelDefinition,
  name: string,
  { names }: Pick<ClassTargets, "names">,
): number {
  const units = outputUnits(definition);
  const count = classCount(units);
  if (names.length === count) return count;
  const has = units === 1 ? "one output, which tells 2 classes apart" : `${units} outputs, one a class`;
  throw invalid(`The model has ${has}, but ${name} has ${names.length} classes.`);
}

function requireValues(definition: ModelDefinition, name: string, rows: number, targets: ValueTargets): void {
  const { data, columns } = targets;
  requireValueCount(definition, name, targets);
  requireRows(name, rows, data.length / columns);
  requireFinite(name, "target", data, columns);
  if (definition.loss === "binary_cross_entropy" || definition.loss === "cross_entropy") {
    const bad = data.findIndex((y) => y < 0 || y > 1);
    if (bad >= 0) {
      throw invalid(
        `The loss ${definition.loss} takes targets from 0 to 1, but ${placeOf(bad, columns)} of ${name}'s targets ` +
          `is ${data[bad]}. For other values take mean_squared_error and a linear output layer.`,
      );
    }
  }
  if (definition.loss === "cross_entropy") requireProbabilities(name, rows, targets);
}

function requireValueCount(
  definition: ModelDefinition,
  name: string,
  { columns }: Pick<ValueTargets, "columns">,
): void {
  const units = outputUnits(definition);
  if (columns === units) return;
  const classes = columns === 1 ? " Whole numbers are classes if labels names them." : "";
  throw invalid(
    `The model's outputs number ${units}, but ${name} has ${columns} target values a row.${classes}`,
  );
}

function requireProbabilities(name: string, rows: number, { data, columns }: ValueTargets): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += data[row * columns + j];
    if (Math.abs(sum - 1) > PROBABILITY_SLACK) {
      throw invalid(
        `The loss cross_entropy takes targets that add up to 1 in every row, but those of row ${row + 1} of ` +
          `${name} add up to ${sum}.`,
      );
    }
  }
}

function requireWeights(
  name: string,
  rows: number,
  weights: NonNullable<Dataset["weights"]>,
  signed: boolean,
): void {
  if (weights.length !== rows) throw invalid(`${name} has ${rows} rows, but ${weights.length} weights.`);
  const bad = weights.findIndex((weight) => !(Number.isFinite(weight) && (signed || weight >= 0)));
  if (bad >= 0) {
    const wanted = signed ? "a finite number" : "a number of 0 or more";
    throw invalid(`The weight of row ${bad + 1} of ${name} is ${weights[bad]}, not ${wanted}.`);
  }
}

function requireRows(name: string, rows: number, targetRows: number): void {
  if (targetRows !== rows) throw invalid(`${name} has ${rows} rows of inputs, but ${targetRows} of targets.`);
}

function requireFinite(name: string, what: string, data: Float32Array | Float64Array, columns: number): void {
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw invalid(`The ${what} in ${placeOf(bad, columns)} of ${name} is ${data[bad]}, not a finite number.`);
  }
}

const placeOf = (index: number, columns: number): string =>
  `row ${Math.floor(index / columns) + 1}, column ${(index % columns) + 1}`;

const invalid = (message: string): AkariError => new AkariError("invalid-data", message);
