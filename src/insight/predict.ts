/**
 * @file Asks a model in its own terms: a row of a table by its columns, answered by a class, or by numbers in the targets'
 * own units.
 */

import type { NumberList } from "../data/dataset.js";
import { encodeRows } from "../data/table/row-encoder.js";
import type { TableRow } from "../data/table/table.js";
import type { EngineOptions, Numbers } from "../engine/engine.js";
import type { Model } from "../model/model.js";
import { predict as outputsOf } from "./compile.js";
import { interpretOutputs, type Prediction } from "./predictions.js";

/**
 * What a model that learned from a table says of a row, or of several: the class and its probabilities, which labels are
 * true, or numbers in their own units. Columns are found by name; those that the model did not learn from are passed over, and
 * a category that it never saw is named in `unseen`. Given numbers, it is the `predict` of `akari`.
 *
 * @param row a value a column (`{ area: 90, district: "harbour" }`), or a list of such rows. Texts are read as they would be
 * in a file; `null` is a missing cell
 * @throws AkariError `invalid-data` where a column is lacking or a value is not what the model expects, or where the model
 * did not learn from a table
 * @example
 * ```ts
 * const answer = await predict(model, { area: 90, rooms: 4, district: "harbour" });
 * if (answer.task === "values") console.log(answer.values[0].value);
 * ```
 */
export function predict(model: Model, inputs: NumberList, options?: EngineOptions): Promise<Numbers>;
export function predict(model: Model, row: TableRow, options?: EngineOptions): Promise<Prediction>;
export function predict(
  model: Model,
  rows: readonly TableRow[],
  options?: EngineOptions,
): Promise<Prediction[]>;
export async function predict(
  model: Model,
  given: NumberList | TableRow | readonly TableRow[],
  options?: EngineOptions,
): Promise<Numbers | Prediction | Prediction[]> {
  if (isRow(given)) return (await predictRows(model, [given], options))[0];
  if (isRows(given)) return predictRows(model, given, options);
  return outputsOf(model, given, options);
}

async function predictRows(
  model: Model,
  rows: readonly TableRow[],
  options?: EngineOptions,
): Promise<Prediction[]> {
  const { data } = encodeRows(rows, model.definition.preprocessing, { name: "the input" });
  return interpretOutputs(model.definition, await outputsOf(model, data, options), data);
}

type Given = NumberList | TableRow | readonly TableRow[];

const isRow = (given: Given): given is TableRow =>
  typeof given === "object" && given !== null && !Array.isArray(given) && !ArrayBuffer.isView(given);

const isRows = (given: Exclude<Given, TableRow>): given is readonly TableRow[] =>
  Array.isArray(given) && given.length > 0 && isRow(given[0]);
