/**
 * @file How much each example counts in the loss: by its class, and by the data set's own weights.
 *
 * With an example's weight `w`, its class's times its own, the loss of a data set is `Σ w l / Σ w`: so it is told of
 * epochs and of validation, and by `evaluate`, which knows the examples' own weights alone. For training, weights are divided by their mean over the examples that are
 * learned from, and a batch's loss is the mean of `w l` over its examples. PyTorch divides by the sum of a batch's own
 * weights instead, which makes an example's pull depend on its neighbours, and vanish as a weight in batches of one;
 * where a batch is the whole data set, both are the same.
 */

import { type ChunkedDataset, type Dataset, isChunked } from "../data/dataset.js";
import { AkariError, invalidArgument } from "../error.js";
import type { ClassWeights } from "./option-values.js";

/**
 * Finds the weights of a run.
 *
 * @param data what is learned from
 * @param rows those of its rows that are; of one in chunks, all are
 * @returns gives a data set, the same or one to validate on, the weights that its rows have in this run; one without
 * any stays as it is
 * @throws AkariError `invalid-argument` where class weights do not go with the data, `invalid-data` where nothing counts
 */
export function exampleWeights(
  data: Dataset | ChunkedDataset,
  rows: Uint32Array,
  classWeights: ClassWeights | undefined,
): (data: Dataset) => Dataset {
  const factors = classWeights === undefined ? undefined : classFactors(data, rows, classWeights);
  const weightOf = ({ targets, weights }: Dataset, row: number): number =>
    (weights?.[row] ?? 1) *
    (factors === undefined || targets.kind === "values" ? 1 : factors[targets.classes[row]]);
  let examples = rows.length;
  let total = 0;
  if (isChunked(data)) {
    examples = data.features.rows;
    data.totals.forEach(({ weight }, c) => {
      total += weight * (factors?.[c] ?? 1);
    });
  } else for (const row of rows) total += weightOf(data, row);
  if (total === 0) {
    throw new AkariError("invalid-data", `All examples of ${data.name} to learn from have the weight 0.`);
  }
  const scale = examples / total;
  return (given) =>
    factors === undefined && given.weights === undefined
      ? given
      : {
          ...given,
          weights: Float64Array.from(
            { length: given.features.rows },
            (_, row) => weightOf(given, row) * scale,
          ),
        };
}

function classFactors(
  data: Dataset | ChunkedDataset,
  rows: Uint32Array,
  given: ClassWeights,
): readonly number[] {
  const { name, targets } = data;
  if (targets.kind === "values") {
    throw invalidArgument(`The option classWeights is for classes, but the targets of ${name} are values.`);
  }
  const { names } = targets;
  if (given !== "balanced") {
    if (given.length === names.length) return given;
    throw invalidArgument(
      `The option classWeights has ${given.length} weights, but ${name} has ${names.length} classes.`,
    );
  }
  const counts = isChunked(data) ? data.totals.map((total) => total.rows) : countClasses(data, rows);
  const examples = isChunked(data) ? data.features.rows : rows.length;
  // A class that only validation meets is weighed as if it had one example.
  return counts.map((count) => examples / (names.length * Math.max(1, count)));
}

function countClasses({ targets }: Dataset, rows: Uint32Array): number[] {
  if (targets.kind === "values") return [];
  const counts = targets.names.map(() => 0);
  for (const row of rows) counts[targets.classes[row]]++;
  return counts;
}
