/**
 * @file What the inputs that a table's columns became are called, for reports.
 */

import type { ColumnPreprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { productsOf } from "./products.js";

/**
 * A name for each input: `petal_width`, `colour = red`, `colour = other`, `age is missing`, `age²·height`.
 *
 * @returns as many as the model has inputs, in their order
 */
export function inputNames({ columns, degree = 1 }: TablePreprocessing): string[] {
  const numbers = columns.filter(({ kind }) => kind === "number").map(({ name }) => name);
  return [
    ...columns.flatMap(namesOf),
    ...productsOf(numbers.length, degree).map((factors) => productName(factors, numbers)),
  ];
}

function namesOf(column: ColumnPreprocessing): string[] {
  const { name, missing } = column;
  const indicator = missing.indicator ? [`${name} is missing`] : [];
  switch (column.kind) {
    case "category":
      return [...column.values.map((value) => `${name} = ${value}`), `${name} = other`, ...indicator];
    case "yes-no":
      return [`${name} = ${column.values[1]}`, ...indicator];
    default:
      return [name, ...indicator];
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
