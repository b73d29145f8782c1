/**
 * @file What is in pictures or recordings with a class each.
 */

import { balanceOf, type ClassBalance } from "./class-balance.js";
import { findTwins, type Twins } from "./twins.js";

/** Examples that are numbers already. */
export interface Labelled {
  readonly inputs: ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> };
  /** Numbers in a row. */
  readonly columns: number;
  /** `[rows]`, each an index into `names`. */
  readonly classes: ArrayLike<number>;
  readonly names: readonly string[];
}

export interface LabelledSurvey {
  readonly rows: number;
  readonly classes: ClassBalance;
  /** Those that are the same to a network. */
  readonly twins: Twins;
}

/** Examples in one part or more, whose rows are numbered through; all parts have the same classes. */
export function surveyLabelled(parts: readonly Labelled[]): LabelledSurvey {
  const starts = parts.map((_, p) => parts.slice(0, p).reduce((sum, { classes }) => sum + classes.length, 0));
  const rows = parts.reduce((sum, { classes }) => sum + classes.length, 0);
  const classes = new Uint32Array(rows);
  parts.forEach((part, p) => {
    classes.set(Array.from(part.classes), starts[p]);
  });
  const inputsOf = (row: number): ArrayLike<number> => {
    const p = starts.findLastIndex((start) => row >= start);
    const { inputs, columns } = parts[p];
    return inputs.subarray((row - starts[p]) * columns, (row - starts[p] + 1) * columns);
  };
  return {
    rows,
    classes: balanceOf(classes, parts[0].names),
    twins: findTwins(rows, inputsOf, (a, b) => classes[a] === classes[b]),
  };
}
