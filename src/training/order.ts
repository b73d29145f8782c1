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
  /** @param done steps that are over */
  place(done: number): StepPlace;
  /** How many examples have been learned from after some steps, each as often as it was met. */
  examples(done: number): number;
}

/** What decides an order. */
export interface OrderOptions {
  readonly stepsPerEpoch: number;
  readonly batch: number;
  readonly seed: number;
  readonly shuffle: boolean;
}

/** The order of rows that are all in memory. */
export class RowOrder implements StepOrder {
  readonly #rows: Uint32Array;
  readonly #options: OrderOptions;
  /** The order of the epoch that was asked for last. */
  #epoch = 0;
  readonly #order: Uint32Array;

  constructor(rows: Uint32Array, options: OrderOptions) {
    this.#rows = rows;
    this.#options = options;
    this.#order = options.shuffle ? rows.slice() : rows;
  }

  place(done: number): StepPlace {
    const { stepsPerEpoch, batch, seed, shuffle } = this.#options;
    const epoch = Math.floor(done / stepsPerEpoch) + 1;
    if (shuffle && epoch !== this.#epoch) {
      shuffleRows(this.#rows, seed, epoch, this.#order);
      this.#epoch = epoch;
    }
    return { epoch, chunk: 0, order: this.#order, from: (done % stepsPerEpoch) * batch };
  }

  examples(done: number): number {
    const { stepsPerEpoch, batch } = this.#options;
    const epochs = Math.floor(done / stepsPerEpoch);
    return epochs * this.#rows.length + (done % stepsPerEpoch) * batch;
  }
}
