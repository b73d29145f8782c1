/**
 * @file Rows on their way through a network outside training: some at a time, which threads share in blocks where there are
 * others.
 */

import { type ModelDefinition, outputUnits } from "../../model/model.js";
import type { Numbers } from "../engine.js";
import type { Arena } from "./arena.js";
import { OVERRUN_ENTRIES } from "./layout.js";
import type { Kernels } from "./module.js";
import { RawInputs, type RowReader } from "./panels.js";
import type { Source } from "./source.js";
import type { ThreadPool } from "./team.js";

/** Rows that each thread takes through the layers at a time, at most, and how many such blocks there are for each at a time. */
export const BLOCK_ROWS = 32;
export const BLOCKS_A_THREAD = 8;

export class Batches {
  readonly #kernels: Kernels;
  readonly #definition: ModelDefinition;
  readonly #arena: Arena;
  readonly #plan: number;
  /** The most rows at a time. */
  readonly #rows: number;
  readonly #reader: RowReader;
  readonly #pool: ThreadPool | undefined;
  readonly #order: number;
  readonly #losses: number;
  /** Made at the first prediction: training has no use for it. */
  #inputs: RawInputs | undefined;

  /**
   * @param plan of the arena, with room for `rows` rows, or for a block of every thread
   * @param reader with room for as many rows of outputs
   */
  constructor(
    kernels: Kernels,
    definition: ModelDefinition,
    arena: Arena,
    plan: number,
    rows: number,
    reader: RowReader,
    pool?: ThreadPool,
  ) {
    this.#kernels = kernels;
    this.#definition = definition;
    this.#arena = arena;
    this.#plan = plan;
    this.#rows = rows;
    this.#reader = reader;
    this.#pool = pool;
    this.#order = kernels.allocate(rows * 4);
    this.#losses = kernels.allocate(rows * 8);
  }

  /** Rows of attached data to their losses and outputs. */
  evaluate({ address, largestRow }: Source, rows: Uint32Array, losses: Float64Array, outputs: Numbers): void {
    this.#arena.reserveEntries(largestRow);
    const units = outputUnits(this.#definition);
    for (let from = 0; from < rows.length; from += this.#rows) {
      const part = rows.subarray(from, from + this.#rows);
      this.#kernels.words.set(part, this.#order / 4);
      this.#forward(address, this.#order, part.length, this.#losses);
      const first = this.#losses / 8;
      losses.set(this.#kernels.doubles.subarray(first, first + part.length), from);
      this.#reader.take(part.length * units, outputs, from * units);
    }
  }

  /** So many raw examples to their outputs. */
  predict(inputs: ArrayLike<number>, examples: number, outputs: Numbers): void {
    if (this.#inputs === undefined) {
      this.#inputs = new RawInputs(this.#kernels, this.#rows, this.#definition);
      this.#arena.reserveEntries(this.#definition.inputs + OVERRUN_ENTRIES);
    }
    const units = outputUnits(this.#definition);
    const source = this.#inputs.sourceOf(inputs);
    for (let from = 0; from < examples; from += this.#rows) {
      const count = Math.min(this.#rows, examples - from);
      this.#forward(source, this.#inputs.order, count, 0, inputs, from);
      this.#reader.take(count * units, outputs, from * units);
    }
  }

  /**
   * Takes rows of a source through the network; their outputs are left with the reader.
   *
   * @param losses where these go, or 0
   * @param inputs raw ones, which are copied in from the example `from` on
   */
  #forward(
    source: number,
    order: number,
    rows: number,
    losses: number,
    inputs?: ArrayLike<number>,
    from = 0,
  ): void {
    const outputs = this.#reader.rows;
    const pool = this.#pool;
    if (pool === undefined) {
      if (inputs !== undefined) this.#inputs?.write(inputs, from, rows, 0);
      this.#kernels.call.evaluate(this.#plan, source, order, rows, outputs, losses, rows, 0, 0);
      return;
    }
    const block = Math.min(BLOCK_ROWS, Math.ceil(rows / pool.size / 8) * 4);
    pool.evaluate(
      [this.#plan, source, order, rows, outputs, losses, block],
      Math.ceil(rows / block),
      (index) => {
        const first = index * block;
        if (inputs !== undefined)
          this.#inputs?.write(inputs, from + first, Math.min(block, rows - first), first);
      },
    );
  }
}
