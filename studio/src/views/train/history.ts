/**
 * @file What of a run is kept to come back to any step of it: the weights of its first steps one by one, and of all of it
 * every so many steps a checkpoint, from which the steps after it can be gone through again, to the same bits. Both in
 * bounded memory.
 */

import type { Checkpoint } from "akari/training";
import { bytesOf, type Weights } from "./messages";

/** So many steps can be revisited without going through them again. */
export const DIARY_STEPS = 1000;
/** Steps from one checkpoint to the next, at least. */
export const CHECKPOINT_STEPS = 256;
/** The most bytes of the first steps' weights, and of all checkpoints. */
const DIARY_BYTES = 64 * 2 ** 20;
const CHECKPOINT_BYTES = 96 * 2 ** 20;
const LEAST_CHECKPOINTS = 4;

export class History {
  readonly #diary: Weights[] = [];
  #checkpoints: Checkpoint[] = [];
  #stride = CHECKPOINT_STEPS;
  readonly #diarySteps: number;
  readonly #mostCheckpoints: number;

  /** @param bytes what may be kept at most */
  constructor(initial: Weights, bytes = { diary: DIARY_BYTES, checkpoints: CHECKPOINT_BYTES }) {
    const size = bytesOf(initial.parameters);
    this.#diarySteps = Math.min(DIARY_STEPS, Math.floor(bytes.diary / size) - 1);
    // The weights, and at most two moments of each.
    this.#mostCheckpoints = Math.max(LEAST_CHECKPOINTS, Math.floor(bytes.checkpoints / (3 * size)));
    this.#diary.push(initial);
  }

  get initial(): Weights {
    return this.#diary[0];
  }

  get checkpoints(): readonly Checkpoint[] {
    return this.#checkpoints;
  }

  /** Whether the step after this one is one of those whose weights are kept by themselves. */
  keeps(step: number): boolean {
    return step < this.#diarySteps;
  }

  /** Keeps the weights after a step, the one after the last that was kept. */
  note(weights: Weights): void {
    if (weights.step === this.#diary.length && weights.step <= this.#diarySteps) this.#diary.push(weights);
  }

  save(checkpoint: Checkpoint): void {
    if (checkpoint.step % this.#stride !== 0) return;
    this.#checkpoints.push(checkpoint);
    if (this.#checkpoints.length <= this.#mostCheckpoints) return;
    this.#stride *= 2;
    this.#checkpoints = this.#checkpoints.filter(({ step }) => step % this.#stride === 0);
  }

  /** The weights after a step, where they are there. */
  weights(step: number): Weights | undefined {
    return this.#diary[step];
  }

  /** The last weights that are kept. */
  get last(): Weights {
    const noted = this.#diary[this.#diary.length - 1];
    const saved = this.#checkpoints.at(-1);
    if (saved === undefined || saved.step <= noted.step) return noted;
    return { step: saved.step, parameters: saved.model.parameters };
  }

  /** The last checkpoint at or before a step; `undefined` where the run has to begin anew. */
  before(step: number): Checkpoint | undefined {
    return this.#checkpoints.findLast((checkpoint) => checkpoint.step <= step);
  }
}
