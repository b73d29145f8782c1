/**
 * @file A table as examples: rows that are split first, prepared by the training part, and made into inputs.
 */

import { AkariError } from "../../error.js";
import type { ColumnPreprocessing, Preprocessing } from "../../model/preprocessing.js";
import type { Dataset, Targets } from "../dataset.js";
import type { Examples, Task } from "../examples.js";
import { joinNames } from "../names.js";
import type { Preview } from "../preview.js";
import type { InputColumn } from "./column-kind.js";
import { fitPreprocessing, type PreprocessingOptions } from "./fit-preprocessing.js";
import { cellText } from "./inputs.js";
import { quoted, rowCalled } from "./problem.js";
import { InputEncoder, requireFinite, roomFor } from "./row-encoder.js";
import { cellAt, type TableRows } from "./table-rows.js";
import { UnseenTally } from "./unseen.js";
import { ValueIndex } from "./values.js";

export class TableExamples implements Examples {
  readonly name: string;
  readonly rows: number;
  readonly task: Task;
  readonly groups?: Uint32Array;
  readonly weights?: Float32Array;
  readonly times?: Float64Array;
  readonly notes: readonly string[];
  /** What stands in the columns that become inputs. */
  readonly table: TableRows;
  readonly #options: PreprocessingOptions;

  constructor(table: TableRows, options: PreprocessingOptions) {
    this.table = table;
    this.#options = options;
    this.name = table.table;
    this.rows = table.rows;
    this.task = table.task;
    if (table.groups !== undefined) this.groups = table.groups;
    if (table.weights !== undefined) this.weights = table.weights;
    if (table.times !== undefined) this.times = table.times;
    this.notes = [...table.notes, ...table.warnings.map((warning) => `Beware: ${warning}`)];
  }

  rowName(row: number): string {
    return rowCalled(this.name, this.table.lines[row]);
  }

  async preview(row: number): Promise<Preview> {
    const cells = this.table.columns.map((column) => ({
      name: column.column.name,
      text: cellText(column.column, cellAt(column, row)),
    }));
    return { kind: "cells", cells };
  }

  prepare(rows: Uint32Array): Preprocessing {
    return fitPreprocessing(this.table, rows, this.#options);
  }

  encode(rows: Uint32Array, preprocessing: Preprocessing, name: string): Dataset {
    if (preprocessing.table === undefined) {
      throw new AkariError(
        "invalid-data",
        `${name} is of a table, and the model learned from something else.`,
      );
    }
    const { weights } = this;
    const tally = new UnseenTally();
    const readers = preprocessing.table.columns.map((column) => this.#reader(column, tally));
    const encoder = new InputEncoder(preprocessing.table);
    const data = roomFor(rows.length, encoder.inputs, name);
    const row = new Float64Array(readers.length);
    rows.forEach((from, i) => {
      readers.forEach((read, c) => {
        row[c] = read(from);
      });
      encoder.encode(row, data, i * encoder.inputs);
      requireFinite(data, i * encoder.inputs, encoder.inputs, this.rowName(from));
    });
    const unseen = tally.found;
    return {
      name,
      features: { data, rows: rows.length, columns: encoder.inputs },
      targets: this.#targets(rows, preprocessing),
      ...(weights === undefined ? {} : { weights: Float32Array.from(rows, (at) => weights[at]) }),
      preprocessing,
      ...(unseen.length === 0 ? {} : { unseen }),
    };
  }

  /** A row's cell as the preprocessing counts it: a category by its place among those that were learned. */
  #reader(model: ColumnPreprocessing, tally: UnseenTally): (row: number) => number {
    const mine = this.table.columns.find(({ column }) => column.name === model.name);
    if (mine === undefined || mine.column.kind !== model.kind) {
      const found = mine === undefined ? "lacks it" : `has a ${mine.column.kind} there`;
      throw new AkariError(
        "invalid-data",
        `The preprocessing expects a ${model.kind} column ${model.name}, and ${this.name} ${found}; its columns are ` +
          `${joinNames(this.table.columns.map(({ column }) => column.name))}.`,
      );
    }
    this.#requireUnit(model, mine.column);
    if (!("values" in model) || !("values" in mine.column)) return (row) => cellAt(mine, row);
    const { values } = mine.column;
    const unseen = model.values.length;
    const known = new ValueIndex(model.values);
    const places = values.map((value) => {
      const place = known.find(value);
      if (place < 0 && model.kind === "yes-no") {
        throw new AkariError(
          "invalid-data",
          `${this.name}, column ${model.name}: ${quoted(value)} is neither ${model.values.map(quoted).join(" nor ")}. Correct it.`,
        );
      }
      return place < 0 ? unseen : place;
    });
    return (row) => {
      const cell = cellAt(mine, row);
      if (Number.isNaN(cell)) return cell;
      if (places[cell] === unseen) tally.add(model.name, values[cell]);
      return places[cell];
    };
  }

  /** @throws AkariError `invalid-data` where a column is in another unit than the model's */
  #requireUnit(model: ColumnPreprocessing, mine: InputColumn): void {
    if (model.kind !== "number" || mine.kind !== "number") return;
    const [expected, found] = [model.unit ?? "", mine.unit ?? ""];
    if (found === "" || found === expected || (expected === "" && !/[%‰]/.test(found))) return;
    throw new AkariError(
      "invalid-data",
      `${this.name}, column ${model.name} is in ${found}, and the model learned it ${expected === "" ? "without a unit" : `in ${expected}`}.`,
    );
  }

  #targets(rows: Uint32Array, { outputs }: Preprocessing): Targets {
    const { task } = this;
    if (task.kind === "classes") {
      return { kind: "classes", classes: rows.map((row) => task.classes[row]), names: task.names };
    }
    const columns = task.names.length;
    const data = new Float64Array(rows.length * columns);
    rows.forEach((row, i) => {
      for (let k = 0; k < columns; k++) {
        const { shift, scale } = outputs?.[k] ?? { shift: 0, scale: 1 };
        data[i * columns + k] = (task.values[row * columns + k] - shift) / scale;
      }
    });
    return { kind: "values", data, columns };
  }
}
