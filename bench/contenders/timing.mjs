// @ts-check
/**
 * @file How the contenders take time.
 */

/**
 * Does something again and again, at least once.
 *
 * @param {number} seconds
 * @param {number} samples examples that are dealt with each time
 * @param {() => void | Promise<void>} work
 * @returns {Promise<import("./worker.mjs").Spent>}
 */
export async function repeat(seconds, samples, work) {
  const begun = performance.now();
  for (let times = 1; ; times++) {
    await work();
    const spent = (performance.now() - begun) / 1000;
    if (spent >= seconds) return { samples: times * samples, seconds: spent };
  }
}

/** How long a card is given work before it is waited for, in milliseconds. */
const AHEAD = 10;

/**
 * The same for what a graphics card does meanwhile: it is waited for now and then, as somebody does who looks at the loss, and
 * at the end.
 *
 * @param {number} seconds
 * @param {number} samples
 * @param {() => unknown} work gives the card work
 * @param {() => Promise<unknown>} wait until the card has done it
 * @returns {Promise<import("./worker.mjs").Spent>}
 */
export async function repeatAhead(seconds, samples, work, wait) {
  const begun = performance.now();
  for (let times = 0; ; ) {
    const from = performance.now();
    do {
      await work();
      times++;
    } while (performance.now() - from < AHEAD);
    await wait();
    const spent = (performance.now() - begun) / 1000;
    if (spent >= seconds) return { samples: times * samples, seconds: spent };
  }
}

/** Examples that are asked for one by one between two looks at the clock. */
export const SINGLES = 64;

/**
 * The batches of a task, or its single examples, as parts of the whole without a copy.
 *
 * @template {Uint8Array | Float32Array} T
 * @param {T} numbers `[rows, columns]`
 * @param {number} columns
 * @param {number} size rows in a part
 * @param {number} [most] parts
 * @returns {T[]}
 */
export function split(numbers, columns, size, most = Number.POSITIVE_INFINITY) {
  const count = Math.min(most, numbers.length / columns / size);
  return Array.from(
    { length: count },
    (_, i) => /** @type {T} */ (numbers.subarray(i * size * columns, (i + 1) * size * columns)),
  );
}
