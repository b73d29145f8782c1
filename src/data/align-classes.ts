/**
 * @file Classes of one data set under the numbers that another one, or a model, gave them.
 */

import { AkariError } from "../error.js";
import type { Dataset, Targets } from "./dataset.js";
import { joinNames } from "./names.js";
import { ValueIndex } from "./table/values.js";

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
  const known = new ValueIndex(labels);
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
const quotedList = (names: readonly string[]): string => joinNames(names.map((name) => `"${name}"`));
