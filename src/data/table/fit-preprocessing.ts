/**
 * @file Finds from rows of a table how its columns become inputs: what fills gaps, which categories there are, how
 * numbers and their products are scaled. The rows may come in any number of blocks; a table in memory is one.
 */

import { AkariError } from "../../error.js";
import type {
  ColumnPreprocessing,
  OutputScaling,
  Preprocessing,
  Scaling,
  TablePreprocessing,
} from "../../model/preprocessing.js";
import { randomGenerator } from "../../model/random.js";
import type { InputColumn } from "./column-kind.js";
import { countProducts, productsOf, tableWidth } from "./inputs.js";
import type { TableScaling } from "./options.js";
import { Sample, ScalingFitter } from "./scaling.js";
import { type ColumnCells, cellAt, type TableRows } from "./table-rows.js";

/** More inputs than this are no table's: a slip of the degree. */
const MOST_INPUTS = 10_000;

/** Of float32, in which a network computes: smaller numbers lose digits. */
const SMALLEST_INPUT = 2 ** -126;

export interface PreprocessingOptions {
  readonly scaling: TableScaling;
  /** Products of so many number columns are inputs, too; 1 for none. */
  readonly degree: number;
}

/** Is shown blocks. @param rows the places in the block of the rows to look at */
type Look = (block: TableRows, rows: Uint32Array) => void;

/**
 * Fits in passes over the rows: each yields a function that is to be shown all blocks, in the same order every time.
 *
 * @param layout any block, for what the table's columns and targets are
 * @param sample medians are exact of so many numbers, and of more those of so many drawn at random
 * @throws AkariError `invalid-data` where numbers are too large to be scaled, or the inputs would be too many
 */
export function* fitPasses(
  layout: TableRows,
  { scaling, degree }: PreprocessingOptions,
  sample: { readonly room: number; readonly seed: number },
): Generator<Look, Preprocessing, void> {
  const { table, task, targets, units } = layout;
  const columns = layout.columns.map(({ column }, c) => new ColumnFitter(column, c, scaling, sample));
  const isScaled = task.kind === "values" && !task.areLabels;
  const outputs = isScaled ? task.names.map(() => new ScalingFitter("standard")) : [];
  yield (block, rows) => {
    columns.forEach((column, c) => {
      column.add(block.columns[c], rows);
    });
    eachTarget(block, rows, (value, k) => outputs[k].add(value));
  };
  if (outputs.length > 0 || columns.some(({ looksTwice }) => looksTwice)) {
    yield (block, rows) => {
      columns.forEach((column, c) => {
        column.addAgain(block.columns[c], rows);
      });
      eachTarget(block, rows, (value, k) => outputs[k].addAgain(value));
    };
  }
  const plain: TablePreprocessing = {
    columns: columns.map((column) => column.finish(table)),
    targets,
    ...layout.written,
  };
  requireInputs(table, plain, degree);
  const fitted: TablePreprocessing =
    degree < 2 ? plain : { ...plain, degree, products: yield* productPasses(plain, scaling, degree) };
  if (!isScaled) return { divideBy: 1, table: fitted };
  return {
    divideBy: 1,
    table: fitted,
    outputs: outputs.map((output, k) => outputScaling(table, task.names[k], units[k], output.finish())),
  };
}

/** The passes over one block. @throws AkariError as {@link fitPasses} */
export function fitPreprocessing(
  block: TableRows,
  rows: Uint32Array,
  options: PreprocessingOptions,
): Preprocessing {
  const passes = fitPasses(block, options, { room: rows.length, seed: 0 });
  let pass = passes.next();
  while (!pass.done) {
    pass.value(block, rows);
    pass = passes.next();
  }
  return pass.value;
}

/** Does nothing where targets are classes or labels. */
function eachTarget(
  { task }: TableRows,
  rows: Uint32Array,
  visit: (value: number, output: number) => void,
): void {
  if (task.kind === "classes" || task.areLabels) return;
  const outputs = task.names.length;
  for (const row of rows) for (let k = 0; k < outputs; k++) visit(task.values[row * outputs + k], k);
}

/** Checks what columns become, before products are. @throws AkariError `invalid-data` as {@link fitPasses} */
function requireInputs(table: string, plain: TablePreprocessing, degree: number): void {
  const numbers = plain.columns.filter(({ kind }) => kind === "number").length;
  const inputs = tableWidth(plain) + (degree > 1 ? countProducts(numbers, degree) : 0);
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

/** What becomes of a column, from its cells. */
class ColumnFitter {
  readonly looksTwice: boolean;
  readonly #column: InputColumn;
  readonly #scaling: ScalingFitter;
  /** Of numbers and days, for their median. */
  readonly #sample: Sample | undefined;
  /** How often each value is there. */
  readonly #counts: Uint32Array | undefined;
  #missing = 0;

  /** @param place the column's, counted from 0 */
  constructor(
    column: InputColumn,
    place: number,
    scaling: TableScaling,
    { room, seed }: { readonly room: number; readonly seed: number },
  ) {
    this.#column = column;
    this.#scaling = new ScalingFitter(scaling);
    if ("values" in column) this.#counts = new Uint32Array(column.values.length);
    else this.#sample = new Sample(room, randomGenerator(seed, `median/${place}`).uint32());
    this.looksTwice = this.#counts === undefined && this.#scaling.looksTwice;
  }

  add(cells: ColumnCells, rows: Uint32Array): void {
    for (const row of rows) {
      const cell = cellAt(cells, row);
      if (Number.isNaN(cell)) this.#missing++;
      else if (this.#counts !== undefined) this.#counts[cell]++;
      else {
        this.#scaling.add(cell);
        this.#sample?.add(cell);
      }
    }
  }

  addAgain(cells: ColumnCells, rows: Uint32Array): void {
    if (!this.looksTwice) return;
    for (const row of rows) {
      const cell = cellAt(cells, row);
      if (!Number.isNaN(cell)) this.#scaling.addAgain(cell);
    }
  }

  /** @throws AkariError `invalid-data` where its numbers are too large, or too small */
  finish(table: string): ColumnPreprocessing {
    const column = this.#column;
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
      const fill = this.#sample?.median() ?? 0;
      return { name, kind: column.kind, ...unit, shift, scale, missing: { fill, indicator } };
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

/** Product by product over all rows of a block, so that no more than the factors are held. */
function* productPasses(
  { columns }: TablePreprocessing,
  scaling: TableScaling,
  degree: number,
): Generator<Look, Scaling[], void> {
  const factors = columns.flatMap((column, c) => (column.kind === "number" ? [{ column, c }] : []));
  const products = productsOf(factors.length, degree).map((places) => ({
    places,
    fitter: new ScalingFitter(scaling),
  }));
  const eachProduct =
    (add: (fitter: ScalingFitter, numbers: Float64Array) => void): Look =>
    (block, rows) => {
      const values = factors.map(({ column, c }) =>
        Float64Array.from(rows, (row) => {
          const cell = cellAt(block.columns[c], row);
          return ((Number.isNaN(cell) ? column.missing.fill : cell) - column.shift) / column.scale;
        }),
      );
      const product = new Float64Array(rows.length);
      for (const { places, fitter } of products) {
        product.fill(1);
        for (const place of places) {
          const factor = values[place];
          for (let i = 0; i < product.length; i++) product[i] *= factor[i];
        }
        add(fitter, product);
      }
    };
  yield eachProduct((fitter, numbers) => {
    for (const number of numbers) fitter.add(number);
  });
  if (products.some(({ fitter }) => fitter.looksTwice)) {
    yield eachProduct((fitter, numbers) => {
      for (const number of numbers) fitter.addAgain(number);
    });
  }
  return products.map(({ fitter }) => fitter.finish());
}

/** @throws AkariError `invalid-data` where a target is too large to be scaled */
function outputScaling(table: string, name: string, unit: string, { shift, scale }: Scaling): OutputScaling {
  if (Number.isFinite(shift) && Number.isFinite(scale))
    return { name, ...(unit === "" ? {} : { unit }), shift, scale };
  throw new AkariError(
    "invalid-data",
    `${table}: the target ${name} is too large to be scaled. Give it in a larger unit.`,
  );
}
