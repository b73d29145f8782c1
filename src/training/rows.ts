/**
 * @file Which rows of a data set a run learns from, step by step, and which it holds out. They are a function of the
 * data's length and the options, so they can be told without the run.
 */

import type { Dataset } from "../data/dataset.js";
import type { FitOptions } from "./events.js";
import { RowOrder } from "./order.js";
import { planTraining } from "./plan.js";

/**
 * The rows that `fit` with these options holds out to validate on, in the data set's order; none where it validates on
 * another data set or not at all.
 *
 * @throws AkariError `invalid-argument` for an option that cannot be
 */
export function validationRows(data: Dataset, options: FitOptions = {}): Uint32Array {
  return planTraining(data, options).validationRows.slice();
}

/**
 * The rows that a step of `fit` with these options learns from, in their order.
 *
 * @param step counted from 1
 * @throws AkariError `invalid-argument` for an option that cannot be
 */
export function stepRows(data: Dataset, options: FitOptions, step: number): Uint32Array {
  const plan = planTraining(data, options);
  const { order, from } = new RowOrder(plan.trainingRows, plan).place(step - 1);
  return order.slice(from, from + plan.batch);
}
