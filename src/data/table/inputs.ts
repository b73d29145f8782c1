/**
 * @file What a table's inputs are: which products of columns are among them, what they are called, and, back from their
 * numbers, the texts of the cells that they were.
 */

import type { ColumnPreprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { DAY_MILLISECONDS } from "./cells.js";
import type { InputColumn } from "./column-kind.js";

/**
 * Polynomial features: the products of 2 to so many number columns, each as often as it likes, in the order of
 * scikit-learn's PolynomialFeatures without its bias: a², ab, b², a³, a²b, ab², b³.
 *
 * @param count how many number columns there are
 * @param degree the most factors
 * @returns each product's factors as places of columns, in rising order
 */
export function productsOf(count: number, degree: number): number[][] {
  const products: number[][] = [];
  let shorter: number[][] = Array.from({ length: count }, (_, i) => [i]);
  for (let factors = 2; factors <= degree && shorter.length > 0; factors++) {
    const longer: number[][] = [];
    for (let first = 0; first < count; first++) {
      for (const rest of shorter) if (rest[0] >= first) longer.push([first, ...rest]);
    }
    products.push(...longer);
    shorter = longer;
  }
  return products;
}

/** How many products there are; Infinity where that is beyond counting. */
export function countProducts(count: number, degree: number): number {
  if (count === 0) return 0;
  let all = 1;
  for (let i = 1; i <= degree && all < Number.MAX_SAFE_INTEGER; i++) all = (all * (count + i)) / i;
  return Math.max(0, Math.round(all) - 1 - count);
}

/** How many inputs a row becomes, told without making its products; Infinity where that is beyond counting. */
export function tableWidth({ columns, degree = 1 }: TablePreprocessing): number {
  const numbers = columns.filter(({ kind }) => kind === "number").length;
  return columns.reduce((sum, column) => sum + widthOf(column), countProducts(numbers, degree));
}

/** How many inputs a column becomes. */
export function widthOf(column: ColumnPreprocessing): number {
  return (column.kind === "category" ? column.values.length + 1 : 1) + (column.missing.indicator ? 1 : 0);
}

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
  /** What it is 1 for: a text of the column, any other text, or a cell that is missing. Absent for numbers and dates. */
  readonly is?: { readonly text: string } | "other" | "missing";
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
  const choice = (called: string, is: TableInput["is"] & {}): TableInput => ({
    name: called,
    column: name,
    kind: "choice",
    is,
  });
  const indicator = missing.indicator ? [choice(`${name} is missing`, "missing")] : [];
  switch (column.kind) {
    case "category":
      return [
        ...column.values.map((text) => choice(`${name} = ${text}`, { text })),
        choice(`${name} = other`, "other"),
        ...indicator,
      ];
    case "yes-no": {
      const [, text] = column.values;
      return [{ name: `${name} = ${text}`, column: name, kind: "value", is: { text } }, ...indicator];
    }
    default:
      return [{ name, column: name, kind: "value" }, ...indicator];
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

/** One column's entry, as its user would write it. */
export interface InputCell {
  readonly name: string;
  readonly text: string;
}

/** 4.803999999999999 is the computer's way to write 4.804. */
const DIGITS = 12;

/** @param cell NaN for a missing one, whose text is empty */
export function cellText(column: InputColumn, cell: number): string {
  if (Number.isNaN(cell)) return "";
  if ("values" in column) return column.values[cell];
  return column.kind === "date" ? dateText(cell) : String(Number(cell.toPrecision(DIGITS)));
}

/** A day as ISO 8601 writes it, with its time where it has one. @param day counted from 1970-01-01 */
export function dateText(day: number): string {
  const written = new Date(Math.round(day * DAY_MILLISECONDS)).toISOString();
  return Number.isInteger(day) ? written.slice(0, 10) : written.replace(/(:00)?\.\d+Z$/, "Z");
}

/** Inputs are kept as float32: more digits than this are none of the cell's. */
const INPUT_DIGITS = 6;

/** The cells of the row that a network's inputs were made of. @param inputs of one row; an unseen category's text is unknown and given as `other`, a missing cell's is empty */
export function inputCells(inputs: ArrayLike<number>, { columns }: TablePreprocessing): InputCell[] {
  let at = 0;
  return columns.map((column): InputCell => {
    const width = column.kind === "category" ? column.values.length + 1 : 1;
    const start = at;
    at += width + (column.missing.indicator ? 1 : 0);
    const { name } = column;
    if (column.missing.indicator && inputs[start + width] === 1) return { name, text: "" };
    if (column.kind === "yes-no") return { name, text: column.values[inputs[start] > 0.5 ? 1 : 0] };
    if (column.kind === "category") {
      const place = column.values.findIndex((_, value) => inputs[start + value] === 1);
      return { name, text: column.values[place] ?? "other" };
    }
    const value = inputs[start] * column.scale + column.shift;
    if (column.kind === "date") return { name, text: dateText(Math.round(value)) };
    return { name, text: String(Number(value.toPrecision(INPUT_DIGITS))) };
  });
}
