/**
 * @file Evaluations of a kind that a test knows.
 */

import type { Evaluation } from "../../src/training/evaluate.js";

/** @throws Error where a data set's targets made it another one */
export function ofTask<Task extends Evaluation["task"]>(
  evaluation: Evaluation,
  task: Task,
): Extract<Evaluation, { readonly task: Task }> {
  if (evaluation.task !== task) throw new Error(`It is of ${evaluation.task}, not ${task}.`);
  return evaluation as Extract<Evaluation, { readonly task: Task }>;
}
