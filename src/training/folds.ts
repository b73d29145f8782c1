/**
 * @file The data sets of each fold of a cross-validation.
 */

import type { Dataset } from "../data/dataset.js";
import type { Examples, Task } from "../data/examples.js";
import { prepareParts } from "../data/prepare.js";
import { type Fold, foldExamples, type SplitBy, splitExamples } from "../data/split.js";

/** What to learn from, to validate on where that is wanted, and to test on. */
export interface PreparedFold {
  readonly train: Dataset;
  readonly validation?: Dataset;
  readonly test: Dataset;
}

/**
 * Prepares one fold after the other, each when it is asked for.
 *
 * @param validation the share of a fold's training examples to validate on
 * @throws AkariError as `foldExamples` does, before the first fold, and as `splitExamples` does, before the fold that
 * it is about
 */
export function* prepareFolds(
  examples: Examples,
  count: number,
  validation: number,
  seed: number,
  by: SplitBy,
): Generator<PreparedFold, void, void> {
  for (const fold of foldExamples(examples, count, seed, by)) {
    yield prepareFold(examples, fold, validation, seed, by);
  }
}

/** A fold's parts, what it learns from divided once more into training and validation part. */
function prepareFold(
  examples: Examples,
  { learning, test }: Fold,
  validation: number,
  seed: number,
  by: SplitBy,
): PreparedFold {
  const { training, validation: held } = splitExamples(chosen(examples, learning), {
    test: 0,
    validation,
    seed,
    by,
  });
  const rows = (places: Uint32Array): Uint32Array => places.map((place) => learning[place]);
  const parts = prepareParts(examples, { training: rows(training), validation: rows(held), test });
  if (parts.test === undefined) throw new Error("A fold without a test part.");
  return { ...parts, test: parts.test };
}

/** Some rows of examples as examples of their own, as far as splitting goes. */
function chosen(
  { name, task, groups, times }: Examples,
  rows: Uint32Array,
): Parameters<typeof splitExamples>[0] {
  return {
    name,
    rows: rows.length,
    task: chosenTask(task, rows),
    ...(groups === undefined ? {} : { groups: rows.map((row) => groups[row]) }),
    ...(times === undefined ? {} : { times: Float64Array.from(rows, (row) => times[row]) }),
  };
}

function chosenTask(task: Task, rows: Uint32Array): Task {
  if (task.kind === "classes") return { ...task, classes: rows.map((row) => task.classes[row]) };
  const outputs = task.names.length;
  const values = Float64Array.from(
    { length: rows.length * outputs },
    (_, i) => task.values[rows[Math.floor(i / outputs)] * outputs + (i % outputs)],
  );
  return { ...task, values };
}
