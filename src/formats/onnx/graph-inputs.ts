/**
 * @file What goes into a graph: its inputs, in the graph's order, as the columns of a row.
 */

import type { Allowance } from "../../bounds.js";
import { elementCount } from "../bytes/shape.js";
import { quote } from "../description/quote.js";
import type { OnnxFile, OnnxValue } from "./file-reader.js";
import { inputFlow } from "./flow.js";
import { NotDenseError } from "./not-dense.js";
import { type NumberType, numberType } from "./schema.js";
import type { Unread, Value } from "./values.js";

/** More columns than this have no names of their own. */
const MOST_COLUMNS = 100_000;

/** A graph's inputs as a network takes them. */
export interface GraphInputs {
  readonly values: ReadonlyMap<string, Value>;
  /** What each number of a row is called, where there are several inputs: `age`, or `pixels 3` of one that has many. */
  readonly names?: readonly string[];
  /** The shape of an example, where there is one input and the graph says it. */
  readonly dims?: readonly number[];
}

export function readInputs({ inputs }: OnnxFile, allowance: Allowance): GraphInputs {
  const { most } = allowance;
  // What has no dimensions is one value for all examples, no column of theirs.
  const [rows, others] = [inputs.filter((input) => !isScalar(input)), inputs.filter(isScalar)];
  const values = new Map<string, Value>(
    others.map((input) => [input.name, unread(input, "is one value for all examples")]),
  );
  if (rows.length <= 1) {
    for (const input of rows) {
      const { dims, batch } = exampleOf(input);
      values.set(
        input.name,
        inputValue(input, (type) => inputFlow(dims, type, most, { batch })),
      );
    }
    const dims = rows.map((input) => exampleOf(input).dims)[0];
    return { values, ...(dims === undefined || dims.some(Number.isNaN) ? {} : { dims }) };
  }
  const widths = rows.map((input) => elementCount(exampleOf(input).dims));
  const of = widths.reduce((sum, width) => sum + width, 0);
  let from = 0;
  rows.forEach((input, i) => {
    const { dims, batch } = exampleOf(input);
    const start = from;
    from += widths[i];
    values.set(
      input.name,
      inputValue(input, (type) => {
        if (!(of <= MOST_COLUMNS)) {
          throw new NotDenseError(
            Number.isNaN(of)
              ? "is one of several, of which the graph does not say how many numbers each has"
              : `is one of several, which have ${of} numbers together`,
          );
        }
        const at = Array.from({ length: widths[i] }, (_, k) => start + k);
        return inputFlow(dims, type, most, { batch, columns: { at, of } });
      }),
    );
  });
  if (!(of <= MOST_COLUMNS)) return { values };
  allowance.take(rows.reduce((letters, { name }, i) => letters + name.length * widths[i], 0));
  return { values, names: columnNames(rows, widths) };
}

function inputValue(input: OnnxValue, make: (type: NumberType) => Value): Value {
  const type = input.element === undefined ? undefined : numberType(input.element);
  if (type !== "float" && type !== "whole") return unread(input, "is none of numbers");
  try {
    return make(type);
  } catch (error) {
    if (!(error instanceof NotDenseError)) throw error;
    return unread(input, error.message);
  }
}

const unread = ({ name }: OnnxValue, why: string): Unread => ({
  kind: "unread",
  reason: `the input ${quote(name)} ${why}`,
});

const isScalar = ({ dims }: OnnxValue): boolean => dims?.length === 0;

/** The first dimension of an input is that of the examples. Where nothing is said, they are rows of numbers. */
function exampleOf({ dims = [-1, -1] }: OnnxValue): { dims: readonly number[]; batch: number | undefined } {
  const [examples, ...example] = dims;
  return {
    dims: example.map((dim) => (dim < 0 ? Number.NaN : dim)),
    batch: examples < 0 ? undefined : examples,
  };
}

/** A name for each number, none of them twice. */
function columnNames(inputs: readonly OnnxValue[], widths: readonly number[]): readonly string[] {
  const names = new Set<string>();
  inputs.forEach(({ name }, i) => {
    for (let k = 1; k <= widths[i]; k++) {
      const called = widths[i] === 1 ? name : `${name} ${k}`;
      let free = called;
      for (let n = 2; names.has(free); n++) free = `${called} (${n})`;
      names.add(free);
    }
  });
  return [...names];
}
