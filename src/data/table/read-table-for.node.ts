/**
 * @file Reads a table into memory to show it to a model that exists, with its targets where it is to be judged by them.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { Features, Targets } from "../dataset.js";
import { withoutTarget } from "../names.js";
import { inOrder } from "./cells.js";
import { MOST_TEXTS, unshared } from "./column-scan.js";
import type { Decimal } from "./number-text.js";
import { rowCalled } from "./problem.js";
import { type RecordVisitor, readHeader, readRecords, type TableProgress } from "./records.js";
import { requireTable, roomFor } from "./row-encoder.js";
import { ModelRows, scanForModel } from "./stream-table-for.node.js";
import { tableFile } from "./table-file.node.js";
import { withEncoding } from "./text-chunks.js";
import type { UnseenCategories } from "./unseen.js";
import { distinctValues, ValueIndex } from "./values.js";

/** A table as inputs of a model. */
export interface EncodedTable {
  readonly name: string;
  readonly features: Features;
  /** As the model counts them, values scaled; present where they were asked for. */
  readonly targets?: Targets;
  readonly preprocessing: Preprocessing;
  /** What was decided about the file itself, its encoding and the lines above its columns' names. */
  readonly fileNotes?: readonly string[];
  /** What was decided, a sentence each; those about the file first. */
  readonly notes: readonly string[];
  /** Categories that training never saw, by their columns. */
  readonly unseen: readonly UnseenCategories[];
  /** What a row is called in messages: `prices.csv, row 7`. */
  rowName(row: number): string;
}

export interface ReadTableForOptions {
  /** What to call the model in messages; "The model" where left out. */
  readonly model?: string;
  /**
   * Whether the target's columns are read, to judge the model by; rows without a target are then left out. False where
   * left out: a table then needs no target.
   */
  readonly targets?: boolean;
  /** The model's classes: a target's cells that mean the same are these, and others follow them. */
  readonly labels?: readonly string[] | undefined;
  /** What stands before decimals in all numbers, a point or a comma; left out, the table tells, or the model. */
  readonly decimal?: Decimal | undefined;
  /** The file's encoding, by any of its names, such as `windows-1252`; found out when left out. */
  readonly encoding?: string;
  /** Is told how far reading has come. */
  readonly onProgress?: (progress: TableProgress) => void;
}

/**
 * Reads a table with a model's preprocessing: its columns are found by name, in any order. Columns that the model did
 * not learn from are passed over, with a note.
 *
 * @throws AkariError `not-found` or `invalid-file` where it cannot be read, `invalid-data` where columns are lacking,
 * or a row or cell is wrong, naming file, row and column
 * @example
 * ```ts
 * const { features } = await readTableFor("new.csv", model.definition.preprocessing);
 * const outputs = await predict(model, features.data);
 * ```
 */
export function readTableFor(
  path: string,
  preprocessing: Preprocessing,
  options: ReadTableForOptions = {},
): Promise<EncodedTable> {
  const { model = "The model", targets = false, labels, decimal, onProgress } = options;
  const source = tableFile(path);
  return withEncoding(source, options.encoding, async (encoding, fileNotes) => {
    const description = requireTable(preprocessing, path, model);
    const readAll = (visitor: RecordVisitor, tell?: typeof onProgress): Promise<void> =>
      readRecords(source, encoding, visitor, tell);
    const scan = await scanForModel(readAll, preprocessing, description, decimal);
    let kept: KeptRows | undefined;
    let above: readonly string[] = [];
    await readAll(
      {
        header: (cells, separator, line, notes) => {
          above = notes;
          const form = { table: path, header: readHeader(cells, path, line, 1), separator, scan };
          const wanted = {
            model,
            labels,
            targets: targets && description.targets.length > 0 ? "required" : "none",
          } as const;
          const rows = new ModelRows(form, preprocessing, description, wanted);
          kept = new KeptRows(path, rows, preprocessing, labels);
        },
        row: (cells, line) => kept?.add(cells, line),
      },
      onProgress,
    );
    const encoded = finished(kept).finish();
    const notes = [...fileNotes, ...above];
    return { ...encoded, fileNotes: notes, notes: [...notes, ...encoded.notes] };
  });
}

/** The reader throws before this where there is no header. */
function finished(rows: KeptRows | undefined): KeptRows {
  if (rows === undefined) throw new Error("A table was read without its header.");
  return rows;
}

/** How many rows are encoded into one piece of memory. */
const PIECE_ROWS = 4096;

/** Keeps rows that come one by one. */
class KeptRows {
  readonly #table: string;
  readonly #rows: ModelRows;
  readonly #preprocessing: Preprocessing;
  readonly #classes: ClassNumbers;
  readonly #pieces: Float32Array[] = [];
  readonly #lines: number[] = [];
  /** Of each row: its class, or its values. */
  readonly #targets: number[] = [];
  #target: "class" | "values" | undefined;
  #lost = 0;

  constructor(
    table: string,
    rows: ModelRows,
    preprocessing: Preprocessing,
    labels: readonly string[] | undefined,
  ) {
    this.#table = table;
    this.#rows = rows;
    this.#preprocessing = preprocessing;
    this.#classes = new ClassNumbers(labels);
  }

  /** @throws AkariError `invalid-data` where a cell is not what the model expects */
  add(cells: readonly string[], line: number): void {
    const row = this.#rows.read(cells, line);
    if (row === undefined) {
      this.#lost++;
      return;
    }
    const { inputs, label, values } = row;
    const place = this.#lines.length % PIECE_ROWS;
    if (place === 0) this.#pieces.push(roomFor(PIECE_ROWS, inputs.length, this.#table));
    this.#pieces[this.#pieces.length - 1].set(inputs, place * inputs.length);
    this.#lines.push(line);
    if (label !== undefined) {
      this.#target = "class";
      this.#targets.push(this.#classes.of(label));
    } else if (values !== undefined) {
      this.#target = "values";
      for (const value of values) this.#targets.push(value);
    }
  }

  /** @throws AkariError `invalid-data` where there is no row */
  finish(): EncodedTable {
    const name = this.#table;
    const lines = this.#lines;
    const rows = lines.length;
    if (rows === 0) {
      const why = this.#lost > 0 ? "the target is missing in all of its rows" : "it has a header and no rows";
      throw new AkariError("invalid-data", `${name} holds nothing to show a model: ${why}.`);
    }
    const { width, notes, unseen } = this.#rows;
    const data = roomFor(rows, width, name);
    this.#pieces.forEach((piece, i) => {
      const start = i * PIECE_ROWS;
      data.set(piece.subarray(0, Math.min(PIECE_ROWS, rows - start) * width), start * width);
    });
    return {
      name,
      features: { data, rows, columns: width },
      ...(this.#target === undefined ? {} : { targets: this.#readTargets(rows) }),
      preprocessing: this.#preprocessing,
      unseen: unseen.found,
      notes: this.#lost === 0 ? notes : [...notes, withoutTarget(this.#lost)],
      rowName: (row) => rowCalled(name, lines[row]),
    };
  }

  #readTargets(rows: number): Targets {
    if (this.#target === "class") return this.#classes.targets(this.#targets, this.#table);
    const { outputs = [] } = this.#preprocessing;
    const columns = this.#targets.length / rows;
    const data = Float64Array.from(this.#targets, (value, i) => {
      const { shift, scale } = outputs[i % columns] ?? { shift: 0, scale: 1 };
      return (value - shift) / scale;
    });
    return { kind: "values", data, columns };
  }
}

/** Numbers the classes of a file as they come: the model's first, in its order. */
class ClassNumbers {
  readonly #labels: readonly string[];
  readonly #known: ValueIndex;
  readonly #texts = new Map<string, number>();

  constructor(labels: readonly string[] = []) {
    this.#labels = labels;
    this.#known = new ValueIndex(labels);
  }

  of(text: string): number {
    const label = this.#known.find(text);
    if (label >= 0) return label;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const number = this.#labels.length + this.#texts.size;
    this.#texts.set(unshared(text), number);
    return number;
  }

  /** @throws AkariError `invalid-data` where there are too many for classes */
  targets(values: readonly number[], table: string): Targets {
    const texts = [...this.#texts.keys()];
    if (texts.length > MOST_TEXTS) {
      throw new AkariError(
        "invalid-data",
        `${table}: the target has ${texts.length} different texts, too many for classes.`,
      );
    }
    const names = [...this.#labels, ...inOrder(distinctValues(texts, false))];
    const own = new ValueIndex(names.slice(this.#labels.length));
    const places = [
      ...this.#labels.keys(),
      ...texts.map((text) => this.#labels.length + Math.max(0, own.find(text))),
    ];
    return { kind: "classes", classes: Uint32Array.from(values, (value) => places[value]), names };
  }
}
