/**
 * @file Other threads, which work in a network's arena beside the calling one. How many work changes no bit of the result, so
 * others may join in the middle of a run. Loaded only where memory can be shared: on most pages it cannot.
 *
 * They train together, each on its share of every step (see kernels/step.ts), or take blocks of rows through the network, as
 * many as each gets to (see kernels/evaluate.ts). Otherwise they wait for a message and use no processor, save for a moment
 * after a block, for the next call often comes at once. At no time do they keep a process alive, and whoever has a pool ends
 * it by {@link ThreadPool.stop}, ready or not.
 */

import { startThread } from "#platform/threads";
import type { Thread } from "../../platform/platform.js";
import type { EvaluateArguments, Kernels, TrainArguments } from "./module.js";

/**
 * The desk, at which threads take blocks of rows, in words of the memory: how many are there to be taken; how many were; how
 * many are not done; the kernel's arguments; and of each thread whether it was called and does not sleep yet. What changes
 * often has a cache line of its own.
 */
const TAKEN = 1;
const UNDONE = 16;
const ARGUMENTS = 32;
const AWAKE = 48;

/** What a thread runs: first it is given what is named here, then the arguments of `train`, or a call to the desk. */
const WORKER = `
let exports, words, desk, thread;
const handle = (message, reply) => {
if (Array.isArray(message)) return exports.train(...message);
if (message) {
({ desk, thread } = message);
exports = new WebAssembly.Instance(message.module, { env: message }).exports;
words = new Int32Array(message.memory.buffer);
reply(0);
}
let until = performance.now() + 0.1;
do {
const left = Atomics.load(words, desk);
if (left < 1 || Atomics.compareExchange(words, desk, left, left - 1) !== left) continue;
const index = Atomics.add(words, desk + ${TAKEN}, 1);
exports.evaluate(...words.subarray(desk + ${ARGUMENTS}, desk + ${ARGUMENTS + 7}), index, thread);
if (Atomics.sub(words, desk + ${UNDONE}, 1) === 1) Atomics.notify(words, desk + ${UNDONE});
until = performance.now() + 0.1;
} while (performance.now() < until);
Atomics.store(words, desk + ${AWAKE} + thread, 0);
Atomics.notify(words, desk + ${AWAKE} + thread);
};
`;
/** How long to wait for threads, in milliseconds: more than the busiest machine needs, but not for ever. */
const PATIENCE = 30_000;

/** And for threads to go to sleep after their last block. */
const FAREWELL = 500;
/** Looks at what is not done before the calling thread sleeps: longer than threads are apart, in general. */
const GLANCES = 20_000;

export class ThreadPool {
  readonly #kernels: Kernels;
  readonly #threads: Thread[] = [];
  /** Of the memory, as far as the others look. */
  readonly #words: Int32Array;
  readonly #desk: number;
  /** Threads that are not ready yet. */
  #awaited: number;
  #isStopped = false;
  /** Once it has stopped: as {@link stop} returns it. */
  #gone: Promise<unknown> | undefined;
  /** Whoever waits until all are ready, or the pool has stopped. */
  #settle: () => void = () => {};

  /**
   * Starts `count` threads besides the calling one. Where the runtime gives no more threads it has stopped, and none is left.
   *
   * @param kernels with a shared memory
   * @throws where the network is gone
   */
  constructor(kernels: Kernels, count: number) {
    this.#kernels = kernels;
    this.#awaited = count;
    this.#desk = kernels.allocate((AWAKE + count + 1) * 4) / 4;
    const { module, memory } = kernels;
    this.#words = new Int32Array(memory.buffer);
    const listener = {
      ready: () => {
        this.#awaited--;
        if (this.#awaited === 0) this.#settle();
      },
      // What is left of them would wait for it in the next step.
      lost: () => void this.stop(),
    };
    try {
      for (let i = 1; i <= count; i++) {
        this.#words[this.#desk + AWAKE + i] = 1;
        const thread = startThread(WORKER, listener);
        this.#threads.push(thread);
        thread.postMessage({ module, memory, desk: this.#desk, thread: i });
      }
    } catch {
      // Whoever has the pool is to wait for those that it was given.
      this.stop();
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

  /**
   * Calls the `train` kernel in every thread: all must be ready.
   *
   * @param args the kernel's, without the last two
   * @returns steps done
   */
  train(args: TrainArguments): number {
    this.#threads.forEach((thread, i) => {
      thread.postMessage([...args, i + 1, this.size]);
    });
    return this.#kernels.call.train(...args, 0, this.size);
  }

  /**
   * Calls the `evaluate` kernel for blocks of rows, each in whichever thread gets to it: nobody waits for one that has not
   * begun.
   *
   * @param args the kernel's, without the last two
   * @param bring brings the rows of a block, by its number
   */
  evaluate(args: EvaluateArguments, blocks: number, bring: (index: number) => void): void {
    if (this.#isStopped) {
      // A thread on its way out might take a block along.
      for (let index = 0; index < blocks; index++) {
        bring(index);
        this.#kernels.call.evaluate(...args, index, 0);
      }
      return;
    }
    const words = this.#words;
    const desk = this.#desk;
    words.set(args, desk + ARGUMENTS);
    Atomics.store(words, desk + TAKEN, 0);
    Atomics.store(words, desk + UNDONE, blocks);
    this.#threads.forEach((thread, i) => {
      if (Atomics.exchange(words, desk + AWAKE + 1 + i, 1) === 0) thread.postMessage(0);
    });
    for (let index = 0; index < blocks; index++) {
      bring(index);
      Atomics.add(words, desk, 1);
    }
    for (let left = blocks; left > 0; left = Atomics.load(words, desk)) {
      if (Atomics.compareExchange(words, desk, left, left - 1) !== left) continue;
      this.#kernels.call.evaluate(...args, Atomics.add(words, desk + TAKEN, 1), 0);
      Atomics.sub(words, desk + UNDONE, 1);
    }
    for (let glances = 0, undone = 1; undone > 0; glances++) {
      undone = Atomics.load(words, desk + UNDONE);
      if (glances > GLANCES && undone > 0) Atomics.wait(words, desk + UNDONE, undone);
    }
  }

  /**
   * Ends the threads, those that have not begun too.
   *
   * @returns nothing where all were waiting: on their way out of their last step they do no more than look at a word.
   * But one that has not begun may yet set up its instance in the memory, and one that was called may look for blocks in it;
   * what is returned then resolves when none can any more, if the runtime tells
   */
  stop(): Promise<unknown> | undefined {
    if (this.#isStopped) return this.#gone;
    this.#isStopped = true;
    // After a block they sleep in a moment, and pages are never told that a thread is gone.
    let isAwake = this.#awaited > 0;
    this.#threads.forEach((_, i) => {
      const at = this.#desk + AWAKE + 1 + i;
      isAwake ||= Atomics.wait(this.#words, at, 1, FAREWELL) === "timed-out";
    });
    const gone = Promise.all(this.#threads.map((thread) => thread.terminate()));
    if (isAwake) this.#gone = gone;
    this.#settle();
    return this.#gone;
  }
}
