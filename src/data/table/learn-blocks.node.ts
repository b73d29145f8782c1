/**
 * @file Learns how a table's columns become inputs from blocks of its rows that are read again and again: the same as
 * learn-columns.ts learns from a table in memory, but for medians of very many numbers, which are those of a sample.
 */

import type { OutputScaling, Preprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { mix, randomGenerator } from "../../model/random.js";
import type { Parts } from "../split.js";
import { outputScaling } from "./examples.js";
import { ColumnLearner, type LearnOptions, requireInputs } from "./learn-columns.js";
import { productsOf } from "./products.js";
import { median, ScalingLearner } from "./scaling.js";
import type { TableWriting } from "./scheme.js";
import { cellAt, type TableRows } from "./table-rows.js";

/** A median is that of at most so many numbers. */
export const MEDIAN_SAMPLE = 100_000;
/** Samples of all columns together have at most so many numbers, or each this many. */
const ALL_SAMPLES = 2 ** 22;
const SMALLEST_SAMPLE = 1000;

/** Goes through a table's blocks from the first to the last. */
export type ReadBlocks = () => AsyncGenerator<{
  block: TableRows;
  rows: Parts;
}>;

/**
 * @param read each block, with the places of the rows of each part
 * @throws AkariError `invalid-data` as learnColumns does
 */
export async function learnBlocks(
  read: ReadBlocks,
  options: LearnOptions,
  seed: number,
): Promise<Preprocessing> {
  let learners: readonly ColumnLearner[] = [];
  let samples: readonly (Sample | undefined)[] = [];
  let targets: readonly ScalingLearner[] = [];
  let table = "";
  let targetNames: readonly string[] = [];
  let written: TableWriting = {};
  let units: readonly string[] = [];
  for await (const { block, rows } of read()) {
    if (learners.length === 0) {
      learners = block.columns.map(({ column }) => new ColumnLearner(column, options.scaling));
      samples = samplesOf(learners, seed);
      targets =
        block.task.kind === "classes" || block.task.areLabels
          ? []
          : block.task.names.map(() => new ScalingLearner("standard"));
      table = block.table;
      targetNames = block.targets;
      written = block.written;
      units = block.units;
    }
    const { training } = rows;
    learners.forEach((learner, c) => {
      const sample = samples[c];
      for (const row of training) {
        const cell = cellAt(block.columns[c], row);
        learner.see(cell);
        sample?.see(cell);
      }
    });
    eachTarget(block, training, (value, k) => targets[k].see(value));
  }
  if (targets.length > 0 || learners.some(({ looksTwice }) => looksTwice)) {
    for await (const { block, rows } of read()) {
      learners.forEach((learner, c) => {
        if (!learner.looksTwice) return;
        for (const row of rows.training) learner.seeAgain(cellAt(block.columns[c], row));
      });
      eachTarget(block, rows.training, (value, k) => targets[k].seeAgain(value));
    }
  }
  const columns = learners.map((learner, c) => learner.finish(table, () => samples[c]?.median() ?? 0));
  const plain: TablePreprocessing = { columns, targets: targetNames, ...written };
  const { degree } = options;
  requireInputs(table, plain, degree);
  const learned =
    degree < 2 ? plain : { ...plain, degree, products: await learnProducts(read, plain, options) };
  if (targets.length === 0) return { divideBy: 1, table: learned };
  const outputs = targets.map(
    (target, k): OutputScaling => outputScaling(table, targetNames[k], units[k], target.finish()),
  );
  return { divideBy: 1, table: learned, outputs };
}

function eachTarget(
  { task }: TableRows,
  rows: Uint32Array,
  visit: (value: number, output: number) => void,
): void {
  if (task.kind === "classes" || task.areLabels) return;
  const outputs = task.names.length;
  for (const row of rows) for (let k = 0; k < outputs; k++) visit(task.values[row * outputs + k], k);
}

async function learnProducts(
  read: ReadBlocks,
  { columns }: TablePreprocessing,
  { scaling, degree }: LearnOptions,
) {
  const factors = columns.flatMap((column, c) => (column.kind === "number" ? [{ column, c }] : []));
  const products = productsOf(factors.length, degree);
  const learners = products.map(() => new ScalingLearner(scaling));
  const values = new Float64Array(factors.length);
  const visit = async (see: (learner: ScalingLearner, product: number) => void): Promise<void> => {
    for await (const { block, rows } of read()) {
      for (const row of rows.training) {
        factors.forEach(({ column, c }, i) => {
          const cell = cellAt(block.columns[c], row);
          values[i] = ((Number.isNaN(cell) ? column.missing.fill : cell) - column.shift) / column.scale;
        });
        products.forEach((places, p) => {
          let product = 1;
          for (const place of places) product *= values[place];
          see(learners[p], product);
        });
      }
    }
  };
  await visit((learner, product) => learner.see(product));
  if (learners.some(({ looksTwice }) => looksTwice)) {
    await visit((learner, product) => learner.seeAgain(product));
  }
  return learners.map((learner) => learner.finish());
}

/** For the columns that have medians. */
function samplesOf(learners: readonly ColumnLearner[], seed: number): (Sample | undefined)[] {
  const room = Math.min(MEDIAN_SAMPLE, Math.max(SMALLEST_SAMPLE, Math.floor(ALL_SAMPLES / learners.length)));
  return learners.map(({ column }, c) =>
    column.kind === "number" || column.kind === "date"
      ? new Sample(room, randomGenerator(seed, `median/${c}`).uint32())
      : undefined,
  );
}

/** As many numbers as it has room for, each of those that it sees as likely (algorithm R: Vitter, 1985). */
class Sample {
  readonly #numbers: Float64Array;
  readonly #key: number;
  #seen = 0;

  constructor(room: number, key: number) {
    this.#numbers = new Float64Array(room);
    this.#key = key;
  }

  see(number: number): void {
    if (Number.isNaN(number)) return;
    const { length } = this.#numbers;
    const drawn = (mix(mix(this.#seen) ^ this.#key) >>> 0) / 2 ** 32;
    const place = this.#seen < length ? this.#seen : Math.floor(drawn * (this.#seen + 1));
    if (place < length) this.#numbers[place] = number;
    this.#seen++;
  }

  median(): number {
    return median(this.#numbers.subarray(0, Math.min(this.#seen, this.#numbers.length)));
  }
}
