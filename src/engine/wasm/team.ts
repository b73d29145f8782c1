/**
 * @file Runs training steps in the calling thread and in others. How many work changes no bit of the result, so others
 * may join in the middle of a run. Loaded only where memory can be shared: on most pages it cannot.
 */

import type { Kernels, TrainArguments } from "./module.js";
import { ThreadPool } from "./pool.js";

/** A step that takes longer than this, in milliseconds, is worth sharing: threads meet within a few microseconds. */
const SHARED_STEP = 0.3;

export class Team {
  readonly #kernels: Kernels;
  /** Threads to call for once a step turns out to take long; 1 where the team is complete. */
  #wanted: number;
  /** From when it is called for; it helps from when it is ready. */
  #pool: ThreadPool | undefined;

  private constructor(kernels: Kernels, wanted: number) {
    this.#kernels = kernels;
    this.#wanted = wanted;
  }

  /**
   * @param kernels with a shared memory
   * @param size the most threads, with the calling one
   * @param waits whether the others are called for only when steps were measured to be long enough; else they are ready
   * when this resolves
   */
  static async create(kernels: Kernels, size: number, waits: boolean): Promise<Team> {
    const team = new Team(kernels, size);
    if (!waits) await team.#callOthers()?.untilReady();
    return team;
  }

  /**
   * Calls the `train` kernel in every thread.
   *
   * @param args the kernel's, without the last two
   * @returns steps done
   */
  train(args: TrainArguments): number {
    const begun = performance.now();
    const others = this.#pool?.isReady ? this.#pool : undefined;
    others?.call(args);
    const steps = this.#kernels.call.train(...args, 0, others?.size ?? 1);
    if (this.#wanted > 1 && (performance.now() - begun) / steps >= SHARED_STEP) this.#callOthers();
    return steps;
  }

  /** Where threads cannot be had after all, as on a page whose security policy forbids them, one does the same work. */
  #callOthers(): ThreadPool | undefined {
    const others = this.#wanted - 1;
    this.#wanted = 1;
    try {
      this.#pool = new ThreadPool(this.#kernels, others);
    } catch {
      // There is no thread to end: a pool that fails takes its own along.
    }
    return this.#pool;
  }

  /**
   * Ends the other threads, those that have not begun too.
   *
   * @returns nothing where none of them can write to the memory any more; else what resolves when that is so, if it can
   * be known
   */
  dispose(): Promise<unknown> | undefined {
    this.#wanted = 1;
    return this.#pool?.stop();
  }
}
