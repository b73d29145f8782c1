/**
 * @file Data that a model did not learn from, in the units that it learned in. What was learned of their own rows, such as
 * means and deviations, is not the model's.
 */

import { alignClasses } from "../data/align-classes.js";
import { type ChunkedDataset, type Dataset, type DatasetShape, isChunked } from "../data/dataset.js";
import { inOwnUnits, standardised } from "../data/scale.js";
import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import type { Preprocessing, Scaling, TablePreprocessing } from "../model/preprocessing.js";
import { same } from "./plan.js";

/**
 * A data set whose numbers to reach are scaled as the model's outputs are, whatever they are scaled by themselves; without
 * a scaling of their own they are in their own units. Classes have the model's numbers, whatever order they are in.
 *
 * @throws AkariError `invalid-data` as {@link requireInputsOf}, and for classes that the model does not know
 */
export function inModelUnits(data: Dataset, model: ModelDefinition): Dataset;
export function inModelUnits(data: Dataset | ChunkedDataset, model: ModelDefinition): typeof data;
export function inModelUnits(
  data: Dataset | ChunkedDataset,
  { preprocessing: wanted, labels }: ModelDefinition,
): typeof data {
  const { outputs: own, ...others } = data.preprocessing;
  requireInputsOf(wanted, data);
  if (isChunked(data)) return inOrderOf(labels, data);
  const { targets } = data;
  const { outputs } = wanted;
  if (targets.kind === "classes") return inOrderOf(labels, data);
  if (same(own, outputs)) return data;
  const unscaled = Array<Scaling>(targets.columns).fill({ shift: 0, scale: 1 });
  const [from, to] = [own ?? unscaled, outputs ?? unscaled];
  // As many as the targets: of another count they fit no model, as the engine says.
  if (from.length !== to.length) return data;
  return {
    ...data,
    targets: standardised(inOwnUnits(targets, from), to),
    preprocessing: { ...others, ...(outputs === undefined ? {} : { outputs }) },
  };
}

/**
 * A data set whose classes have the numbers that they have in a model.
 *
 * @throws AkariError `invalid-data` for classes that the model does not know, and for chunks in another order
 */
function inOrderOf(labels: readonly string[] | undefined, data: Dataset | ChunkedDataset): typeof data {
  if (!isChunked(data)) return alignClasses(data, labels);
  const { targets, name } = data;
  if (targets.kind === "values" || labels === undefined || same(targets.names, labels)) return data;
  throw invalid(
    `The classes of ${name} have other names than the model's, or another order. alignClasses of akari/data gives a chunk ` +
      "the model's.",
  );
}

/**
 * A data set to learn from. Classes have the numbers that the network's labels give them; labels of other names rename the
 * data's classes.
 *
 * @throws AkariError `invalid-data` for chunks in another order
 */
export function asLabelled(data: Dataset, labels: readonly string[] | undefined): Dataset;
export function asLabelled(
  data: Dataset | ChunkedDataset,
  labels: readonly string[] | undefined,
): typeof data;
export function asLabelled(
  data: Dataset | ChunkedDataset,
  labels: readonly string[] | undefined,
): typeof data {
  const { targets } = data;
  const areKnown = targets.kind === "classes" && targets.names.every((name) => labels?.includes(name));
  return areKnown ? inOrderOf(labels, data) : data;
}

/**
 * Checks that a table's or a recording's inputs are those that a model learned from, and that none are where there should
 * be: numbers as they are say something else to it.
 *
 * @throws AkariError `invalid-data`
 */
export function requireInputsOf(wanted: Preprocessing, { name, preprocessing }: DatasetShape): void {
  for (const [kind, own, learned] of [
    ["a table", ...tablesOf(preprocessing, wanted)],
    ["a recording", preprocessing.sound, wanted.sound],
  ] as const) {
    if (same(own, learned)) continue;
    const parts = "prepareParts of akari/data takes its definition's preprocessing";
    if (own === undefined) {
      const rows = kind === "a table" ? ", and so does encodeRows for single rows" : "";
      throw invalid(
        `The model learned from inputs that were made of ${kind}, and those of ${name} were not. Make them as the model has ` +
          `them: ${parts}${rows}; dataset(inputs, targets, { preprocessing }) takes it for inputs that are made already.`,
      );
    }
    if (learned === undefined) {
      throw invalid(
        `The inputs of ${name} were made of ${kind} and scaled, but the model did not learn from ${kind}: it takes numbers in ` +
          "the unit of its own data. dataset(inputs, targets) makes a data set of such numbers.",
      );
    }
    throw invalid(
      `The inputs of ${name} were scaled by other rows than those that the model learned from. Make them as the model has ` +
        `them: ${parts}.`,
    );
  }
}

/**
 * Checks that a model goes on from a table's or a recording's inputs where it has learned from such: its weights have
 * learned nothing about raw numbers.
 *
 * @throws AkariError `invalid-data`
 */
export function requireInputsToGoOn({ preprocessing }: ModelDefinition, data: DatasetShape): void {
  const { table, sound } = data.preprocessing;
  if (!table && !sound) requireInputsOf(preprocessing, data);
}

/** What the inputs of two tables are made by. Where only one is a table, and its inputs are its numbers, it is as none. */
function tablesOf(one: Preprocessing, other: Preprocessing): [unknown, unknown] {
  const tables = [one.table, other.table];
  const areNumbers =
    tables.includes(undefined) && tables.every((table) => table === undefined || isPlain(table));
  return areNumbers ? [undefined, undefined] : [inputsOf(one.table), inputsOf(other.table)];
}

/** What a table's inputs are made by. */
const inputsOf = (table: TablePreprocessing | undefined): unknown =>
  table && { columns: table.columns, degree: table.degree, products: table.products };

const isPlain = ({ columns, degree = 1 }: TablePreprocessing): boolean =>
  degree === 1 &&
  columns.every(
    (column) =>
      column.kind === "number" && column.shift === 0 && column.scale === 1 && !column.missing.indicator,
  );

const invalid = (message: string): AkariError => new AkariError("invalid-data", message);
