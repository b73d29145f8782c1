// @ts-check
/**
 * @file How long two cores take to tell each other something. Threads that share a step wait for it at every meeting,
 * and for every cache line that the other has written. A virtual machine's cores may lie next to each other at one
 * minute and far apart at the next: this was seen to become ten times as long.
 */

import { isMainThread, Worker, workerData } from "node:worker_threads";

/** Each word on a cache line of its own. */
const LINE_WORDS = 32;
const ROUNDS = 300_000;
/** Before these, the loops are not yet compiled. */
const WARM_UP_ROUNDS = 100_000;

/** @returns {Promise<number>} nanoseconds for a word and its answer */
export async function measureExchange() {
  const words = new Int32Array(new SharedArrayBuffer(8 * LINE_WORDS));
  const other = new Worker(new URL(import.meta.url), { workerData: words });
  await new Promise((resolve, reject) => other.once("online", resolve).once("error", reject));
  try {
    ask(words, 1, WARM_UP_ROUNDS);
    const begun = performance.now();
    ask(words, WARM_UP_ROUNDS + 1, WARM_UP_ROUNDS + ROUNDS);
    return ((performance.now() - begun) / ROUNDS) * 1e6;
  } finally {
    await other.terminate();
  }
}

/**
 * @param {Int32Array} words
 * @param {number} from
 * @param {number} to
 */
function ask(words, from, to) {
  for (let i = from; i <= to; i++) {
    Atomics.store(words, 0, i);
    while (Atomics.load(words, LINE_WORDS) !== i);
  }
}

/** @param {Int32Array} words */
function answer(words) {
  for (let i = 1; i <= WARM_UP_ROUNDS + ROUNDS; i++) {
    while (Atomics.load(words, 0) !== i);
    Atomics.store(words, LINE_WORDS, i);
  }
}

if (!isMainThread) answer(workerData);
