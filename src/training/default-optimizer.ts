/**
 * @file Which optimizer `akari train` takes when nobody names one: the exact one where it is quick.
 */

import type { ModelDefinition } from "../model/model.js";

/** Rows times inputs times outputs: what an iteration of `lbfgs` goes through in about a tenth of a second. */
const MOST_WORK = 5e7;

/**
 * `lbfgs` for a network without hidden layers that is not too large: linear, logistic and softmax regression come out
 * exactly, with nothing to tune. `adam` for all others, and for the mean absolute error, whose corners stop L-BFGS.
 *
 * @param rows how many examples there are to learn from
 */
export function defaultOptimizer(definition: ModelDefinition, rows: number): "lbfgs" | "adam" {
  const { inputs, layers, loss } = definition;
  const exact = layers.length === 1 && loss !== "mean_absolute_error";
  return exact && rows * inputs * layers[0].units <= MOST_WORK ? "lbfgs" : "adam";
}
