/**
 * @file Runs training steps: in the calling thread, and in others where there are any. How many work changes no bit
 * of the result, so others may join in the middle of a run.
 */

import type { Kernels } from "./module.js";
import type { ThreadPool } from "./pool.js";
import { availableThreads, canUseThreads } from "./threads.js";

/** A step that takes longer than this, in milliseconds, is worth sharing: threads meet within a few microseconds. */
const SHARED_STEP = 0.3;

/** How many threads may come to work on a network: a number as it is, `auto` as many as the machine runs at a time. */
export function largestTeam(threads: number | "auto"): number {
  if (threads === 1 || !canUseThreads()) return 1;
  return threads === "auto" ? availableThreads() : threads;
}

export class Team {
  readonly #kernels: Kernels;
  /** Threads to call for once a step turns out to take long; 1 where the team is complete. */
  #wanted: number;
  #pool: ThreadPool | undefined;
  #disposed = false;

  private constructor(kernels: Kernels, wanted: number) {
    this.#kernels = kernels;
    this.#wanted = wanted;
  }

  /**
   * @param kernels with a shared memory if `size` is above 1
   * @param size the most threads, with the calling one
   * @param waits whether the others are called for only when steps were measured to be long enough
   */
  static async create(kernels: Kernels, size: number, waits: boolean): Promise<Team> {
    const team = new Team(kernels, waits ? size : 1);
    if (size > 1 && !waits) team.#pool = await startIfAllowed(kernels, size - 1);
    return team;
  }

  /**
   * Calls the `train` kernel in every thread.
   *
   * @param args the kernel's, without the last two
   * @returns steps done
   */
  train(
    args: Parameters<Kernels["call"]["train"]> extends [...infer First, number, number] ? First : never,
  ): number {
    const begun = performance.now();
    this.#pool?.call(args);
    const steps = this.#kernels.call.train(...args, 0, this.#pool?.size ?? 1);
    this.#consider((performance.now() - begun) / steps);
    return steps;
  }

  /** Calls for the others if a step takes long enough. They help from when they are ready. */
  #consider(milliseconds: number): void {
    if (this.#wanted < 2 || milliseconds < SHARED_STEP) return;
    const others = this.#wanted - 1;
    this.#wanted = 1;
    startIfAllowed(this.#kernels, others).then((pool) => {
      if (this.#disposed) pool?.stop();
      else this.#pool = pool;
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#pool?.stop();
    this.#pool = undefined;
  }
}

/** Where threads cannot be had after all, as on a page whose security policy forbids them, one does the same work. */
async function startIfAllowed(kernels: Kernels, count: number): Promise<ThreadPool | undefined> {
  try {
    // Most pages cannot share memory, and so have no use for it.
    const { ThreadPool } = await import("./pool.js");
    return await ThreadPool.start(kernels, count);
  } catch {
    return undefined;
  }
}
