/**
 * @file A table in memory, column by column: 8 bytes a number, 2 a category. Filled by a second pass over its rows,
 * after the first has said what each column holds.
 */

import { AkariError } from "../../error.js";
import type { Task } from "../examples.js";
import { withoutTarget } from "../names.js";
import { type CellReader, cellReader, classReader, labelReader, numberReader } from "./cell-reader.js";
import type { InputColumn } from "./column-kind.js";
import { unshared } from "./column-scan.js";
import { quoted, rowCalled } from "./problem.js";
import { type LeftOutColumn, requireWidth, type TableSchema, type TableWriting } from "./schema.js";
import { trimmedText } from "./values.js";

/** A column's cells, a number each as cell-reader.ts reads them. */
export interface ColumnCells {
  readonly column: InputColumn;
  /** `[rows]`: numbers and days with NaN for a missing one, or indices with 65,535 for one. */
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
  /** The unit of each target that is numbers; empty for none. */
  readonly units: readonly string[];
  readonly groups?: Uint32Array;
  readonly weights?: Float32Array;
  /** When each row was, where the table is to be split by that. */
  readonly times?: Float64Array;
  /** Which column says so. */
  readonly time?: InputColumn;
  /** Where each row stands in its file, `[rows]`. */
  readonly lines: Uint32Array;
  /** How many rows of the file are left out, for their target is missing. */
  readonly withoutTarget: number;
  readonly leftOut: readonly LeftOutColumn[];
  /** What was decided about the file itself, and all that was decided, a sentence each. */
  readonly fileNotes: readonly string[];
  readonly written: TableWriting;
  readonly notes: readonly string[];
  /** What to beware of, a sentence each. */
  readonly warnings: readonly string[];
}

/** How rows are kept: all of a table's, or block by block. */
export interface BlockOptions {
  /** How many rows a block has. */
  readonly room: number;
  /** A number for a group's text. */
  groupNumber(text: string): number;
  /** Takes a block, whose rows stand until it returns. */
  write(block: TableRows): void;
}

/** Takes rows one by one, and keeps all in one block unless it is told otherwise. */
export class TableFill {
  readonly #schema: TableSchema;
  readonly #columns: readonly (ColumnCells & { readonly at: number; readonly read: CellReader })[];
  readonly #targets: readonly { readonly at: number; readonly read: CellReader }[];
  readonly #values: Float64Array;
  readonly #lines: Uint32Array;
  readonly #groups: Uint32Array | undefined;
  readonly #readWeight: CellReader | undefined;
  readonly #weights: Float32Array | undefined;
  readonly #times: Float64Array | undefined;
  readonly #readTime: CellReader | undefined;
  readonly #blocks: BlockOptions;
  #seen = 0;
  /** All that were kept, and those of this block. */
  #kept = 0;
  #rows = 0;
  #weighs = false;

  constructor(
    schema: TableSchema,
    blocks: BlockOptions = { room: schema.rows, groupNumber: numbersInOrder(), write: () => undefined },
  ) {
    const { room } = blocks;
    const { table, header, missing, inputs, target, roles, weightDecimal } = schema;
    this.#schema = schema;
    this.#blocks = blocks;
    this.#columns = inputs.map(({ at, column, decimal }) => ({
      at,
      column,
      cells: "values" in column ? new Uint16Array(room) : new Float64Array(room),
      read: cellReader(column, { table, missing, decimal }),
    }));
    this.#targets = roles.targets.map((at, t) => ({
      at,
      read:
        target.kind === "classes"
          ? classReader(header[at], target, { table, missing })
          : target.kind === "labels"
            ? labelReader(header[at], { table, missing, decimal: target.decimals[t] })
            : numberReader(header[at], { table, missing, decimal: target.decimals[t] }, target.units[t]),
    }));
    this.#values = new Float64Array(room * roles.targets.length);
    this.#lines = new Uint32Array(room);
    if (roles.group !== undefined) this.#groups = new Uint32Array(room);
    if (roles.weight !== undefined) {
      this.#weights = new Float32Array(room);
      this.#readWeight = numberReader(header[roles.weight], { table, missing, decimal: weightDecimal });
    }
    if (schema.time !== undefined) {
      this.#times = new Float64Array(room);
      const { column, decimal } = schema.time;
      this.#readTime = cellReader(column, { table, missing, decimal });
    }
  }

  /** How many rows were kept, of all blocks. */
  get kept(): number {
    return this.#kept;
  }

  /** @throws AkariError `invalid-data` where a cell is not what its column holds, or a group or weight is missing */
  add(cells: readonly string[], line: number): void {
    const { table, header, rows, separator } = this.#schema;
    requireWidth(cells, header, table, line, separator);
    this.#seen++;
    if (this.#seen > rows) throw changed(table);
    if (this.#rows === this.#blocks.room) this.#write();
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
    this.#seeTime(cells, line, row);
    this.#rows++;
    this.#kept++;
  }

  #seeRoles(cells: readonly string[], line: number, row: number): void {
    const { table, header, roles } = this.#schema;
    const { group, weight } = roles;
    if (group !== undefined && this.#groups !== undefined) {
      this.#groups[row] = this.#readGroup(cells[group].trim(), line, header[group]);
    }
    if (weight !== undefined && this.#weights !== undefined) {
      const number = this.#readWeight?.(cells[weight].trim(), line) ?? Number.NaN;
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

  #seeTime(cells: readonly string[], line: number, row: number): void {
    const { table, time } = this.#schema;
    if (time === undefined || this.#times === undefined || this.#readTime === undefined) return;
    const value = this.#readTime(cells[time.at].trim(), line);
    if (Number.isNaN(value)) {
      const where = `${rowCalled(table, line)}, column ${time.column.name}`;
      throw new AkariError(
        "invalid-data",
        `${where}: the time is missing, and the table is split by it. Give it one, or delete the row.`,
      );
    }
    this.#times[row] = value;
  }

  #readGroup(text: string, line: number, column: string): number {
    if (this.#schema.missing.has(text)) {
      const where = `${rowCalled(this.#schema.table, line)}, column ${column}`;
      throw new AkariError("invalid-data", `${where}: the row's group is missing. Give it one.`);
    }
    return this.#blocks.groupNumber(trimmedText(text));
  }

  /** All rows, where there is room for them in one block. @throws AkariError as {@link finish} */
  whole(): TableRows {
    const notes = this.finish();
    return { ...this.block(this.#rows), notes };
  }

  #write(): void {
    this.#blocks.write(this.block(this.#rows));
    this.#rows = 0;
  }

  /** A block of the first rows that it has room for. */
  block(rows: number): TableRows {
    const { table, roles, header, leftOut, fileNotes, written, target } = this.#schema;
    const targets = roles.targets.map((at) => header[at]);
    return {
      table,
      rows,
      columns: this.#columns.map(({ column, cells }) => ({ column, cells: cells.subarray(0, rows) })),
      task: this.#task(targets, rows),
      targets,
      units: target.kind === "values" ? target.units : [],
      lines: this.#lines.subarray(0, rows),
      ...(this.#groups === undefined ? {} : { groups: this.#groups.subarray(0, rows) }),
      ...(this.#weights === undefined ? {} : { weights: this.#weights.subarray(0, rows) }),
      ...(this.#times === undefined ? {} : { times: this.#times.subarray(0, rows) }),
      ...(this.#schema.time === undefined ? {} : { time: this.#schema.time.column }),
      withoutTarget: this.#seen - this.#kept,
      leftOut,
      fileNotes,
      written,
      notes: [],
      warnings: this.#schema.warnings,
    };
  }

  /**
   * Writes what is left, and checks that all rows were there.
   *
   * @returns what was decided, a sentence each
   * @throws AkariError `invalid-data` where the file has changed since the first pass, or no row weighs anything
   */
  finish(): readonly string[] {
    const { table, rows: expected, notes, missingTargets } = this.#schema;
    if (this.#seen !== expected) throw changed(table);
    if (this.#weights !== undefined && !this.#weighs) {
      throw new AkariError("invalid-data", `${table}: all weights are 0, so that no row would count.`);
    }
    if (this.#rows > 0) this.#blocks.write(this.block(this.#rows));
    const lost = expected - this.#kept;
    return lost === 0 ? notes : [...notes, withoutTarget(lost, missingTargets.map(quoted))];
  }

  #task(names: readonly string[], rows: number): Task {
    const { target } = this.#schema;
    const values = this.#values.subarray(0, rows * names.length);
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
