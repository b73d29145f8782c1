/**
 * @file From one pass over a table to what each of its columns is: inputs, targets, or left out.
 */

import { AkariError, invalidArgument } from "../../error.js";
import { counted, joinNames } from "../names.js";
import { MissingTexts } from "./cells.js";
import { type ColumnDecision, decideColumn, type InputColumn, type LeftOut } from "./column-kind.js";
import { ColumnScan } from "./column-scan.js";
import { TableDecimals } from "./decimal.js";
import { readNumbers, tellsDecimals } from "./number-column.js";
import type { Decimal } from "./number-text.js";
import { assignRoles, type ColumnRoles, type TableOptions } from "./options.js";
import { quoted, RowError, rowCalled } from "./problem.js";
import { decideTarget, type TargetPlan } from "./target.js";
import { RowOrder, timeOrderWarning } from "./time-order.js";
import { lookAlikeWarning } from "./values.js";

/** A column of the file, counted from 0, that becomes inputs. */
export interface PlacedColumn {
  readonly at: number;
  readonly column: InputColumn;
  /** Of numbers. */
  readonly decimal?: Decimal | undefined;
}

/** A column that nothing is learned from, and what is known of it all the same. */
export interface LeftOutColumn extends LeftOut {
  readonly missing: number;
  /** How many different texts; undefined where there are more than can be kept. */
  readonly different: number | undefined;
}

/** What a table holds, and what of it is used. */
export interface TableSchema {
  readonly table: string;
  readonly header: readonly string[];
  readonly separator: string;
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
  /** The texts that say that a cell is missing, and those of the target that were met. */
  readonly missing: MissingTexts;
  readonly missingTargets: readonly string[];
  /** How the weights' decimals are marked. */
  readonly weightDecimal: Decimal | undefined;
  /** What a model has to remember of how the table is written. */
  readonly written: TableWriting;
  /** What was decided, a sentence each; those about the file first. */
  readonly notes: readonly string[];
  /** What to beware of, a sentence each. */
  readonly warnings: readonly string[];
}

/** How a table is written, as far as its reader cannot know. */
export interface TableWriting {
  readonly decimal?: Decimal;
  readonly missing?: readonly string[];
}

/** Takes a table's rows one by one and keeps a bounded memory of them. */
export class TableScan {
  readonly #table: string;
  readonly #header: readonly string[];
  readonly #separator: string;
  readonly #options: TableOptions;
  readonly #missing: MissingTexts;
  readonly #roles: ColumnRoles;
  /** By the columns' places: inputs, targets, and the weight; groups and ignored columns need none. */
  readonly #scans: readonly { readonly at: number; readonly scan: ColumnScan }[];
  /** Of a time that is no input. */
  readonly #timeScan: { readonly at: number; readonly scan: ColumnScan } | undefined;
  readonly #orders: readonly { readonly at: number; readonly order: RowOrder }[];
  #rows = 0;

  /** @throws AkariError `invalid-argument` where the options name a column that is not there */
  constructor(table: string, header: readonly string[], separator: string, options: TableOptions) {
    this.#table = table;
    this.#header = header;
    this.#separator = separator;
    this.#options = options;
    this.#missing = new MissingTexts(options.missing);
    this.#roles = assignRoles(header, options, table);
    const { candidates, time, targets, group, weight } = this.#roles;
    const scanned = [...candidates, ...targets, ...(weight === undefined ? [] : [weight])];
    this.#scans = scanned.map((at) => ({ at, scan: new ColumnScan(header[at], this.#missing) }));
    if (time !== undefined && !scanned.includes(time)) {
      this.#timeScan = { at: time, scan: new ColumnScan(header[time], this.#missing) };
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
  add(cells: readonly string[], line: number): void {
    requireWidth(cells, this.#header, this.#table, line, this.#separator);
    this.#rows++;
    for (const { at, scan } of this.#scans) scan.add(cells[at].trim(), line);
    this.#timeScan?.scan.add(cells[this.#timeScan.at].trim(), line);
    for (const { at, order } of this.#orders) order.add(cells[at].trim());
  }

  /** @throws AkariError `invalid-data` where nothing can be learned from the table */
  decide(): TableSchema {
    if (this.#rows === 0) {
      throw new AkariError("invalid-data", `${this.#table} has a header and no rows below it.`);
    }
    const { candidates, targets, weight } = this.#roles;
    const { columns: given = {}, decimal, decimalIfOpen, task, missing } = this.#options;
    const scans = this.#scans.map(({ scan }) => scan);
    const decimals = new TableDecimals(
      [...scans, ...(this.#timeScan === undefined ? [] : [this.#timeScan.scan])]
        .filter(tellsDecimals)
        .map((scan) => scan.decimals),
      { given: decimal, model: decimalIfOpen, isOpen: this.#separator === ";" },
    );
    const decisions = this.#scans.slice(0, candidates.length).map(({ at, scan }) => ({
      at,
      decision: decideColumn(scan, given[scan.name], this.#table, decimals),
    }));
    const inputs = decisions.flatMap(({ at, decision: { column, decimal } }): PlacedColumn[] =>
      "kind" in column ? [{ at, column, ...(decimal === undefined ? {} : { decimal }) }] : [],
    );
    const leftOut = decisions.flatMap(({ decision: { column } }, i): LeftOutColumn[] => {
      const { counts, texts } = scans[i];
      return "leftOut" in column ? [{ ...column, missing: counts.missing, different: texts?.length }] : [];
    });
    if (inputs.some(({ column }) => column.name === "")) {
      throw new AkariError(
        "invalid-data",
        `${rowCalled(this.#table, 1)}: column 1 has no name. Give it one.`,
      );
    }
    const reasons = leftOut.map(({ name, leftOut }) => `${name || "the unnamed first column"} (${leftOut})`);
    const warnings = decisions.flatMap(({ decision: { warning } }) => warning ?? []);
    if (inputs.length === 0) {
      const why = reasons.length === 0 ? "" : ` Left out: ${joinNames(reasons)}.`;
      throw new AkariError(
        "invalid-data",
        [`${this.#table} has no column to learn from.${why}`, ...warnings].join(" "),
      );
    }
    const targetScans = scans.slice(candidates.length, candidates.length + targets.length);
    const { plan, notes } = decideTarget(targetScans, { task, columns: given }, this.#table, decimals);
    const weightScan = weight === undefined ? undefined : scans[scans.length - 1];
    const { written } = decimals;
    const columns = inputs.map(({ column }) => column);
    const time = this.#time(inputs, decimals);
    const [order] = this.#orders.flatMap(({ order }) => order.order ?? []);
    return {
      table: this.#table,
      header: this.#header,
      separator: this.#separator,
      rows: this.#rows,
      inputs,
      target: plan,
      roles: this.#roles,
      ...(time === undefined ? {} : { time }),
      leftOut,
      fileNotes: [],
      missing: this.#missing,
      missingTargets:
        plan.kind !== "classes" || plan.numeric
          ? []
          : [...targetScans[0].missing.keys()].filter((text) => !plan.names.includes(text)),
      weightDecimal: weightScan && readNumbers(weightScan, decimals, this.#table).decimal,
      written: {
        ...(written === undefined ? {} : { decimal: written }),
        ...(missing === undefined ? {} : { missing }),
      },
      notes: [
        ...inputNotes(columns),
        ...decisionNotes(decisions.map(({ decision }) => decision)),
        ...missingNote(
          scans.slice(0, candidates.length),
          decisions.map(({ decision }) => decision),
        ),
        ...(reasons.length === 0 ? [] : [`Left out: ${reasons.join("; ")}.`]),
        ...notes,
      ],
      warnings: [
        ...(order === undefined ? [] : [timeOrderWarning(order)]),
        ...warnings,
        ...columns.flatMap((column) =>
          column.kind === "category" ? lookAlikeWarning(column.name, column.values) : [],
        ),
        ...(plan.kind === "classes" ? lookAlikeWarning(targetScans[0].name, plan.names) : []),
      ],
    };
  }

  /** @throws AkariError `invalid-argument` where it is open which column it is, `invalid-data` where it has no times */
  #time(inputs: readonly PlacedColumn[], decimals: TableDecimals): PlacedColumn | undefined {
    const { time } = this.#options;
    if (time === undefined) return undefined;
    const isTime = ({ column }: PlacedColumn): boolean => column.kind === "date" || column.kind === "number";
    if (time === true) {
      const dates = inputs.filter(({ column }) => column.kind === "date");
      if (dates.length === 1) return dates[0];
      const found =
        dates.length === 0
          ? "has no column of dates among its inputs"
          : `has several columns of dates: ${joinNames(dates.map(({ column }) => column.name))}`;
      throw invalidArgument(
        `${this.#table} ${found}. Name the column of dates or numbers to split by: --split time=COLUMN.`,
      );
    }
    const { time: at } = this.#roles;
    const input = inputs.find((placed) => placed.at === at && isTime(placed));
    if (input !== undefined || at === undefined) return input;
    const { scan } = [...this.#scans, ...(this.#timeScan === undefined ? [] : [this.#timeScan])].find(
      (placed) => placed.at === at,
    ) ?? { scan: new ColumnScan(time, this.#missing) };
    const kind = scan.counts.date > scan.counts.number ? "date" : "number";
    const { column, decimal } = decideColumn(scan, kind, this.#table, decimals);
    if ("kind" in column) return { at, column, ...(decimal === undefined ? {} : { decimal }) };
    throw new AkariError(
      "invalid-data",
      `${this.#table}, column ${time} is empty, so that it cannot be split by.`,
    );
  }
}

/** What was decided of how numbers are written. */
function decisionNotes(decisions: readonly ColumnDecision[]): string[] {
  const readings = decisions.flatMap(({ reading }) => reading ?? []);
  const codes = decisions.flatMap(({ code, column }) =>
    code !== undefined && "kind" in column ? [code] : [],
  );
  return [
    ...(readings.length === 0 ? [] : [`Read as numbers: ${joinNames(readings)}.`]),
    ...(codes.length === 0
      ? []
      : [`Codes rather than numbers: ${joinNames(codes)}. If they are numbers, say --column NAME=number.`]),
  ];
}

/** Words that may be values, and were taken for missing. */
function missingNote(scans: readonly ColumnScan[], decisions: readonly ColumnDecision[]): string[] {
  const found = scans.flatMap(({ name, missing }, i) => {
    const { column } = decisions[i];
    if (!("values" in column)) return [];
    const words = [...missing].filter(([text]) => /^\p{L}+$/u.test(text));
    return words.length === 0
      ? []
      : [`${name} (${words.map(([text, rows]) => `${quoted(text)} in ${counted(rows, "row")}`).join(", ")})`];
  });
  return found.length === 0
    ? []
    : [`Taken for missing: ${joinNames(found)}. If they are values, say --missing "".`];
}

/** A sentence for each kind of input. */
function inputNotes(columns: readonly InputColumn[]): string[] {
  const of = (kind: InputColumn["kind"], title: string, say: (column: InputColumn) => string): string[] => {
    const found = columns.filter((column) => column.kind === kind);
    return found.length === 0 ? [] : [`${title}: ${joinNames(found.map(say))}.`];
  };
  const values = (column: InputColumn): string =>
    "values" in column ? `${column.name} (${joinNames(column.values)})` : column.name;
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
  separator: string,
): void {
  if (cells.length === header.length) return;
  const count = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
  throw new RowError(
    line,
    undefined,
    `${rowCalled(table, line)} has ${count}, and the header names ${header.length} columns. Correct the row; a cell that ` +
      `has a separator in it needs quotes around it${tornNumber(cells, header, separator)}.`,
  );
}

/** What to say of a row that commas within numbers have torn into too many cells, as the end of a sentence. */
function tornNumber(cells: readonly string[], header: readonly string[], separator: string): string {
  if (separator !== "," || cells.length < header.length) return "";
  const at = cells.findIndex(
    (cell, i) => /^\s*[-+−]?\p{Sc}?\d+$/u.test(cell) && /^\d+\D{0,4}$/.test(cells[i + 1] ?? ""),
  );
  if (at < 0) return "";
  const number = `${cells[at].trim()},${cells[at + 1].trim()}`;
  return `, as a number with a comma has: "${number}". Or separate the cells by semicolons`;
}
