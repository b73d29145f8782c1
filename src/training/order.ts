/**
 * @file Which rows are learned from, and in which order. All of it is a function of the seed and the epoch's
 * number, so that any step of a run can be found again without the steps before it.
 */

import { permutation, randomGenerator, shuffle } from "../model/random.js";

/** Rows to learn from and rows to validate on, each in the data set's order. */
export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Holds out some of `0 … count − 1` for validation.
 *
 * @param held how many
 * @param draw whether the seed draws them; otherwise they are the last ones
 */
export function splitRows(count: number, held: number, seed: number, draw: boolean): Split {
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  if (held === 0 || !draw) {
    return { training: rows.subarray(0, count - held), validation: rows.subarray(count - held) };
  }
  const drawn = permutation(count, randomGenerator(seed, "validation"));
  return { training: drawn.slice(held).sort(), validation: drawn.slice(0, held).sort() };
}

/**
 * The order in which an epoch learns from its rows.
 *
 * @param rows the rows to learn from
 * @param epoch counted from 1
 * @param into where to write it, `[rows.length]`: a run has one order at a time, and no need of a new array for each
 */
export function shuffleRows(rows: Uint32Array, seed: number, epoch: number, into: Uint32Array): void {
  into.set(rows);
  shuffle(into, randomGenerator(seed, `shuffle/${epoch}`));
}

/** Where a step's rows are. */
export interface StepPlace {
  /** Which time through the data it is, counted from 1. */
  readonly epoch: number;
  /** The chunk that it learns from, counted from 0; data in memory are a single one. */
  readonly chunk: number;
  /** That chunk's rows in the order in which the epoch learns from them. It stands until another place is asked for. */
  readonly order: Uint32Array;
  /** Where in `order` the step begins. */
  readonly from: number;
}

/** Which rows each step of a run learns from. */
export interface StepOrder {
  readonly stepsPerEpoch: number;
  /** @param done steps that are over */
  place(done: number): StepPlace;
  /** How many examples have been learned from after some steps, each as often as it was met. */
  examples(done: number): number;
}

/** What decides an order. */
export interface OrderOptions {
  readonly batch: number;
  readonly seed: number;
  readonly shuffle: boolean;
}

/** The order of rows that are all in memory. */
export class RowOrder implements StepOrder {
  readonly stepsPerEpoch: number;
  readonly #rows: Uint32Array;
  readonly #options: OrderOptions;
  /** The order of the epoch that was asked for last. */
  #epoch = 0;
  readonly #order: Uint32Array;

  constructor(rows: Uint32Array, options: OrderOptions) {
    this.#rows = rows;
    this.#options = options;
    this.#order = options.shuffle ? rows.slice() : rows;
    this.stepsPerEpoch = Math.ceil(rows.length / options.batch);
  }

  place(done: number): StepPlace {
    const { batch, seed, shuffle } = this.#options;
    const epoch = Math.floor(done / this.stepsPerEpoch) + 1;
    if (shuffle && epoch !== this.#epoch) {
      shuffleRows(this.#rows, seed, epoch, this.#order);
      this.#epoch = epoch;
    }
    return { epoch, chunk: 0, order: this.#order, from: (done % this.stepsPerEpoch) * batch };
  }

  examples(done: number): number {
    const epochs = Math.floor(done / this.stepsPerEpoch);
    return epochs * this.#rows.length + (done % this.stepsPerEpoch) * this.#options.batch;
  }
}

/** The order of data in chunks: chunk after chunk, in a new order every epoch, and within each its rows in a new one. */
export class ChunkOrder implements StepOrder {
  readonly stepsPerEpoch: number;
  readonly #chunks: readonly number[];
  readonly #options: OrderOptions;
  readonly #rows: number;
  #epoch = 0;
  #chunkOrder: Uint32Array;
  #place: Pick<StepPlace, "epoch" | "chunk"> | undefined;
  #order = new Uint32Array();

  /** @param chunks how many rows each has */
  constructor(chunks: readonly number[], options: OrderOptions) {
    this.#chunks = chunks;
    this.#options = options;
    this.#rows = chunks.reduce((sum, rows) => sum + rows, 0);
    this.#chunkOrder = Uint32Array.from(chunks.keys());
    this.stepsPerEpoch = chunks.reduce((sum, _, chunk) => sum + this.#steps(chunk), 0);
  }

  place(done: number): StepPlace {
    const { epoch, chunk, step } = this.#find(done);
    if (this.#place?.epoch !== epoch || this.#place.chunk !== chunk) {
      const { seed, shuffle } = this.#options;
      const rows = this.#chunks[chunk];
      this.#order = shuffle
        ? permutation(rows, randomGenerator(seed, `shuffle/${epoch}/${chunk}`))
        : Uint32Array.from({ length: rows }, (_, row) => row);
      this.#place = { epoch, chunk };
    }
    return { epoch, chunk, order: this.#order, from: step * this.#options.batch };
  }

  examples(done: number): number {
    const { epoch, before, step } = this.#find(done);
    return (epoch - 1) * this.#rows + before + step * this.#options.batch;
  }

  /** A step's chunk, its number within that, and the rows of the chunks before it in its epoch. */
  #find(done: number): { epoch: number; chunk: number; before: number; step: number } {
    const epoch = Math.floor(done / this.stepsPerEpoch) + 1;
    this.#turnTo(epoch);
    let step = done % this.stepsPerEpoch;
    let before = 0;
    for (const chunk of this.#chunkOrder) {
      const steps = this.#steps(chunk);
      if (step < steps) return { epoch, chunk, before, step };
      step -= steps;
      before += this.#chunks[chunk];
    }
    throw new Error("An epoch has fewer steps than its chunks.");
  }

  #turnTo(epoch: number): void {
    const { seed, shuffle: isShuffled } = this.#options;
    if (!isShuffled || epoch === this.#epoch) return;
    this.#chunkOrder = permutation(this.#chunks.length, randomGenerator(seed, `chunks/${epoch}`));
    this.#epoch = epoch;
  }

  #steps(chunk: number): number {
    return Math.ceil(this.#chunks[chunk] / this.#options.batch);
  }
}
