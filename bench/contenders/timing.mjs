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
