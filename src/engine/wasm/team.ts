/**
 * @file Runs training steps in the calling thread and in others. How many work changes no bit of the result, so others
 * may join in the middle of a run. Loaded only where memory can be shared: on most pages it cannot.
 *
 * All work in the network's one arena, each on its share of every step (see kernels/step.ts). Between calls the others
 * wait for a message and use no processor. At no time do they keep a process alive, and whoever has a pool ends it by
 * {@link ThreadPool.stop}, ready or not.
 */

import { startThread } from "#platform/threads";
import type { Thread } from "../../platform/platform.js";
import type { Kernels, TrainArguments } from "./module.js";

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

/** What a thread runs: first it is given the module and the memory, then the arguments of one call after another. */
const WORKER = `
let train;
const handle = (message, reply) => {
  if (Array.isArray(message)) return train(...message);
  train = new WebAssembly.Instance(message.module, { env: { memory: message.memory } }).exports.train;
  reply("ready");
};
`;
/** How long to wait for threads, in milliseconds: more than the busiest machine needs, but not for ever. */
const PATIENCE = 30_000;

export class ThreadPool {
  readonly #threads: Thread[] = [];
  /** Threads that are not ready yet. */
  #awaited: number;
  #isStopped = false;
  /** Once it has stopped: as {@link stop} returns it. */
  #gone: Promise<unknown> | undefined;
  /** Whoever waits until all are ready, or the pool has stopped. */
  #settle: () => void = () => {};

  /**
   * Starts `count` threads besides the calling one.
   *
   * @throws where the network is gone or the runtime gives no threads; none is left then
   */
  constructor(kernels: Pick<Kernels, "module" | "memory">, count: number) {
    const { module, memory } = kernels;
    this.#awaited = count;
    const listener = {
      ready: () => {
        this.#awaited--;
        if (this.#awaited === 0) this.#settle();
      },
      // What is left of them would wait for it in the next step.
      lost: () => void this.stop(),
    };
    try {
      for (let i = 0; i < count; i++) {
        const thread = startThread(WORKER, listener);
        this.#threads.push(thread);
        thread.postMessage({ module, memory });
      }
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** The calling thread and those of the pool. */
  get size(): number {
    return this.#threads.length + 1;
  }

  /** Whether all of its threads wait for calls. */
  get isReady(): boolean {
    return this.#awaited === 0 && !this.#isStopped;
  }

  /** Resolves when the threads are ready, or have stopped: those that are too late are. The process stays alive so long. */
  async untilReady(): Promise<void> {
    if (this.#awaited === 0 || this.#isStopped) return;
    await new Promise<void>((resolve) => {
      // Threads do not keep the process alive, but who waits for them is to see them come.
      const timer = setTimeout(() => this.stop(), PATIENCE);
      this.#settle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Has every thread of the pool make a call of the `train` kernel. */
  call(args: TrainArguments): void {
    this.#threads.forEach((thread, i) => {
      thread.postMessage([...args, i + 1, this.size]);
    });
  }

  /**
   * Ends the threads, those that have not begun too.
   *
   * @returns nothing where all were waiting: on their way out of their last call they do no more than look at a word.
   * But one that has not begun may yet set up its instance in the memory; what is returned then resolves when none can
   * any more, if the runtime tells
   */
  stop(): Promise<unknown> | undefined {
    if (this.#isStopped) return this.#gone;
    this.#isStopped = true;
    const gone = Promise.all(this.#threads.map((thread) => thread.terminate()));
    if (this.#awaited > 0) this.#gone = gone;
    this.#settle();
    return this.#gone;
  }
}
