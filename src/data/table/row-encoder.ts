/**
 * @file Makes rows of a table into a network's inputs: typed cells become numbers, and these inputs. The same for a row of a
 * file, of JSON and of code.
 */

import { AkariError } from "../../error.js";
import type { ColumnPreprocessing, Preprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import type { Features } from "../dataset.js";
import { joinNames } from "../names.js";
import { type CellReader, cellReader } from "./cell-reader.js";
import { productsOf, widthOf } from "./inputs.js";
import type { Decimal } from "./number-text.js";
import { cellProblem, quoted, rowCalled } from "./problem.js";
import { ScanForModel } from "./scan-for-model.js";
import { requireWidth } from "./schema.js";
import { type UnseenCategories, UnseenTally } from "./unseen.js";
import { asYesNo } from "./values.js";

/** What stands in a column. Nothing, an empty text and NaN mean that it is missing. */
export type RowValue = string | number | boolean | Date | null | undefined;

/** A table whose rows are to be shown to a model. */
export interface TableForm {
  /** What to call it in messages. */
  readonly table: string;
  /** Its columns' names. */
  readonly header: readonly string[];
  /** What stands between its cells. */
  readonly separator: string;
  /** What its cells tell, all of them, of how numbers are written in it. */
  readonly scan: ScanForModel;
  /** What to do about a number that can be read in two ways, where no option of a command decides it. */
  readonly todo?: string;
}

/** Encodes the rows of a table for a model that exists; its columns are found by their names, in any order. */
export class RowEncoder {
  /** How many inputs a row becomes. */
  readonly inputs: number;
  /** What was decided of its numbers, and what the table has besides, in sentences. */
  readonly notes: readonly string[];
  /** The categories of its rows, so far, that training never saw. */
  readonly unseen = new UnseenTally();
  readonly #form: TableForm;
  readonly #columns: readonly {
    readonly column: ColumnPreprocessing;
    readonly at: number;
    readonly read: CellReader;
    /** Whether a missing cell cannot be filled. */
    readonly isNeeded: boolean;
  }[];
  readonly #encoder: InputEncoder;
  readonly #row: Float64Array;

  /**
   * @param model what to call the model in messages
   * @throws AkariError `invalid-data` naming the columns that the table lacks
   */
  constructor(form: TableForm, description: TablePreprocessing, model: string) {
    const { table, header, scan, todo } = form;
    requireColumns(form, description, model);
    this.#form = form;
    this.#columns = description.columns.map((column) => ({
      column,
      at: header.indexOf(column.name),
      isNeeded: Number.isNaN(column.missing.fill),
      read: cellReader(column, {
        table,
        missing: scan.missing,
        decimal: scan.decimalOf(column.name),
        todo,
        onUnseen: (text) => this.unseen.add(column.name, text),
      }),
    }));
    this.#encoder = new InputEncoder(description);
    this.#row = new Float64Array(description.columns.length);
    this.inputs = this.#encoder.inputs;
    const known = new Set([...description.columns.map(({ name }) => name), ...description.targets]);
    const unused = header
      .filter((name) => !known.has(name))
      .map((name) => name || "the unnamed first column");
    this.notes = [
      ...scan.notes,
      ...(unused.length === 0
        ? []
        : [`Not used, for ${model} did not learn from them: ${joinNames(unused)}.`]),
    ];
  }

  /** @throws AkariError `invalid-data` where a row has not the header's number of cells */
  requireWidth(cells: readonly string[], line: number): void {
    const { header, table, separator } = this.#form;
    requireWidth(cells, header, table, line, separator);
  }

  /**
   * @param cells a row of the header's length: texts of a file, or values of JSON or of code
   * @param line where it stands in the file, or its number, for messages
   * @param out where its inputs go, `[inputs]` from `start`
   * @throws AkariError `invalid-data` where a cell is not what the model expects
   */
  encode(cells: readonly RowValue[], line: number, out: Float32Array, start: number): void {
    const { table } = this.#form;
    this.#columns.forEach(({ column, at, read, isNeeded }, c) => {
      const text = textOf(cells[at], column, table, line).trim();
      const cell = read(text, line);
      if (isNeeded && Number.isNaN(cell)) {
        const is = "is missing, and the model has nothing to put in its place";
        throw cellProblem(table, line, column.name, text, is, "Fill it in.");
      }
      this.#row[c] = cell;
    });
    this.#encoder.encode(this.#row, out, start);
    requireFinite(out, start, this.inputs, rowCalled(table, line));
  }
}

/** @throws AkariError `invalid-data` where a model takes no tables */
export function requireTable(
  { table: description }: Preprocessing,
  table: string,
  model: string,
): TablePreprocessing {
  if (description !== undefined) return description;
  throw new AkariError(
    "invalid-data",
    `${model} did not learn from a table, so it cannot be shown ${table}.`,
  );
}

function requireColumns(
  { header, table }: TableForm,
  { columns, targets }: TablePreprocessing,
  model: string,
): void {
  const names = columns.map(({ name }) => name);
  const lacking = names.filter((name) => !header.includes(name));
  if (lacking.length === 0) return;
  const others = header.filter((name) => !names.includes(name) && !targets.includes(name));
  const hint = others.length === 0 ? "" : `; it has ${joinNames(others)} besides`;
  throw new AkariError(
    "invalid-data",
    `${model} learned from the columns ${joinNames(names)}; ${table} lacks ${joinNames(lacking)}${hint}.`,
  );
}

/**
 * A value as it would stand in a file.
 *
 * @throws AkariError `invalid-data` for a number that has lost digits, where it is to be compared with texts; for true and false
 * where nobody knows which of the column's two texts is the yes
 */
function textOf(value: RowValue, column: ColumnPreprocessing, name: string, row: number): string {
  if (typeof value === "boolean" && column.kind === "yes-no") {
    const [no, yes] = column.values;
    if (asYesNo(no, yes) !== undefined) return value ? yes : no;
    const is = `may be ${quoted(no)} or ${quoted(yes)}`;
    throw cellProblem(name, row, column.name, String(value), is, "Give the text that is meant.");
  }
  if (typeof value !== "number" || Number.isNaN(value) || column.kind === "number") return valueText(value);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    const is = "is a number beyond 2⁵³, which may have lost digits";
    throw cellProblem(name, row, column.name, String(value), is, "Give it as a text.");
  }
  return String(value);
}

/** A value as it would stand in a file, whatever its column holds; nothing for a missing one. */
export function valueText(value: RowValue): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  return typeof value === "number" ? numberText(value) : String(value);
}

/** A number that is no text can be read in one way only: 1.234 is not 1234. */
const numberText = (value: number): string => {
  const text = String(value);
  return /^-?\d{1,3}\.\d{3}$/.test(text) ? `${text}0` : text;
};

/** Turns a row's cells, read as numbers (see cell-reader.ts), into inputs. */
export class InputEncoder {
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

/** @throws AkariError `out-of-memory` */
export function roomFor(rows: number, inputs: number, name: string): Float32Array {
  try {
    return new Float32Array(rows * inputs);
  } catch (cause) {
    const size = `${rows.toLocaleString("en")} rows of ${inputs.toLocaleString("en")} inputs`;
    throw new AkariError("out-of-memory", `There is not enough memory for ${size} of ${name}.`, { cause });
  }
}

/** @throws AkariError `invalid-data` where an input of a row is too large for float32 */
export function requireFinite(data: Float32Array, start: number, inputs: number, row: string): void {
  for (let i = start; i < start + inputs; i++) {
    if (Number.isFinite(data[i])) continue;
    throw new AkariError("invalid-data", `${row} has a number that is too large after scaling. Correct it.`);
  }
}

/** Rows as inputs of a model. */
export interface EncodedRows extends Features {
  readonly data: Float32Array;
  /** Categories that training never saw, by their columns: what is predicted there is a guess. */
  readonly unseen: readonly UnseenCategories[];
}

export interface EncodeRowsOptions {
  /** What to call the rows in messages, followed by the row, counted from 1; `input` when left out. */
  readonly name?: string;
  /** What stands before decimals in texts such as `"1,234"`; left out, the other texts tell, or the model. */
  readonly decimal?: Decimal;
}

/**
 * Encodes rows as the model's preprocessing says, to be given to `predict`. Columns are found by their names; others
 * are passed over, and the target needs no value.
 *
 * @param rows an object each, a value a column: `{ rooms: 3, city: "Kyoto", garden: true }`. Texts are read as they would
 * be in a file; `false` and `true` are a yes-no column's no and yes
 * @param options what to call them in messages, and how texts are read; a text is the name alone
 * @returns inputs, `[rows, inputs]`, and the categories among them that training never saw
 * @throws AkariError `invalid-data` where a column is lacking or a value is not what the model expects, naming row and
 * column, or where the model takes no tables
 * @example
 * ```ts
 * const inputs = encodeRows([{ rooms: 3, city: "Kyoto", garden: true }], model.definition.preprocessing);
 * const answers = interpretOutputs(model.definition, await predict(model, inputs.data), inputs.data);
 * ```
 */
export function encodeRows(
  rows: readonly Readonly<Record<string, RowValue>>[],
  preprocessing: Preprocessing,
  options: string | EncodeRowsOptions = {},
): EncodedRows {
  const { name = "input", decimal } = typeof options === "string" ? { name: options } : options;
  const description = requireTable(preprocessing, name, "The model");
  const header = description.columns.map((column) => column.name);
  const encoder = rowEncoder(rows, preprocessing, description, { name, decimal });
  const { inputs } = encoder;
  const data = roomFor(rows.length, inputs, name);
  rows.forEach((row, i) => {
    const lacking = header.filter((column) => !Object.hasOwn(row, column));
    if (lacking.length > 0) {
      throw new AkariError(
        "invalid-data",
        `The model learned from the columns ${header.join(", ")}; ${name}, row ${i + 1} lacks ${lacking.join(", ")}. ` +
          "Give null for what is not known.",
      );
    }
    const cells = header.map((column) => row[column]);
    encoder.encode(cells, i + 1, data, i * inputs);
  });
  return { data, rows: rows.length, columns: inputs, unseen: encoder.unseen.found };
}

/**
 * What encodes rows that are all there: how their numbers are written is decided by the texts of all of them.
 *
 * @param rows objects, a value a column; others are passed over
 */
export function rowEncoder(
  rows: readonly unknown[],
  preprocessing: Preprocessing,
  description: TablePreprocessing,
  { name, decimal, todo }: { name: string; decimal?: Decimal | undefined; todo?: string },
): RowEncoder {
  const header = description.columns.map((column) => column.name);
  const scan = new ScanForModel(header, preprocessing, description, ",", decimal);
  rows.forEach((row, i) => {
    if (typeof row !== "object" || row === null) return;
    const values: Readonly<Record<string, unknown>> = { ...row };
    scan.add(
      header.map((column) => {
        const value = Object.hasOwn(values, column) ? values[column] : "";
        return typeof value === "string" ? value : "";
      }),
      i + 1,
    );
  });
  return new RowEncoder(
    { table: name, header, separator: "", scan, ...(todo === undefined ? {} : { todo }) },
    description,
    "The model",
  );
}
