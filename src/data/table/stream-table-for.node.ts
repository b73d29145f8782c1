/**
 * @file Shows a table to a model row by row, so that a table of any size takes no memory of its own.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { labelReader, numberReader } from "./cell-reader.js";
import { isMissing, parseNumber } from "./cells.js";
import { readHeader } from "./header.js";
import { rowCalled } from "./problem.js";
import { readRecords } from "./records.node.js";
import { RowForModel, requireTable, type TableForm } from "./row-for-model.js";
import { className } from "./target.js";
import { withEncoding } from "./text-chunks.node.js";

/** A row as a model takes it. */
export interface StreamedRow {
  /** `prices.csv, row 7` */
  readonly name: string;
  /** As they stand in the file. */
  readonly cells: readonly string[];
  /** `[inputs]`; the next row is written over it. */
  readonly inputs: Float32Array;
  /** Its true class, where the table has the target's column and something stands in it. */
  readonly label?: string;
  /** Its true numbers, in their own units, or 1 and 0 for labels that are true and not, where the table has all of the targets' columns and numbers in them. */
  readonly values?: readonly number[];
}

/** What stands before a table's rows. */
export interface StreamedHeader {
  readonly table: string;
  /** Its columns. */
  readonly names: readonly string[];
  /** What stands between its cells. */
  readonly separator: string;
  /** What was decided, a sentence each. */
  readonly notes: readonly string[];
}

/** Takes a table's rows. */
export interface StreamVisitor {
  /** Once, before the rows. */
  header(header: StreamedHeader): void;
  /** @returns false to read no further */
  row(row: StreamedRow): boolean;
  /** A row that cannot be read. @returns false to read no further */
  bad(error: AkariError): boolean;
}

export interface StreamTableOptions {
  /** What to call the model in messages. */
  readonly model: string;
  /** The model's classes. */
  readonly labels: readonly string[] | undefined;
}

/** Thrown to read no further. */
class Enough extends Error {}

/**
 * Shows a table's rows to a visitor, encoded as a model's preprocessing says. A row whose target is missing or cannot
 * be read is shown without it.
 *
 * @throws AkariError as `readTableFor` does, save for what is wrong in single rows
 */
export async function streamTableFor(
  path: string,
  preprocessing: Preprocessing,
  options: StreamTableOptions,
  visitor: StreamVisitor,
): Promise<void> {
  // Where the encoding turns out to be another one, reading begins anew: what has been shown is not shown again.
  let shown = 0;
  let rows = 0;
  try {
    await withEncoding(path, async (encoding) => {
      let show: ((cells: readonly string[], line: number) => boolean) | undefined;
      await readRecords(path, encoding, {
        header(cells, separator, line) {
          const form = {
            table: path,
            header: readHeader(cells, path, line),
            decimalComma: separator !== ",",
          };
          const shower = rowShower(form, preprocessing, options, visitor);
          show = shower.show;
          if (shown > 0) return;
          shown = line;
          visitor.header({ table: path, names: form.header, separator, notes: shower.notes });
        },
        row(cells, line) {
          if (line <= shown) return;
          shown = line;
          rows++;
          if (show?.(cells, line) === false) throw new Enough();
        },
      });
    });
  } catch (error) {
    if (error instanceof Enough) return;
    throw error;
  }
  if (rows > 0) return;
  throw new AkariError("invalid-data", `${path} holds nothing to show a model: it has a header and no rows.`);
}

/** @returns a function that shows one row, with false to read no further */
export function rowShower(
  form: TableForm,
  preprocessing: Preprocessing,
  { model, labels }: StreamTableOptions,
  visitor: Pick<StreamVisitor, "row" | "bad">,
): { show: (cells: readonly string[], line: number) => boolean; notes: readonly string[] } {
  const description = requireTable(preprocessing, form.table, model);
  const row = new RowForModel(form, description, model);
  const inputs = new Float32Array(row.inputs);
  const target = targetReader(form, description.targets, preprocessing, labels);
  const show = (cells: readonly string[], line: number): boolean => {
    try {
      row.requireWidth(cells, line);
      row.encode(cells, line, inputs, 0);
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
      return visitor.bad(error);
    }
    return visitor.row({ name: rowCalled(form.table, line), cells, inputs, ...target(cells, line) });
  };
  return { show, notes: row.notes };
}

type Target = Pick<StreamedRow, "label" | "values">;

function targetReader(
  { table, header, decimalComma }: TableForm,
  targets: readonly string[],
  { outputs }: Preprocessing,
  labels: readonly string[] | undefined,
): (cells: readonly string[], line: number) => Target {
  const places = targets.map((name) => header.indexOf(name));
  if (places.includes(-1)) return () => ({});
  if (outputs === undefined && targets.length === 1) {
    const numeric = labels?.every((label) => !Number.isNaN(parseNumber(label, false))) ?? false;
    return (cells) => {
      const text = cells[places[0]].trim();
      return isMissing(text) ? {} : { label: className(text, numeric, decimalComma) };
    };
  }
  const reader = outputs === undefined ? labelReader : numberReader;
  const readers = targets.map((name) => reader(name, table, decimalComma));
  return (cells, line) => {
    try {
      const values = places.map((at, t) => readers[t](cells[at].trim(), line));
      return values.some(Number.isNaN) ? {} : { values };
    } catch (error) {
      if (error instanceof AkariError) return {};
      throw error;
    }
  };
}
