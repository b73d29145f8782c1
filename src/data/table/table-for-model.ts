/**
 * @file Keeps a table's rows as inputs of a model that exists, with their targets where it is to be judged by them.
 */

import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { Features, Targets } from "../dataset.js";
import { withoutTarget } from "../wording.js";
import { type CellReader, labelReader, numberReader } from "./cell-reader.js";
import { inOrder, type MissingTexts } from "./cells.js";
import { MOST_TEXTS, unshared } from "./column-scan.js";
import { roomFor } from "./examples.js";
import { differentValues, Meanings } from "./meaning.js";
import type { Decimal } from "./number-text.js";
import { rowCalled } from "./problem.js";
import { RowForModel, requireTable, type TableForm } from "./row-for-model.js";
import type { UnseenCategories } from "./unseen.js";

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

export interface ModelTableOptions {
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
}

/** How many rows are encoded into one piece of memory. */
const PIECE_ROWS = 4096;

/** Takes rows one by one. */
export class TableForModel {
  readonly #table: string;
  readonly #preprocessing: Preprocessing;
  readonly #row: RowForModel;
  readonly #targets: readonly { readonly at: number; readonly read: CellReader }[];
  readonly #classes: ClassNumbers | undefined;
  readonly #pieces: Float32Array[] = [];
  readonly #lines: number[] = [];
  readonly #values: number[] = [];
  #lost = 0;

  /** @throws AkariError `invalid-data` naming the columns that the table lacks */
  constructor(
    form: TableForm,
    preprocessing: Preprocessing,
    { model = "The model", targets = false, labels }: ModelTableOptions,
  ) {
    const { table, header, scan } = form;
    const { missing } = scan;
    const description = requireTable(preprocessing, table, model);
    this.#table = table;
    this.#preprocessing = preprocessing;
    this.#row = new RowForModel(form, description, model);
    if (targets) requireTargets(header, description.targets, table, model);
    const isNumber = preprocessing.outputs !== undefined;
    const areLabels = !isNumber && description.targets.length > 1;
    if (targets && !isNumber && !areLabels) this.#classes = new ClassNumbers(labels, missing);
    const classes = this.#classes;
    const reader = areLabels ? labelReader : numberReader;
    this.#targets = (targets ? description.targets : []).map((name) => ({
      at: header.indexOf(name),
      read:
        classes === undefined
          ? reader(name, { table, missing, decimal: scan.decimalOf(name) }, scan.unitOf(name))
          : (text) => classes.of(text),
    }));
  }

  /** @throws AkariError `invalid-data` where a cell is not what the model expects */
  see(cells: readonly string[], line: number): void {
    this.#row.requireWidth(cells, line);
    const values = this.#targets.map(({ at, read }) => read(cells[at].trim(), line));
    if (values.some(Number.isNaN)) {
      this.#lost++;
      return;
    }
    const { inputs } = this.#row;
    const place = this.#lines.length % PIECE_ROWS;
    if (place === 0) this.#pieces.push(roomFor(PIECE_ROWS, inputs, this.#table));
    this.#row.encode(cells, line, this.#pieces[this.#pieces.length - 1], place * inputs);
    for (const value of values) this.#values.push(value);
    this.#lines.push(line);
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
    const { inputs } = this.#row;
    const data = roomFor(rows, inputs, name);
    this.#pieces.forEach((piece, i) => {
      const start = i * PIECE_ROWS;
      data.set(piece.subarray(0, Math.min(PIECE_ROWS, rows - start) * inputs), start * inputs);
    });
    return {
      name,
      features: { data, rows, columns: inputs },
      ...(this.#targets.length === 0 ? {} : { targets: this.#readTargets() }),
      preprocessing: this.#preprocessing,
      unseen: this.#row.unseen.found,
      notes: this.#lost === 0 ? this.#row.notes : [...this.#row.notes, withoutTarget(this.#lost)],
      rowName: (row) => rowCalled(name, lines[row]),
    };
  }

  #readTargets(): Targets {
    if (this.#classes !== undefined) return this.#classes.targets(this.#values, this.#table);
    const { outputs = [] } = this.#preprocessing;
    const columns = this.#targets.length;
    const data = Float64Array.from(this.#values, (value, i) => {
      const { shift, scale } = outputs[i % columns] ?? { shift: 0, scale: 1 };
      return (value - shift) / scale;
    });
    return { kind: "values", data, columns };
  }
}

/** Numbers the classes of a file as they come: the model's first, in its order. */
class ClassNumbers {
  readonly #labels: readonly string[];
  readonly #known: Meanings;
  readonly #missing: MissingTexts;
  readonly #texts = new Map<string, number>();

  constructor(labels: readonly string[] = [], missing: MissingTexts) {
    this.#labels = labels;
    this.#known = new Meanings(labels);
    this.#missing = missing;
  }

  of(text: string): number {
    const label = this.#known.find(text);
    if (label >= 0) return label;
    if (this.#missing.has(text)) return Number.NaN;
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
    const names = [...this.#labels, ...inOrder(differentValues(texts, false))];
    const own = new Meanings(names.slice(this.#labels.length));
    const places = [
      ...this.#labels.keys(),
      ...texts.map((text) => this.#labels.length + Math.max(0, own.find(text))),
    ];
    return { kind: "classes", classes: Uint32Array.from(values, (value) => places[value]), names };
  }
}

/** @throws AkariError `invalid-data` naming the target that the table lacks */
function requireTargets(
  header: readonly string[],
  targets: readonly string[],
  table: string,
  model: string,
): void {
  const target = targets.find((name) => !header.includes(name));
  if (target === undefined) return;
  throw new AkariError(
    "invalid-data",
    `${table} has no column ${target}, which ${model.replace(/^The /, "the ")} predicts, so that it cannot be judged by it.`,
  );
}
