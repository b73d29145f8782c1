/**
 * @file From a person's examples to data sets: split, prepared by what the training part shows, made into numbers.
 */

import { AkariError } from "../error.js";
import type { Dataset, Targets } from "./dataset.js";
import type { Examples } from "./examples.js";
import { type Parts, type SplitOptions, splitExamples } from "./split.js";
import { Meanings } from "./table/meaning.js";
import { listed } from "./wording.js";

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
 */
export function splitAndPrepare(examples: Examples, options: SplitOptions): PreparedParts {
  return prepareParts(examples, splitExamples(examples, options));
}

/** Prepares parts that have been split: the preprocessing is learned from the training part alone. */
export function prepareParts(examples: Examples, { training, validation, test }: Parts): PreparedParts {
  const preprocessing = examples.prepare(training);
  const part = (rows: Uint32Array, name: string): Dataset =>
    examples.encode(rows, preprocessing, `${examples.name}, ${name} part`);
  return {
    train: part(training, "training"),
    ...(validation.length === 0 ? {} : { validation: part(validation, "validation") }),
    ...(test.length === 0 ? {} : { test: part(test, "test") }),
  };
}

/**
 * A data set whose classes are numbered as a model numbers them: a file of its own may lack some of them, or have them
 * in another order.
 *
 * @param labels the model's, in its order
 * @throws AkariError `invalid-data` naming the classes that the model does not know
 */
export function alignClasses(data: Dataset, labels: readonly string[] | undefined): Dataset {
  const { targets, name } = data;
  if (targets.kind !== "classes" || labels === undefined || sameNames(targets.names, labels)) return data;
  const known = new Meanings(labels);
  const places = targets.names.map((label) => known.find(label));
  const used = new Set(targets.classes);
  const unknown = targets.names.filter((_, c) => places[c] < 0 && used.has(c));
  if (unknown.length > 0) {
    throw new AkariError(
      "invalid-data",
      `${name} has ${quotedList(unknown)} among its classes; the model knows ${quotedList(labels)}.`,
    );
  }
  const classes = Uint32Array.from(targets.classes, (c) => places[c]);
  return { ...data, targets: { kind: "classes", classes, names: labels } satisfies Targets };
}

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i]);

/** The first few names, quoted. */
const quotedList = (names: readonly string[]): string => listed(names.map((name) => `"${name}"`));
