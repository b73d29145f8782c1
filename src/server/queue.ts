/**
 * @file Requests that wait are computed together: one batch of the rows of several, or several batches of one's.
 */

import type { Ending } from "./http-exchange.js";
import type { ServedModel } from "./served-model.js";

/** A batch has so many rows at the most, fewer where they are large: other things happen between two batches. */
const MOST_ROWS = 1024;
const MOST_NUMBERS = 2 ** 20;

/** One request's rows. */
interface Job {
  readonly model: ServedModel;
  /** `[rows, inputs]`. */
  readonly inputs: Float32Array;
  readonly rows: number;
  /** Rows that are computed. */
  done: number;
  /** `[rows, units]`; made with the first batch. */
  outputs: Float64Array | undefined;
  readonly answer: (outputs: Float64Array) => void;
  readonly fail: (reason: unknown) => void;
}

/** A job's rows in a batch. */
interface Piece {
  readonly job: Job;
  readonly from: number;
  readonly rows: number;
}

export class PredictionQueue {
  readonly #onBatch: (rows: number) => void;
  readonly #jobs: Job[] = [];
  #isScheduled = false;

  /** @param onBatch is told how many rows were computed together */
  constructor(onBatch: (rows: number) => void = () => {}) {
    this.#onBatch = onBatch;
  }

  /** Requests whose rows are not all computed. */
  get length(): number {
    return this.#jobs.length;
  }

  /**
   * @param inputs `[rows, inputs]`
   * @param ending takes the request out again, with its reason thrown
   * @returns `[rows, units]`
   */
  async predict(model: ServedModel, inputs: Float32Array, ending: Ending): Promise<Float64Array> {
    return new Promise((resolve, reject) => {
      const job: Job = {
        model,
        inputs,
        rows: inputs.length / model.definition.inputs,
        done: 0,
        outputs: undefined,
        answer: (outputs) => {
          ending.leave();
          resolve(outputs);
        },
        fail: (reason) => {
          ending.leave();
          reject(reason);
        },
      };
      ending.enter((reason) => {
        this.#remove(job);
        reject(reason);
      });
      this.#jobs.push(job);
      this.#schedule();
    });
  }

  /** Requests that have arrived are read first, so that they can join the batch. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#runBatch();
      if (this.#jobs.length > 0) this.#schedule();
    });
  }

  #runBatch(): void {
    if (this.#jobs.length === 0) return;
    const { model } = this.#jobs[0];
    const pieces = this.#gather(model);
    const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0);
    try {
      const outputs = model.compiled.predict(joined(pieces, rows, model.definition.inputs));
      this.#onBatch(rows);
      this.#share(outputs, pieces, outputs.length / rows);
    } catch (error) {
      for (const { job } of pieces) {
        this.#remove(job);
        job.fail(error);
      }
    }
  }

  /** Those that are answered already, before another of their batch failed, are there no more. */
  #remove(job: Job): void {
    const at = this.#jobs.indexOf(job);
    if (at >= 0) this.#jobs.splice(at, 1);
  }

  /** The next rows of the requests that came first, as long as they are for the same model. */
  #gather(model: ServedModel): Piece[] {
    let room = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_NUMBERS / model.definition.inputs)));
    const pieces: Piece[] = [];
    for (const job of this.#jobs) {
      if (room === 0 || job.model !== model) break;
      const rows = Math.min(room, job.rows - job.done);
      pieces.push({ job, from: job.done, rows });
      room -= rows;
    }
    return pieces;
  }

  #share(outputs: ArrayLike<number>, pieces: readonly Piece[], units: number): void {
    let at = 0;
    for (const { job, from, rows } of pieces) {
      job.outputs ??= new Float64Array(job.rows * units);
      for (let k = 0; k < rows * units; k++) job.outputs[from * units + k] = outputs[at++];
      job.done += rows;
      if (job.done < job.rows) continue;
      this.#remove(job);
      job.answer(job.outputs);
    }
  }
}

/** A batch's inputs, `[rows, width]`: copied only where they are those of several requests. */
function joined(pieces: readonly Piece[], rows: number, width: number): Float32Array {
  const part = ({ job, from, rows: count }: Piece): Float32Array =>
    job.inputs.subarray(from * width, (from + count) * width);
  if (pieces.length === 1) return part(pieces[0]);
  const batch = new Float32Array(rows * width);
  let at = 0;
  for (const piece of pieces) {
    batch.set(part(piece), at);
    at += piece.rows * width;
  }
  return batch;
}
