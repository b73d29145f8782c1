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
/** On a busy machine each waits for the other to be given a core, and all rounds would take minutes. */
const MOST_MS = 2_000;
const ROUNDS_A_LOOK = 1_000;

/** @returns {Promise<number>} nanoseconds for a word and its answer */
export async function measureExchange() {
  const words = new Int32Array(new SharedArrayBuffer(8 * LINE_WORDS));
  const other = new Worker(new URL(import.meta.url), { workerData: words });
  await new Promise((resolve, reject) => other.once("online", resolve).once("error", reject));
  try {
    const warm = ask(words, 0, WARM_UP_ROUNDS);
    const begun = performance.now();
    const rounds = ask(words, warm, ROUNDS);
    return ((performance.now() - begun) / rounds) * 1e6;
  } finally {
    await other.terminate();
  }
}

/**
 * @param {Int32Array} words
 * @param {number} last the word that was sent last
 * @param {number} most rounds
 * @returns {number} how many there were, fewer than that where the time was up
 */
function ask(words, last, most) {
  const begun = performance.now();
  let rounds = 0;
  while (rounds < most && performance.now() - begun < MOST_MS) {
    for (const end = rounds + ROUNDS_A_LOOK; rounds < end; rounds++) {
      const word = last + rounds + 1;
      Atomics.store(words, 0, word);
      while (Atomics.load(words, LINE_WORDS) !== word);
    }
  }
  return rounds;
}

/** @param {Int32Array} words */
function answer(words) {
  for (let i = 1; i <= WARM_UP_ROUNDS + ROUNDS; i++) {
    while (Atomics.load(words, 0) !== i);
    Atomics.store(words, LINE_WORDS, i);
  }
}

if (!isMainThread) answer(workerData);
