/**
 * @file Shows a table to a model row by row, so that a table of any size takes no memory of its own. How its numbers are
 * written is decided by all of its rows, which are therefore gone through twice.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { labelReader, numberReader } from "./cell-reader.js";
import type { Decimal } from "./number-text.js";
import { rowCalled } from "./problem.js";
import { type RecordVisitor, readHeader, readRecords } from "./records.js";
import { RowEncoder, requireTable, type TableForm } from "./row-encoder.js";
import { ScanForModel } from "./scan-for-model.js";
import { tableFile } from "./table-file.node.js";
import { withEncoding } from "./text-chunks.js";
import { type UnseenTally, unseenWarnings } from "./unseen.js";
import { ValueIndex } from "./values.js";

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
  const source = tableFile(path);
  const description = requireTable(preprocessing, path, options.model);
  const warn = (): void => {
    for (const sentence of unseenWarnings(unseen?.found ?? [], description, path)) visitor.warn(sentence);
  };
  try {
    await withEncoding(source, options.encoding, async (encoding, fileNotes) => {
      if (!isAscii) {
        throw new AkariError(
          "invalid-file",
          `${path} has rows that are UTF-8, and below them others that are not. Save all of it as UTF-8.`,
        );
      }
      const readAll = (records: RecordVisitor): Promise<void> => readRecords(source, encoding, records);
      const scan = await scanForModel(readAll, preprocessing, description, options.decimal);
      let reader: ModelRows | undefined;
      await readAll({
        header(cells, separator, line, notes) {
          isAscii &&= cells.every(isPlain);
          const form = { table: path, header: readHeader(cells, path, line, 1), separator, scan };
          reader = new ModelRows(form, preprocessing, description, { ...options, targets: "if-there" });
          unseen = reader.unseen;
          if (shown > 0) {
            for (const note of fileNotes) visitor.note?.(note);
            return;
          }
          shown = line;
          const allNotes = [...fileNotes, ...notes, ...reader.notes];
          visitor.header({ table: path, names: form.header, separator, notes: allNotes });
        },
        room: () => visitor.room?.(),
        row(cells, line) {
          if (line <= shown) return;
          shown = line;
          rows++;
          isAscii &&= cells.every(isPlain);
          const goesOn = showRow(() => reader?.read(cells, line), visitor);
          if (!goesOn) throw new Enough();
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

/** @returns false to read no further */
function showRow(read: () => StreamedRow | undefined, visitor: Pick<StreamVisitor, "row" | "bad">): boolean {
  let row: StreamedRow | undefined;
  try {
    row = read();
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
    return visitor.bad(error);
  }
  return row === undefined || visitor.row(row);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has them.
const isPlain = (cell: string): boolean => /^[\x00-\x7f]*$/.test(cell);

/**
 * Looks through a table for how its numbers are written. What is wrong with it is left to whoever reads it afterwards.
 *
 * @param readAll goes through its rows
 * @param onRow is called with each; what it throws that is no AkariError ends the reading
 */
export async function scanForModel(
  readAll: (visitor: RecordVisitor) => Promise<void>,
  preprocessing: Preprocessing,
  description: TablePreprocessing,
  decimal: Decimal | undefined,
  onRow: () => void = () => {},
): Promise<ScanForModel> {
  let scan = new ScanForModel([], preprocessing, description, ",", decimal);
  try {
    await readAll({
      header: (cells, separator) => {
        const names = cells.map((cell) => cell.trim());
        scan = new ScanForModel(names, preprocessing, description, separator, decimal);
      },
      row: (cells, line) => {
        onRow();
        scan.add(cells, line);
      },
    });
  } catch (error) {
    if (!(error instanceof AkariError)) throw error;
  }
  return scan;
}

/** How rows are read for a model. */
export interface ModelRowsOptions {
  /** What to call the model in messages. */
  readonly model: string;
  /** The model's classes. */
  readonly labels: readonly string[] | undefined;
  /**
   * `if-there`: a target that is lacking or cannot be read is left out; `required`: its columns have to be there, what
   * cannot be read is an error, and rows in which it is missing are passed over; `none`: it is not looked at.
   */
  readonly targets: "if-there" | "required" | "none";
}

/** Reads the rows of a table, from wherever they come, as a model takes them. */
export class ModelRows {
  /** What was decided, a sentence each. */
  readonly notes: readonly string[];
  /** The categories that training never saw, in the rows so far. */
  readonly unseen: UnseenTally;
  /** How many inputs a row becomes. */
  readonly width: number;
  readonly #table: string;
  readonly #encoder: RowEncoder;
  readonly #inputs: Float32Array;
  readonly #target: TargetReader;
  readonly #isNeeded: boolean;

  /** @throws AkariError `invalid-data` naming the columns that the table lacks */
  constructor(
    form: TableForm,
    preprocessing: Preprocessing,
    description: TablePreprocessing,
    { model, labels, targets }: ModelRowsOptions,
  ) {
    this.#table = form.table;
    this.#encoder = new RowEncoder(form, description, model);
    this.#isNeeded = targets === "required";
    if (this.#isNeeded) requireTargets(form, description, model);
    this.#target = targets === "none" ? () => ({}) : targetReader(form, description, preprocessing, labels);
    this.width = this.#encoder.inputs;
    this.#inputs = new Float32Array(this.width);
    this.notes = this.#encoder.notes;
    this.unseen = this.#encoder.unseen;
  }

  /**
   * @returns the row, whose inputs stand until the next one is read; nothing where it has no target, and that is required
   * @throws AkariError `invalid-data` where it has not the header's number of cells, or a cell is not what the model expects
   */
  read(cells: readonly string[], line: number): StreamedRow | undefined {
    this.#encoder.requireWidth(cells, line);
    let target = this.#isNeeded ? this.#target(cells, line) : {};
    if (this.#isNeeded && Object.keys(target).length === 0) return undefined;
    this.#encoder.encode(cells, line, this.#inputs, 0);
    if (!this.#isNeeded) target = readable(() => this.#target(cells, line)) ?? {};
    return { name: rowCalled(this.#table, line), cells, inputs: this.#inputs, ...target };
  }
}

type Target = Pick<StreamedRow, "label" | "values">;

/** @returns an empty object for a missing one */
type TargetReader = (cells: readonly string[], line: number) => Target;

function targetReader(
  { table, header, scan }: TableForm,
  { targets }: TablePreprocessing,
  { outputs }: Preprocessing,
  labels: readonly string[] | undefined,
): TargetReader {
  const places = targets.map((name) => header.indexOf(name));
  if (places.includes(-1)) return () => ({});
  if (outputs === undefined && targets.length === 1) {
    const known = new ValueIndex(labels ?? []);
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
    const values = places.map((at, t) => readers[t](cells[at].trim(), line));
    return values.some(Number.isNaN) ? {} : { values };
  };
}

/** Nothing where it cannot be read. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AkariError) return undefined;
    throw error;
  }
}

/** @throws AkariError `invalid-data` naming the target that the table lacks */
function requireTargets({ header, table }: TableForm, { targets }: TablePreprocessing, model: string): void {
  const target = targets.find((name) => !header.includes(name));
  if (target === undefined) return;
  throw new AkariError(
    "invalid-data",
    `${table} has no column ${target}, which ${model.replace(/^The /, "the ")} predicts, so that it cannot be judged by it.`,
  );
}
