/**
 * @file Shows a table to a model row by row, so that a table of any size takes no memory of its own.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { labelReader, numberReader } from "./cell-reader.js";
import { readHeader } from "./header.js";
import { Meanings } from "./meaning.js";
import type { Decimal } from "./number-text.js";
import { rowCalled } from "./problem.js";
import { scanForModel } from "./read-table-for.node.js";
import { readRecords } from "./records.node.js";
import { RowForModel, requireTable, type TableForm } from "./row-for-model.js";
import { withEncoding } from "./text-chunks.node.js";
import { type UnseenTally, unseenWarnings } from "./unseen.js";

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
  /** What reading waits for between pieces of the file. */
  room?(): Promise<void> | undefined;
  /** What is found out about the file when rows have been shown. */
  note?(sentence: string): void;
  /** After the rows, what to beware of in them, in a sentence. */
  warn(sentence: string): void;
}

export interface StreamTableOptions {
  /** What to call the model in messages. */
  readonly model: string;
  /** The model's classes. */
  readonly labels: readonly string[] | undefined;
  /** The file's encoding, by any of its names; found out when left out. */
  readonly encoding?: string | undefined;
  /** What stands before decimals in all numbers; left out, the table tells, or the model. */
  readonly decimal?: Decimal | undefined;
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
  let isAscii = true;
  let unseen: UnseenTally | undefined;
  const description = requireTable(preprocessing, path, options.model);
  const warn = (): void => {
    for (const sentence of unseenWarnings(unseen?.found ?? [], description, path)) visitor.warn(sentence);
  };
  try {
    await withEncoding(path, options.encoding, async (encoding, fileNotes) => {
      if (!isAscii) {
        throw new AkariError(
          "invalid-file",
          `${path} has rows that are UTF-8, and below them others that are not. Save all of it as UTF-8.`,
        );
      }
      const scan = await scanForModel(path, encoding, preprocessing, options);
      let show: ((cells: readonly string[], line: number) => boolean) | undefined;
      await readRecords(path, encoding, {
        header(cells, separator, line, notes) {
          isAscii &&= cells.every(isPlain);
          const form = { table: path, header: readHeader(cells, path, line, 1), separator, scan };
          const shower = rowShower(form, preprocessing, options, visitor);
          show = shower.show;
          unseen = shower.unseen;
          if (shown > 0) {
            for (const note of fileNotes) visitor.note?.(note);
            return;
          }
          shown = line;
          const allNotes = [...fileNotes, ...notes, ...shower.notes];
          visitor.header({ table: path, names: form.header, separator, notes: allNotes });
        },
        room: () => visitor.room?.(),
        row(cells, line) {
          if (line <= shown) return;
          shown = line;
          rows++;
          isAscii &&= cells.every(isPlain);
          if (show?.(cells, line) === false) throw new Enough();
        },
      });
    });
  } catch (error) {
    if (error instanceof Enough) return warn();
    throw error;
  }
  if (rows > 0) return warn();
  throw new AkariError("invalid-data", `${path} holds nothing to show a model: it has a header and no rows.`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has them.
const isPlain = (cell: string): boolean => /^[\x00-\x7f]*$/.test(cell);

/** Shows rows. */
export interface Shower {
  /** @returns false to read no further */
  show(cells: readonly string[], line: number): boolean;
  /** What was decided, a sentence each. */
  readonly notes: readonly string[];
  /** The categories that training never saw, in the rows so far. */
  readonly unseen: UnseenTally;
}

export function rowShower(
  form: TableForm,
  preprocessing: Preprocessing,
  { model, labels }: StreamTableOptions,
  visitor: Pick<StreamVisitor, "row" | "bad">,
): Shower {
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
  return { show, notes: row.notes, unseen: row.unseen };
}

type Target = Pick<StreamedRow, "label" | "values">;

function targetReader(
  { table, header, scan }: TableForm,
  targets: readonly string[],
  { outputs }: Preprocessing,
  labels: readonly string[] | undefined,
): (cells: readonly string[], line: number) => Target {
  const places = targets.map((name) => header.indexOf(name));
  if (places.includes(-1)) return () => ({});
  if (outputs === undefined && targets.length === 1) {
    const known = new Meanings(labels ?? []);
    return (cells) => {
      const text = cells[places[0]].trim();
      const place = known.find(text);
      if (place >= 0) return { label: labels?.[place] ?? text };
      return scan.missing.has(text) ? {} : { label: text };
    };
  }
  const reader = outputs === undefined ? labelReader : numberReader;
  const readers = targets.map((name) =>
    reader(name, { table, missing: scan.missing, decimal: scan.decimalOf(name) }, scan.unitOf(name)),
  );
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
