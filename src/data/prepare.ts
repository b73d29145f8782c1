/**
 * @file From a person's examples to data sets: split or divided into folds, prepared by what the training part shows,
 * made into numbers.
 */

import type { Preprocessing } from "../model/preprocessing.js";
import type { Dataset } from "./dataset.js";
import type { Examples, Task } from "./examples.js";
import {
  type Divisible,
  type Fold,
  foldExamples,
  type Parts,
  type SplitBy,
  type SplitOptions,
  splitExamples,
} from "./split.js";

/** The parts of some examples, ready for a network. A part without rows is absent. */
export interface PreparedParts {
  readonly train: Dataset;
  readonly validation?: Dataset;
  readonly test?: Dataset;
}

/**
 * Splits examples and prepares them: the preprocessing is learned from the training part alone.
 *
 * @throws AkariError `invalid-data` where a part would be empty, or nothing can be learned from it
 * @example
 * ```ts
 * const { train, test } = splitAndPrepare(examples, { test: 0.2, validation: 0, seed: 1 });
 * ```
 */
export function splitAndPrepare(examples: Examples, options: SplitOptions): PreparedParts {
  return prepareParts(examples, splitExamples(examples, options));
}

/**
 * Prepares parts that have been split: the preprocessing is learned from the training part alone.
 *
 * @param inputsOf the preprocessing of a model whose first layers are to be taken over: then inputs are made as it has
 * them, of the same columns, and only what becomes of targets is learned
 * @throws AkariError `invalid-data` where the examples lack what that model takes in
 */
export function prepareParts(
  examples: Examples,
  { training, validation, test }: Parts,
  inputsOf?: Preprocessing,
): PreparedParts {
  const own = examples.prepare(training);
  const preprocessing = inputsOf === undefined ? own : withInputsOf(own, inputsOf);
  const part = (rows: Uint32Array, name: string): Dataset =>
    examples.encode(rows, preprocessing, `${examples.name}, ${name} part`);
  return {
    train: part(training, "training"),
    ...(validation.length === 0 ? {} : { validation: part(validation, "validation") }),
    ...(test.length === 0 ? {} : { test: part(test, "test") }),
  };
}

function withInputsOf(
  own: Preprocessing,
  { outputs: _theirs, table, ...inputs }: Preprocessing,
): Preprocessing {
  return {
    ...inputs,
    ...(table === undefined ? {} : { table: { ...table, targets: own.table?.targets ?? table.targets } }),
    ...(own.outputs === undefined ? {} : { outputs: own.outputs }),
  };
}

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
 * @param rows those that are divided; all when left out
 * @throws AkariError as `foldExamples` does, before the first fold, and as `splitExamples` does, before the fold that
 * it is about
 */
export function* prepareFolds(
  examples: Examples,
  count: number,
  validation: number,
  seed: number,
  by: SplitBy,
  rows?: Uint32Array,
): Generator<PreparedFold, void, void> {
  const divided = rows === undefined ? examples : chosen(examples, rows);
  for (const { learning, test } of foldExamples(divided, count, seed, by)) {
    const fold =
      rows === undefined
        ? { learning, test }
        : { learning: rowsAt(rows, learning), test: rowsAt(rows, test) };
    yield prepareFold(examples, fold, validation, seed, by);
  }
}

/** The rows at some places of a list of rows. */
const rowsAt = (rows: Uint32Array, places: Uint32Array): Uint32Array => places.map((place) => rows[place]);

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
  const parts = prepareParts(examples, {
    training: rowsAt(learning, training),
    validation: rowsAt(learning, held),
    test,
  });
  if (parts.test === undefined) throw new Error("A fold without a test part.");
  return { ...parts, test: parts.test };
}

/** Some rows of examples as examples of their own, as far as splitting goes. */
function chosen({ name, task, groups, times }: Examples, rows: Uint32Array): Divisible {
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
