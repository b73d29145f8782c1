/**
 * @file Data that a model did not learn from, in the units that it learned in. What was learned of their own rows, such as
 * means and deviations, is not the model's.
 */

import { type ChunkedDataset, type Dataset, isChunked } from "../data/dataset.js";
import { inOwnUnits, standardised } from "../data/scale.js";
import { AkariError } from "../error.js";
import type { ModelDefinition } from "../model/model.js";
import type { Scaling, TablePreprocessing } from "../model/preprocessing.js";
import { same } from "./plan.js";

/**
 * A data set whose numbers to reach are scaled as the model's outputs are, whatever they are scaled by themselves; without
 * a scaling of their own they are in their own units.
 *
 * @throws AkariError `invalid-data` where a table's or a recording's inputs were scaled otherwise than the model's
 */
export function inModelUnits(data: Dataset, model: ModelDefinition): Dataset;
export function inModelUnits(data: Dataset | ChunkedDataset, model: ModelDefinition): typeof data;
export function inModelUnits(
  data: Dataset | ChunkedDataset,
  { preprocessing: wanted }: ModelDefinition,
): typeof data {
  const { outputs: own, ...others } = data.preprocessing;
  if (differ(inputsOf(others.table), inputsOf(wanted.table)) || differ(others.sound, wanted.sound)) {
    throw new AkariError(
      "invalid-data",
      `The inputs of ${data.name} were scaled by other rows than those that the model learned from. Make them as the model ` +
        "has them, by its definition's preprocessing.",
    );
  }
  if (isChunked(data)) return data;
  const { targets } = data;
  const { outputs } = wanted;
  if (targets.kind === "classes" || same(own, outputs)) return data;
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

/** Where one of them is not known, nothing can be said. */
const differ = (own: unknown, wanted: unknown): boolean =>
  own !== undefined && wanted !== undefined && !same(own, wanted);

/** What a table's inputs are made by. */
const inputsOf = (table: TablePreprocessing | undefined): unknown =>
  table && { columns: table.columns, degree: table.degree, products: table.products };
