/**
 * @file How data in chunks are learned from. Loaded by runs that have such data.
 */

import type { ChunkedDataset } from "../data/dataset.js";
import { invalidArgument } from "../error.js";
import { isBatchOptimizer } from "../model/optimizers.js";
import { permutation, randomGenerator } from "../model/random.js";
import type { PlannedConfiguration } from "./configuration.js";
import type { OrderOptions, StepOrder, StepPlace } from "./order.js";

/** The order of data in chunks: chunk after chunk, in a new order every epoch, and within each its rows in a new one. */
export class ChunkOrder implements StepOrder {
  readonly #chunks: readonly number[];
  readonly #options: OrderOptions;
  readonly #rows: number;
  #epoch = 0;
  #chunkOrder: Uint32Array;
  #place: Pick<StepPlace, "epoch" | "chunk"> | undefined;
  #order: Uint32Array = new Uint32Array();

  /** @param chunks how many rows each has */
  constructor(chunks: readonly number[], options: OrderOptions) {
    this.#chunks = chunks;
    this.#options = options;
    this.#rows = chunks.reduce((sum, rows) => sum + rows, 0);
    this.#chunkOrder = Uint32Array.from(chunks.keys());
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
    const { stepsPerEpoch } = this.#options;
    const epoch = Math.floor(done / stepsPerEpoch) + 1;
    this.#setEpoch(epoch);
    let step = done % stepsPerEpoch;
    let before = 0;
    for (const chunk of this.#chunkOrder) {
      const steps = this.#steps(chunk);
      if (step < steps) return { epoch, chunk, before, step };
      step -= steps;
      before += this.#chunks[chunk];
    }
    throw new Error("An epoch has fewer steps than its chunks.");
  }

  #setEpoch(epoch: number): void {
    const { seed, shuffle: isShuffled } = this.#options;
    if (!isShuffled || epoch === this.#epoch) return;
    this.#chunkOrder = permutation(this.#chunks.length, randomGenerator(seed, `chunks/${epoch}`));
    this.#epoch = epoch;
  }

  #steps(chunk: number): number {
    return Math.ceil(this.#chunks[chunk] / this.#options.batch);
  }
}

/** @throws AkariError `invalid-argument` for what needs all rows in memory */
export function requireForChunks(
  { name, chunks }: ChunkedDataset,
  { optimizer, augmentation, validation, batchSize }: PlannedConfiguration,
): void {
  if (!isBatchOptimizer(optimizer)) {
    throw invalidArgument(
      `The optimizer ${optimizer.name} learns from all examples in every step, and ${name} is too large to be in memory: take adam.`,
    );
  }
  if (augmentation !== undefined) {
    throw invalidArgument(
      `The option augmentation is for pictures in memory, and ${name} is read in chunks.`,
    );
  }
  if (typeof validation === "number" && validation > 0) {
    throw invalidArgument(
      `The option validation must be a data set here: ${name} is read in chunks, of which no share can be held out.`,
    );
  }
  const most = Math.max(...chunks);
  if (batchSize > most) {
    throw invalidArgument(
      `The option batchSize must be at most ${most} for ${name}: so many of its rows are in memory at a time.`,
    );
  }
}
