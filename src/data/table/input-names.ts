/**
 * @file What the inputs that a table's columns became are called, for reports and pictures.
 */

import type { ColumnPreprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { productsOf } from "./products.js";

/**
 * A name for each input: `petal_width`, `colour = red`, `colour = other`, `age is missing`, `age²·height`.
 *
 * @returns as many as the model has inputs, in their order
 */
export const inputNames = (table: TablePreprocessing): string[] => tableInputs(table).map(({ name }) => name);

/** An input that a table's columns became. */
export interface TableInput {
  readonly name: string;
  /** The column that it was made of; absent for a product of several. */
  readonly column?: string;
  /** `value`: the column's own; `choice`: 1 or 0, as other inputs of the column say no or yes. */
  readonly kind: "value" | "choice" | "product";
}

/** The inputs of a row, in their order. */
export function tableInputs({ columns, degree = 1 }: TablePreprocessing): TableInput[] {
  const numbers = columns.filter(({ kind }) => kind === "number").map(({ name }) => name);
  return [
    ...columns.flatMap(inputsOf),
    ...productsOf(numbers.length, degree).map(
      (factors): TableInput => ({ name: productName(factors, numbers), kind: "product" }),
    ),
  ];
}

function inputsOf(column: ColumnPreprocessing): TableInput[] {
  const { name, missing } = column;
  const value = (called: string): TableInput => ({ name: called, column: name, kind: "value" });
  const choice = (called: string): TableInput => ({ name: called, column: name, kind: "choice" });
  const indicator = missing.indicator ? [choice(`${name} is missing`)] : [];
  switch (column.kind) {
    case "category":
      return [...column.values, "other"].map((text) => choice(`${name} = ${text}`)).concat(indicator);
    case "yes-no":
      return [value(`${name} = ${column.values[1]}`), ...indicator];
    default:
      return [value(name), ...indicator];
  }
}

function productName(factors: readonly number[], names: readonly string[]): string {
  return [...new Set(factors)]
    .map((factor) => {
      const power = factors.filter((other) => other === factor).length;
      return power === 1 ? names[factor] : names[factor] + superscript(power);
    })
    .join("·");
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const superscript = (number: number): string =>
  [...String(number)].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
