/**
 * @file A network for a table of one's own: what its columns hold, and how it learns. Knows no Worker, so that it can be
 * tested without.
 */

import { AkariError, defineModel, evaluate, fit, type Model, recommend, table } from "akari";
import {
  fingerprint,
  type Parts,
  type PreparedParts,
  prepareParts,
  splitExamples,
  type TableExamples,
} from "akari/data";
import { type SplitRecord, type TrainingRecord, trainingHistory } from "akari/formats";
import { defineOptimizer } from "akari/model";
import { LIMITS } from "../../network/layout";
import type { Progress } from "../training";
import { readPoints, type TablePoints } from "./points";

/** What a column holds, as far as one has to see it to say whether that is right. */
export type ColumnLook = { readonly name: string } & (
  | {
      readonly kind: "number" | "date";
      readonly least: number;
      readonly most: number;
      readonly missing: number;
    }
  | {
      readonly kind: "yes-no" | "category";
      readonly values: readonly string[];
      readonly missing: number;
    }
  | { readonly kind: "left-out"; readonly reason: string }
);

/** What is to be learned: one of these classes, or a number. */
export type TargetLook =
  | { readonly kind: "classes"; readonly names: readonly string[] }
  | { readonly kind: "values" };

/** A table that can be learned from. */
export interface TableLook {
  readonly name: string;
  readonly rows: number;
  /** Those that become inputs, then those that do not. */
  readonly columns: readonly ColumnLook[];
  /** The target's column. */
  readonly target: string;
  readonly task: TargetLook;
  /** What a row becomes, and how many rows are learned from and held out. */
  readonly inputs: number;
  readonly outputs: number;
  readonly learned: number;
  readonly held: number;
  /** What was decided, a sentence each, as the library writes it: in English. */
  readonly notes: readonly string[];
}

/** A row that was held out: its cells by their columns, and what it should come to. */
export interface HeldRow {
  /** Its line in the file. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly truth: string;
}

/** How well it does on the rows that it has not seen, and how well one would do without it. */
export type TableScore =
  | {
      readonly task: "classes";
      readonly right: number;
      readonly held: number;
      readonly usual: number;
      readonly usualLabel: string;
    }
  | {
      readonly task: "values";
      readonly held: number;
      readonly r2: number;
      readonly error: number;
      /** Of always saying the mean of the rows that are learned from. */
      readonly usualError: number;
      readonly unit: string;
    };

export interface TrainedTable {
  readonly model: Model;
  readonly record: TrainingRecord;
  readonly score: TableScore;
  readonly rows: readonly HeldRow[];
}

/** What its Worker does. */
export interface TableTasks {
  open(table: { readonly file: File; readonly target: string | undefined }): Promise<TableLook>;
  train(network: { readonly hidden: number }): Promise<TrainedTable>;
  /** The columns that points can be made of. */
  points(file: File): Promise<TablePoints>;
}

/** Rows to look at afterwards: more than these nobody goes through. */
const MOST_HELD = 200;

/** A fifth is held out, as by the akari command. */
const SPLIT = { test: 0.2, validation: 0, seed: 1 } as const;

/** A table that was opened, and its rows and data sets to learn from and to be tested by. */
interface Opened {
  readonly examples: TableExamples;
  /** The target's column, where it was chosen. */
  readonly target: string | undefined;
  readonly rows: Parts;
  readonly train: PreparedParts["train"];
  readonly test: PreparedParts["train"];
}

/** One table at a time: the one that was opened last is learned from. */
export class TableTraining implements TableTasks {
  readonly #report: (progress: Progress) => void;
  #opened: Opened | undefined;

  constructor(report: (progress: Progress) => void) {
    this.#report = report;
  }

  open: TableTasks["open"] = async ({ file, target }) => {
    const examples = await table(file, target === undefined ? {} : { target });
    const rows = splitExamples(examples, SPLIT);
    const { train, test } = prepareParts(examples, rows);
    if (test === undefined) throw new TypeError("A part that was asked for is there.");
    const opened = { examples, target, rows, train, test };
    requireDrawable(opened);
    this.#opened = opened;
    return look(opened);
  };

  points: TableTasks["points"] = readPoints;

  train: TableTasks["train"] = async ({ hidden }) => {
    if (this.#opened === undefined) throw new TypeError("No table was opened.");
    const { examples, train, test } = this.#opened;
    const network = defineModel({
      inputs: train.features.columns,
      layers: [
        ...(hidden === 0 ? [] : [{ units: hidden, activation: "sigmoid" as const }]),
        {
          units: outputsOf(this.#opened),
          activation: train.targets.kind === "classes" ? ("softmax" as const) : ("linear" as const),
        },
      ],
    });
    const advised = recommend(train, network);
    const run = fit(network, train, { ...advised, seed: SPLIT.seed, threads: 1 });
    let epochs = 0;
    let learned = train.features.rows;
    for await (const event of run) {
      if (event.type === "start") [epochs, learned] = [event.epochs, event.trainingExamples];
      if (event.type === "epoch") this.#report({ epoch: event.epoch, epochs, loss: event.loss });
    }
    const { model, steps, stopped, best, history } = await run;
    const curves = trainingHistory(history);
    const evaluation = await evaluate(model, test);
    const { optimizer, learningRate, weightDecay, batchSize, earlyStopping, validation, engine } = advised;
    const record: TrainingRecord = {
      data: examples.name,
      seed: SPLIT.seed,
      epochs,
      steps,
      batch: batchSize ?? Math.max(1, learned),
      shuffle: true,
      validation,
      split: splitRecord(this.#opened),
      optimizer: defineOptimizer(optimizer, {
        ...(learningRate === undefined ? {} : { learningRate }),
        ...(weightDecay === undefined ? {} : { weightDecay }),
      }),
      ...(earlyStopping === undefined ? {} : { earlyStopping: { monitor: "loss", ...earlyStopping } }),
      engine: engine === undefined ? "wasm" : "reference",
      trainingExamples: learned,
      ...(stopped === "converged" || stopped === "solved" ? { ended: stopped } : {}),
      ...(Number.isFinite(evaluation.loss) ? { loss: evaluation.loss } : {}),
      ...(evaluation.task === "classes" ? { accuracy: evaluation.accuracy } : {}),
      ...(best === undefined ? {} : { bestEpoch: best.epoch }),
      ...(curves === undefined ? {} : { history: curves }),
    };
    return { model, record, score: scoreOf(evaluation, this.#opened), rows: await heldRows(this.#opened) };
  };
}

/** How the rows were divided, so that the command finds those again that were held out. */
function splitRecord({ examples, target, train }: Opened): SplitRecord {
  const all = Uint32Array.from({ length: examples.rows }, (_, row) => row);
  const whole = examples.encode(all, train.preprocessing, examples.name);
  return {
    ...SPLIT,
    examples: fingerprint(whole),
    ...(target === undefined ? {} : { reading: { target } }),
  };
}

const outputsOf = ({ train: { targets } }: Opened): number =>
  targets.kind === "classes" ? targets.names.length : targets.columns;

/** @throws AkariError `invalid-data` where the page could not draw the network's lamps */
function requireDrawable(opened: Opened): void {
  const { examples, train } = opened;
  const [many, what] =
    train.features.columns > LIMITS.units
      ? [train.features.columns, "inputs"]
      : [outputsOf(opened), "classes"];
  if (many <= LIMITS.units) return;
  throw new AkariError(
    "invalid-data",
    `${examples.name} would have ${many} ${what}, and the most that this page draws is ${LIMITS.units}. Leave columns out, or train with the akari command.`,
  );
}

function look(opened: Opened): TableLook {
  const { examples, train, test } = opened;
  const { table, task, name, rows, notes } = examples;
  return {
    name,
    rows,
    columns: [
      ...table.columns.map(({ column, cells }): ColumnLook => {
        if ("values" in column) {
          const missing = Array.from(cells).filter((cell) => cell >= column.values.length).length;
          return { name: column.name, kind: column.kind, values: column.values, missing };
        }
        let [least, most, missing] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
        for (const cell of cells) {
          if (Number.isNaN(cell)) missing++;
          else [least, most] = [Math.min(least, cell), Math.max(most, cell)];
        }
        return { name: column.name, kind: column.kind, least, most, missing };
      }),
      ...table.leftOut.map(({ name, leftOut }): ColumnLook => ({ name, kind: "left-out", reason: leftOut })),
    ],
    target: table.targets[0],
    task: task.kind === "classes" ? { kind: "classes", names: task.names } : { kind: "values" },
    inputs: train.features.columns,
    outputs: outputsOf(opened),
    learned: train.features.rows,
    held: test.features.rows,
    notes,
  };
}

function scoreOf(evaluation: Awaited<ReturnType<typeof evaluate>>, { train, test }: Opened): TableScore {
  const held = test.features.rows;
  if (evaluation.task === "classes" && train.targets.kind === "classes" && test.targets.kind === "classes") {
    const counts = new Uint32Array(train.targets.names.length);
    for (const label of train.targets.classes) counts[label]++;
    const usualLabel = counts.indexOf(Math.max(...counts));
    const usual = Array.from(test.targets.classes).filter((label) => label === usualLabel).length;
    const right = Math.round(evaluation.accuracy * held);
    return { task: "classes", right, held, usual, usualLabel: train.targets.names[usualLabel] };
  }
  if (evaluation.task === "values" && test.targets.kind === "values") {
    const [{ r2, rmse }] = evaluation.values;
    // Targets are standardised by the rows that are learned from: their mean is 0.
    const { data, columns } = test.targets;
    let squares = 0;
    for (let i = 0; i < data.length; i += columns) squares += data[i] ** 2;
    const { scale, unit = "" } = test.preprocessing.outputs?.[0] ?? { scale: 1 };
    return { task: "values", held, r2, error: rmse, usualError: scale * Math.sqrt(squares / held), unit };
  }
  throw new TypeError("A table's target is classes or a number.");
}

/** The first rows that were held out, as their cells were. */
function heldRows({ examples, rows }: Opened): Promise<readonly HeldRow[]> {
  return Promise.all(
    Array.from(rows.test.subarray(0, MOST_HELD), async (row): Promise<HeldRow> => {
      const preview = await examples.preview(row);
      const cells = preview.kind === "cells" ? preview.cells.map(({ name, text }) => [name, text]) : [];
      return {
        line: examples.table.lines[row],
        cells: Object.fromEntries(cells),
        truth: truthOf(examples, row),
      };
    }),
  );
}

/** More digits than these are none of the cell's. */
const DIGITS = 12;

const truthOf = ({ task }: TableExamples, row: number): string =>
  task.kind === "classes"
    ? task.names[task.classes[row]]
    : String(Number(task.values[row * task.names.length].toPrecision(DIGITS)));
