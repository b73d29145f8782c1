/**
 * @file A table in memory, column by column: 8 bytes a number, 2 a category. Filled by a second pass over its rows,
 * after the first has said what each column holds.
 */

import { AkariError } from "../../error.js";
import type { Task } from "../examples.js";
import { withoutTarget } from "../wording.js";
import { type CellReader, cellReader, classReader, labelReader, numberReader } from "./cell-reader.js";
import { isMissing } from "./cells.js";
import type { InputColumn } from "./column-kind.js";
import { unshared } from "./column-scan.js";
import { rowCalled } from "./problem.js";
import { type LeftOutColumn, requireWidth, type TableScheme } from "./scheme.js";

/** A column's cells, a number each as cell-reader.ts reads them. */
export interface ColumnCells {
  readonly column: InputColumn;
  /** `[rows]`: numbers and days with NaN for a missing one, or indices with {@link NO_INDEX} for one. */
  readonly cells: Float64Array | Uint16Array;
}

/** Stands for a missing cell among indices. */
const NO_INDEX = 0xffff;

export const cellAt = ({ cells }: ColumnCells, row: number): number => {
  const cell = cells[row];
  return cell === NO_INDEX && cells instanceof Uint16Array ? Number.NaN : cell;
};

/** The rows that have a target. */
export interface TableRows {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly ColumnCells[];
  readonly task: Task;
  readonly targets: readonly string[];
  readonly groups?: Uint32Array;
  readonly weights?: Float32Array;
  /** Where each row stands in its file, `[rows]`. */
  readonly lines: Uint32Array;
  /** How many rows of the file are left out, for their target is missing. */
  readonly withoutTarget: number;
  readonly leftOut: readonly LeftOutColumn[];
  readonly notes: readonly string[];
}

/** Takes rows one by one, all of a table's or block by block. */
export class TableFill {
  readonly #scheme: TableScheme;
  readonly #columns: readonly (ColumnCells & { readonly at: number; readonly read: CellReader })[];
  readonly #targets: readonly { readonly at: number; readonly read: CellReader }[];
  readonly #values: Float64Array;
  readonly #lines: Uint32Array;
  readonly #groups: Uint32Array | undefined;
  readonly #groupNumber: (text: string) => number;
  readonly #weights: Float32Array | undefined;
  readonly #room: number;
  #met = 0;
  /** All that were kept, and those of this block. */
  #kept = 0;
  #rows = 0;
  #weighs = false;

  /**
   * @param room how many rows a block has
   * @param groupNumber a number for a group's text; counted from 0 as they come when left out
   */
  constructor(scheme: TableScheme, room = scheme.rows, groupNumber = numbersInOrder()) {
    const { table, header, decimalComma, inputs, target, roles } = scheme;
    this.#scheme = scheme;
    this.#room = room;
    this.#groupNumber = groupNumber;
    this.#columns = inputs.map(({ at, column }) => ({
      at,
      column,
      cells: "values" in column ? new Uint16Array(room) : new Float64Array(room),
      read: cellReader(column, table, decimalComma),
    }));
    this.#targets = roles.targets.map((at) => ({
      at,
      read:
        target.kind === "classes"
          ? classReader(header[at], target, table, decimalComma)
          : target.kind === "labels"
            ? labelReader(header[at], table, decimalComma)
            : numberReader(header[at], table, decimalComma),
    }));
    this.#values = new Float64Array(room * roles.targets.length);
    this.#lines = new Uint32Array(room);
    if (roles.group !== undefined) this.#groups = new Uint32Array(room);
    if (roles.weight !== undefined) this.#weights = new Float32Array(room);
  }

  /** Whether the block has no room for another row. */
  get isFull(): boolean {
    return this.#rows === this.#room;
  }

  /** How many rows were kept, of all blocks. */
  get kept(): number {
    return this.#kept;
  }

  /** @throws AkariError `invalid-data` where a cell is not what its column holds, or a group or weight is missing */
  see(cells: readonly string[], line: number): void {
    const { table, header, rows } = this.#scheme;
    requireWidth(cells, header, table, line);
    this.#met++;
    if (this.#met > rows) throw changed(table);
    const row = this.#rows;
    let hasTarget = true;
    this.#targets.forEach(({ at, read }, t) => {
      const value = read(cells[at].trim(), line);
      if (Number.isNaN(value)) hasTarget = false;
      this.#values[row * this.#targets.length + t] = value;
    });
    if (!hasTarget) return;
    for (const { at, read, cells: column } of this.#columns) {
      const cell = read(cells[at].trim(), line);
      column[row] = Number.isNaN(cell) && column instanceof Uint16Array ? NO_INDEX : cell;
    }
    this.#lines[row] = line;
    this.#seeRoles(cells, line, row);
    this.#rows++;
    this.#kept++;
  }

  #seeRoles(cells: readonly string[], line: number, row: number): void {
    const { table, header, roles, decimalComma } = this.#scheme;
    const { group, weight } = roles;
    if (group !== undefined && this.#groups !== undefined) {
      this.#groups[row] = this.#readGroup(cells[group].trim(), line, header[group]);
    }
    if (weight !== undefined && this.#weights !== undefined) {
      const number = numberReader(header[weight], table, decimalComma)(cells[weight].trim(), line);
      if (!(number >= 0 && number <= 3e38)) {
        throw new AkariError(
          "invalid-data",
          `${rowCalled(table, line)}, column ${header[weight]}: a row's weight must be a number from 0, and this is ` +
            `${Number.isNaN(number) ? "missing" : number}.`,
        );
      }
      this.#weights[row] = number;
      if (number > 0) this.#weighs = true;
    }
  }

  #readGroup(text: string, line: number, column: string): number {
    if (isMissing(text)) {
      const where = `${rowCalled(this.#scheme.table, line)}, column ${column}`;
      throw new AkariError("invalid-data", `${where}: the row's group is missing. Give it one.`);
    }
    return this.#groupNumber(text);
  }

  /** All rows. @throws AkariError as {@link requireWhole} */
  finish(): TableRows {
    const notes = this.requireWhole();
    return { ...this.block(), notes };
  }

  /** The rows of this block, which stand until there is another one. */
  block(): TableRows {
    const { table, roles, header, leftOut } = this.#scheme;
    const rows = this.#rows;
    const targets = roles.targets.map((at) => header[at]);
    return {
      table,
      rows,
      columns: this.#columns.map(({ column, cells }) => ({ column, cells: cells.subarray(0, rows) })),
      task: this.#task(targets),
      targets,
      lines: this.#lines.subarray(0, rows),
      ...(this.#groups === undefined ? {} : { groups: this.#groups.subarray(0, rows) }),
      ...(this.#weights === undefined ? {} : { weights: this.#weights.subarray(0, rows) }),
      withoutTarget: this.#met - this.#kept,
      leftOut,
      notes: [],
    };
  }

  /** Begins another block. */
  clear(): void {
    this.#rows = 0;
  }

  /**
   * Checks that all rows were there.
   *
   * @returns what was decided, a sentence each
   * @throws AkariError `invalid-data` where the file has changed since the first pass, or no row weighs anything
   */
  requireWhole(): readonly string[] {
    const { table, rows: expected, notes } = this.#scheme;
    if (this.#met !== expected) throw changed(table);
    if (this.#weights !== undefined && !this.#weighs) {
      throw new AkariError("invalid-data", `${table}: all weights are 0, so that no row would count.`);
    }
    const lost = expected - this.#kept;
    return lost === 0 ? notes : [...notes, withoutTarget(lost)];
  }

  #task(names: readonly string[]): Task {
    const { target } = this.#scheme;
    const values = this.#values.subarray(0, this.#rows * names.length);
    if (target.kind === "classes") {
      return { kind: "classes", classes: Uint32Array.from(values), names: target.names };
    }
    return { kind: "values", values, names, ...(target.kind === "labels" ? { areLabels: true } : {}) };
  }
}

/** Numbers texts as they come. */
function numbersInOrder(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(unshared(text), number);
    return number;
  };
}

const changed = (table: string): AkariError =>
  new AkariError("invalid-data", `${table} changed while it was read. Read it again.`);
