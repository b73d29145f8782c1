/**
 * @file From one pass over a table to what each of its columns is: inputs, targets, or left out.
 */

import { AkariError } from "../../error.js";
import { listed } from "../wording.js";
import { decideColumn, type InputColumn, type LeftOut } from "./column-kind.js";
import { ColumnScan } from "./column-scan.js";
import { assignRoles, type ColumnRoles, type TableOptions } from "./options.js";
import { RowError, rowCalled } from "./problem.js";
import { RowOrder, timeOrderWarning } from "./row-order.js";
import { decideTarget, type TargetPlan } from "./target.js";

/** A column of the file, counted from 0, that becomes inputs. */
export interface PlacedColumn {
  readonly at: number;
  readonly column: InputColumn;
}

/** A column that nothing is learned from, and what is known of it all the same. */
export interface LeftOutColumn extends LeftOut {
  readonly missing: number;
  /** How many different texts; undefined where there are more than can be kept. */
  readonly different: number | undefined;
}

/** What a table holds, and what of it is used. */
export interface TableScheme {
  readonly table: string;
  readonly header: readonly string[];
  readonly decimalComma: boolean;
  /** All rows, those without a target too. */
  readonly rows: number;
  readonly inputs: readonly PlacedColumn[];
  readonly target: TargetPlan;
  readonly roles: ColumnRoles;
  /** What says when each row was, where the table is to be split by that. */
  readonly time?: PlacedColumn;
  readonly leftOut: readonly LeftOutColumn[];
  /** What was decided about the file itself, its encoding and the lines above its columns' names. */
  readonly fileNotes: readonly string[];
  /** What was decided, a sentence each; those about the file first. */
  readonly notes: readonly string[];
  /** What to beware of, a sentence each. */
  readonly warnings: readonly string[];
}

/** Takes a table's rows one by one and keeps a bounded memory of them. */
export class TableScan {
  readonly #table: string;
  readonly #header: readonly string[];
  readonly #decimalComma: boolean;
  readonly #options: TableOptions;
  readonly #roles: ColumnRoles;
  /** By the columns' places; groups and ignored columns need none. */
  readonly #scans: readonly { readonly at: number; readonly scan: ColumnScan }[];
  /** Of a time that is no input. */
  readonly #timeScan: { readonly at: number; readonly scan: ColumnScan } | undefined;
  readonly #orders: readonly { readonly at: number; readonly order: RowOrder }[];
  #rows = 0;

  /** @throws AkariError `invalid-argument` where the options name a column that is not there */
  constructor(table: string, header: readonly string[], decimalComma: boolean, options: TableOptions) {
    this.#table = table;
    this.#header = header;
    this.#decimalComma = decimalComma;
    this.#options = options;
    this.#roles = assignRoles(header, options, table);
    const scanned = [...this.#roles.candidates, ...this.#roles.targets];
    this.#scans = scanned.map((at) => ({ at, scan: new ColumnScan(header[at], decimalComma) }));
    const { time, targets, group, weight } = this.#roles;
    if (time !== undefined && !scanned.includes(time)) {
      this.#timeScan = { at: time, scan: new ColumnScan(header[time], decimalComma) };
    }
    const others = [
      ...targets,
      ...(group === undefined ? [] : [group]),
      ...(weight === undefined ? [] : [weight]),
    ];
    // Ignored columns tell the order of rows, too.
    this.#orders =
      options.time === undefined && group === undefined
        ? header.flatMap((name, at) => (others.includes(at) ? [] : [{ at, order: new RowOrder(name) }]))
        : [];
  }

  /** @throws AkariError `invalid-data` where the row has more or fewer cells than the header */
  see(cells: readonly string[], line: number): void {
    requireWidth(cells, this.#header, this.#table, line);
    this.#rows++;
    for (const { at, scan } of this.#scans) scan.see(cells[at].trim(), line);
    this.#timeScan?.scan.see(cells[this.#timeScan.at].trim(), line);
    for (const { at, order } of this.#orders) order.see(cells[at].trim());
  }

  /** @throws AkariError `invalid-data` where nothing can be learned from the table */
  decide(): TableScheme {
    if (this.#rows === 0) {
      throw new AkariError("invalid-data", `${this.#table} has a header and no rows below it.`);
    }
    const { candidates } = this.#roles;
    const told = this.#options.columns ?? {};
    const verdicts = this.#scans.slice(0, candidates.length).map(({ at, scan }) => ({
      at,
      column: decideColumn(scan, told[scan.name], this.#table, this.#decimalComma),
    }));
    const inputs = verdicts.flatMap(({ at, column }): PlacedColumn[] =>
      "kind" in column ? [{ at, column }] : [],
    );
    const leftOut = verdicts.flatMap(({ column }, i): LeftOutColumn[] => {
      const { counts, texts } = this.#scans[i].scan;
      return "leftOut" in column ? [{ ...column, missing: counts.missing, different: texts?.length }] : [];
    });
    if (inputs.some(({ column }) => column.name === "")) {
      throw new AkariError(
        "invalid-data",
        `${rowCalled(this.#table, 1)}: column 1 has no name. Give it one.`,
      );
    }
    const reasons = leftOut.map(({ name, leftOut }) => `${name || "the unnamed first column"} (${leftOut})`);
    if (inputs.length === 0) {
      const why = reasons.length === 0 ? "" : ` Left out: ${listed(reasons)}.`;
      throw new AkariError("invalid-data", `${this.#table} has no column to learn from.${why}`);
    }
    const { task } = this.#options;
    const { plan, note } = decideTarget(
      this.#scans.slice(candidates.length).map(({ scan }) => scan),
      { task, columns: this.#options.columns },
      this.#table,
      this.#decimalComma,
    );
    const columns = inputs.map(({ column }) => column);
    const time = this.#time(inputs);
    const [order] = this.#orders.flatMap(({ order }) => order.order ?? []);
    return {
      table: this.#table,
      header: this.#header,
      decimalComma: this.#decimalComma,
      rows: this.#rows,
      inputs,
      target: plan,
      roles: this.#roles,
      ...(time === undefined ? {} : { time }),
      leftOut,
      fileNotes: [],
      notes: [
        ...inputNotes(columns),
        ...(reasons.length === 0 ? [] : [`Left out: ${reasons.join("; ")}.`]),
        note,
      ],
      warnings: order === undefined ? [] : [timeOrderWarning(order)],
    };
  }

  /** @throws AkariError `invalid-argument` where it is open which column it is, `invalid-data` where it has no times */
  #time(inputs: readonly PlacedColumn[]): PlacedColumn | undefined {
    const { time } = this.#options;
    if (time === undefined) return undefined;
    const isTime = ({ column }: PlacedColumn): boolean => column.kind === "date" || column.kind === "number";
    if (time === true) {
      const dates = inputs.filter(({ column }) => column.kind === "date");
      if (dates.length === 1) return dates[0];
      const found =
        dates.length === 0
          ? "has no column of dates among its inputs"
          : `has several columns of dates: ${listed(dates.map(({ column }) => column.name))}`;
      throw new AkariError(
        "invalid-argument",
        `${this.#table} ${found}. Name the column of dates or numbers to split by: --split time=COLUMN.`,
      );
    }
    const { time: at } = this.#roles;
    const input = inputs.find((placed) => placed.at === at && isTime(placed));
    if (input !== undefined || at === undefined) return input;
    const { scan } = [...this.#scans, ...(this.#timeScan === undefined ? [] : [this.#timeScan])].find(
      (placed) => placed.at === at,
    ) ?? { scan: new ColumnScan(time, this.#decimalComma) };
    const kind = scan.counts.date > scan.counts.number ? "date" : "number";
    const column = decideColumn(scan, kind, this.#table, this.#decimalComma);
    if ("kind" in column) return { at, column };
    throw new AkariError(
      "invalid-data",
      `${this.#table}, column ${time} is empty, so that it cannot be split by.`,
    );
  }
}

/** A sentence for each kind of input. */
function inputNotes(columns: readonly InputColumn[]): string[] {
  const of = (kind: InputColumn["kind"], title: string, say: (column: InputColumn) => string): string[] => {
    const found = columns.filter((column) => column.kind === kind);
    return found.length === 0 ? [] : [`${title}: ${listed(found.map(say))}.`];
  };
  const values = (column: InputColumn): string =>
    "values" in column ? `${column.name} (${listed(column.values)})` : column.name;
  return [
    ...of("number", "Numbers", ({ name }) => name),
    ...of("date", "Dates", ({ name }) => name),
    ...of("yes-no", "Yes or no", values),
    ...of("category", "Categories", values),
  ];
}

/** @throws AkariError `invalid-data` where a row has more or fewer cells than the header */
export function requireWidth(
  cells: readonly string[],
  header: readonly string[],
  table: string,
  line: number,
): void {
  if (cells.length === header.length) return;
  const count = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
  throw new RowError(
    line,
    undefined,
    `${rowCalled(table, line)} has ${count}, and the header names ${header.length} columns. Mend the row; a cell that ` +
      "has a separator in it needs quotes around it.",
  );
}
