/**
 * @file What `akari train` does where nobody says: what the library recommends, as far as the options leave it open.
 */

import type { DatasetShape } from "../../data/dataset.js";
import type { ModelDefinition } from "../../model/model.js";
import { type DataKind, type Recommendation, recommend } from "../../training/recommend.js";
import { OPTIONS, type OptionName, type OptionValues, optionDefinition } from "../options.js";

/** Options that say nothing to lbfgs, so that somebody who uses one of them wants another optimizer. */
const NOT_WITH_LBFGS = (Object.keys(OPTIONS) as OptionName[]).filter((name) =>
  optionDefinition(name).ignoredWhen?.some(
    ({ option, is }) => option === "optimizer" && is.includes("lbfgs"),
  ),
);

/** Whether the options leave room for a network of one layer to be computed exactly. */
export function mayBeExact({ optimizer, layers, engine, init, ...options }: OptionValues): boolean {
  if (optimizer !== undefined) return optimizer === "lbfgs";
  if (layers?.length !== 0 || init !== undefined || engine === "wasm") return false;
  return NOT_WITH_LBFGS.every((name) => !(name in options));
}

/**
 * @param rows examples to learn from and to validate on
 * @param validates whether some are held out to validate on
 */
export function usualTraining(
  options: OptionValues,
  kind: DataKind,
  definition: ModelDefinition,
  data: DatasetShape,
  rows: number,
  validates: boolean,
): Recommendation {
  const optimizer = options.optimizer ?? (mayBeExact(options) ? undefined : "adam");
  const { earlyStopping, ...usual } = recommend(data, definition, { rows, kind, optimizer });
  // Whoever says how long to train, or whose weights to keep, has decided the end.
  const ends = options.epochs !== undefined || options.steps !== undefined || options["keep-best"] === true;
  return earlyStopping === undefined || ends || !validates ? usual : { ...usual, earlyStopping };
}
