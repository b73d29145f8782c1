/**
 * @file Turns a table's row, its cells read as numbers (see cell-reader.ts), into a network's inputs.
 */

import type { ColumnPreprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { countProducts, productsOf } from "./products.js";

export class RowEncoder {
  /** How many inputs a row becomes. */
  readonly inputs: number;
  readonly #columns: readonly ColumnPreprocessing[];
  readonly #products: readonly (readonly number[])[];
  readonly #preprocessing: TablePreprocessing;
  /** The scaled values of the number columns, products' factors. */
  readonly #numbers: Float64Array;

  constructor(preprocessing: TablePreprocessing) {
    const { columns, degree = 1 } = preprocessing;
    const numbers = columns.filter(({ kind }) => kind === "number").length;
    this.#columns = columns;
    this.#preprocessing = preprocessing;
    this.#numbers = new Float64Array(numbers);
    this.#products = productsOf(numbers, degree);
    this.inputs = columns.reduce((sum, column) => sum + widthOf(column), this.#products.length);
  }

  /**
   * @param row `[columns]`
   * @param out where its inputs go, `[inputs]` from `start`
   */
  encode(row: Float64Array, out: Float32Array | Float64Array, start: number): void {
    let at = start;
    let number = 0;
    this.#columns.forEach((column, c) => {
      const cell = row[c];
      const isMissing = Number.isNaN(cell);
      if (column.kind === "category") {
        const { values, missing } = column;
        out.fill(0, at, at + values.length + 1);
        const value = isMissing ? values.indexOf(missing.fill) : Math.min(cell, values.length);
        out[at + (value < 0 ? values.length : value)] = 1;
        at += values.length + 1;
      } else {
        const filled = isMissing ? column.missing.fill : cell;
        const scaled = column.kind === "yes-no" ? filled : (filled - column.shift) / column.scale;
        if (column.kind === "number") this.#numbers[number++] = scaled;
        out[at++] = scaled;
      }
      if (column.missing.indicator) out[at++] = isMissing ? 1 : 0;
    });
    const { products = [] } = this.#preprocessing;
    this.#products.forEach((factors, p) => {
      let product = 1;
      for (const factor of factors) product *= this.#numbers[factor];
      out[at++] = products.length === 0 ? product : (product - products[p].shift) / products[p].scale;
    });
  }
}

/** How many inputs a row becomes, told without making its products; Infinity where that is beyond counting. */
export function tableWidth({ columns, degree = 1 }: TablePreprocessing): number {
  const numbers = columns.filter(({ kind }) => kind === "number").length;
  return columns.reduce((sum, column) => sum + widthOf(column), countProducts(numbers, degree));
}

/** How many inputs a column becomes. */
function widthOf(column: ColumnPreprocessing): number {
  return (column.kind === "category" ? column.values.length + 1 : 1) + (column.missing.indicator ? 1 : 0);
}
