/**
 * @file Learns from some rows of a table how its columns become inputs.
 */

import { AkariError } from "../../error.js";
import type { ColumnPreprocessing, Scaling, TablePreprocessing } from "../../model/preprocessing.js";
import type { InputColumn } from "./column-kind.js";
import type { TableScaling } from "./options.js";
import { countProducts, productsOf } from "./products.js";
import { RowEncoder } from "./row-encoder.js";
import { learnScaling, median, ScalingLearner } from "./scaling.js";
import { type ColumnCells, cellAt, type TableRows } from "./table-rows.js";

/** More inputs than this are no table's: a slip of the degree. */
const MOST_INPUTS = 10_000;

/** Of float32, in which a network computes: smaller numbers lose digits. */
const SMALLEST_INPUT = 2 ** -126;

export interface LearnOptions {
  readonly scaling: TableScaling;
  readonly degree: number;
}

/**
 * @param rows those to learn from
 * @throws AkariError `invalid-data` where numbers are too large to be scaled, or the inputs would be too many
 */
export function learnColumns(table: TableRows, rows: Uint32Array, options: LearnOptions): TablePreprocessing {
  const columns = table.columns.map((column) => learnColumn(column, rows, options.scaling, table.table));
  const plain: TablePreprocessing = { columns, targets: table.targets, ...table.written };
  const { degree } = options;
  requireInputs(table.table, plain, degree);
  return degree < 2 ? plain : { ...plain, degree, products: learnProducts(table, columns, rows, options) };
}

/**
 * Checks what columns become, before products are learned.
 *
 * @throws AkariError `invalid-data` where the inputs would be too many, or there is nothing to take products of
 */
export function requireInputs(table: string, plain: TablePreprocessing, degree: number): void {
  const numbers = plain.columns.filter(({ kind }) => kind === "number").length;
  const inputs = new RowEncoder(plain).inputs + (degree > 1 ? countProducts(numbers, degree) : 0);
  if (inputs > MOST_INPUTS) {
    const many = Number.isSafeInteger(inputs) ? inputs.toLocaleString("en") : "more than can be counted";
    const todo = degree > 1 ? "Take a lower degree, or fewer columns" : "Leave columns out";
    throw new AkariError(
      "invalid-data",
      `${table} would have ${many} inputs, and the most is ${MOST_INPUTS.toLocaleString("en")}. ${todo}.`,
    );
  }
  if (degree < 2 || numbers > 0) return;
  throw new AkariError(
    "invalid-data",
    `${table} has no number columns to take products of, so a degree would be ignored.`,
  );
}

function learnColumn(
  from: ColumnCells,
  rows: Uint32Array,
  scaling: TableScaling,
  table: string,
): ColumnPreprocessing {
  const learner = new ColumnLearner(from.column, scaling);
  for (const row of rows) learner.see(cellAt(from, row));
  if (learner.looksTwice) for (const row of rows) learner.seeAgain(cellAt(from, row));
  return learner.finish(table, () => median(presentCells(from, rows)));
}

/** Learns from a column's cells, which come one by one: {@link see} all, then {@link seeAgain} all in the same order. */
export class ColumnLearner {
  readonly column: InputColumn;
  readonly looksTwice: boolean;
  readonly #scaling: ScalingLearner;
  readonly #counts: Uint32Array | undefined;
  #missing = 0;

  constructor(column: InputColumn, scaling: TableScaling) {
    this.column = column;
    this.#scaling = new ScalingLearner(scaling);
    if ("values" in column) this.#counts = new Uint32Array(column.values.length);
    this.looksTwice = this.#counts === undefined && this.#scaling.looksTwice;
  }

  /** @param cell NaN where it is missing */
  see(cell: number): void {
    if (Number.isNaN(cell)) this.#missing++;
    else if (this.#counts === undefined) this.#scaling.see(cell);
    else this.#counts[cell]++;
  }

  seeAgain(cell: number): void {
    if (!Number.isNaN(cell)) this.#scaling.seeAgain(cell);
  }

  /**
   * @param middle the median of those that are not missing, asked for where the column has one
   * @throws AkariError `invalid-data` where its numbers are too large
   */
  finish(table: string, middle: () => number): ColumnPreprocessing {
    const { column } = this;
    const { name } = column;
    const indicator = this.#missing > 0;
    if (column.kind === "number" || column.kind === "date") {
      const { shift, scale } = this.#scaling.finish();
      if (!Number.isFinite(shift) || !Number.isFinite(scale)) {
        throw new AkariError(
          "invalid-data",
          `${table}, column ${name}: its numbers are too large to be scaled. Give it in a larger unit.`,
        );
      }
      const largest = this.#scaling.largest({ shift, scale });
      if (largest > 0 && largest < SMALLEST_INPUT) {
        throw new AkariError(
          "invalid-data",
          `${table}, column ${name}: its numbers are too small for the network, which would take them for 0. Give it in ` +
            "a smaller unit, or scale it.",
        );
      }
      const unit = column.kind === "number" && column.unit !== undefined ? { unit: column.unit } : {};
      return { name, kind: column.kind, ...unit, shift, scale, missing: { fill: middle(), indicator } };
    }
    const counts = this.#counts ?? new Uint32Array();
    const most = counts.indexOf(counts.reduce((a, b) => Math.max(a, b)));
    if (column.kind === "yes-no") {
      return { name, kind: "yes-no", values: column.values, missing: { fill: most, indicator } };
    }
    const values = column.values.filter((_, value) => counts[value] > 0);
    return { name, kind: "category", values, missing: { fill: column.values[most], indicator } };
  }
}

function presentCells(column: ColumnCells, rows: Uint32Array): Float64Array {
  const present = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const cell = cellAt(column, row);
    if (!Number.isNaN(cell)) present[count++] = cell;
  }
  return present.subarray(0, count);
}

/** Product by product over all rows, so that no more than a column of products is held at a time. */
function learnProducts(
  table: TableRows,
  columns: readonly ColumnPreprocessing[],
  rows: Uint32Array,
  { scaling, degree }: LearnOptions,
): Scaling[] {
  const factors = columns.flatMap((column, c) => {
    if (column.kind !== "number") return [];
    return [
      Float64Array.from(rows, (row) => {
        const cell = cellAt(table.columns[c], row);
        return ((Number.isNaN(cell) ? column.missing.fill : cell) - column.shift) / column.scale;
      }),
    ];
  });
  const product = new Float64Array(rows.length);
  return productsOf(factors.length, degree).map((places) => {
    product.fill(1);
    for (const place of places) {
      const factor = factors[place];
      for (let i = 0; i < product.length; i++) product[i] *= factor[i];
    }
    return learnScaling(product, scaling);
  });
}
