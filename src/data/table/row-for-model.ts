/**
 * @file Makes the rows of a table into inputs of a model that exists, one by one: its columns are found by their
 * names, in any order.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { listed } from "../wording.js";
import { type CellReader, cellReader } from "./cell-reader.js";
import { requireFinite } from "./examples.js";
import { cellProblem, rowCalled } from "./problem.js";
import { RowEncoder } from "./row-encoder.js";
import type { ScanForModel } from "./scan-for-model.js";
import { requireWidth } from "./scheme.js";
import { UnseenTally } from "./unseen.js";

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

export class RowForModel {
  /** How many inputs a row becomes. */
  readonly inputs: number;
  /** What was decided of its numbers, and what the table has besides, in sentences. */
  readonly notes: readonly string[];
  /** The categories of its rows, so far, that training never saw. */
  readonly unseen = new UnseenTally();
  readonly #form: TableForm;
  readonly #columns: readonly {
    readonly name: string;
    readonly at: number;
    readonly read: CellReader;
    /** Whether a missing cell cannot be filled. */
    readonly isNeeded: boolean;
  }[];
  readonly #encoder: RowEncoder;
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
      name: column.name,
      at: header.indexOf(column.name),
      isNeeded: Number.isNaN(column.missing.fill),
      read: cellReader(column, {
        table,
        missing: scan.missing,
        decimal: scan.decimalOf(column.name),
        todo,
        onUnseen: (text) => this.unseen.see(column.name, text),
      }),
    }));
    this.#encoder = new RowEncoder(description);
    this.#row = new Float64Array(description.columns.length);
    this.inputs = this.#encoder.inputs;
    const known = new Set([...description.columns.map(({ name }) => name), ...description.targets]);
    const unused = header
      .filter((name) => !known.has(name))
      .map((name) => name || "the unnamed first column");
    this.notes = [
      ...scan.notes,
      ...(unused.length === 0 ? [] : [`Not used, for ${model} did not learn from them: ${listed(unused)}.`]),
    ];
  }

  /** @throws AkariError `invalid-data` where a row has not the header's number of cells */
  requireWidth(cells: readonly string[], line: number): void {
    const { header, table, separator } = this.#form;
    requireWidth(cells, header, table, line, separator);
  }

  /**
   * @param cells a row of the header's length
   * @param line where it stands in the file, for messages
   * @param out where its inputs go, `[inputs]` from `start`
   * @throws AkariError `invalid-data` where a cell is not what the model expects
   */
  encode(cells: readonly string[], line: number, out: Float32Array, start: number): void {
    this.#columns.forEach(({ at, read, isNeeded, name }, c) => {
      const cell = read(cells[at].trim(), line);
      if (isNeeded && Number.isNaN(cell)) {
        const is = "is missing, and the model has nothing to put in its place";
        throw cellProblem(this.#form.table, line, name, cells[at].trim(), is, "Fill it in.");
      }
      this.#row[c] = cell;
    });
    this.#encoder.encode(this.#row, out, start);
    requireFinite(out, start, this.inputs, rowCalled(this.#form.table, line));
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
  const instead = others.length === 0 ? "" : `; it has ${listed(others)} besides`;
  throw new AkariError(
    "invalid-data",
    `${model} learned from the columns ${listed(names)}; ${table} lacks ${listed(lacking)}${instead}.`,
  );
}
