/**
 * @file Refuses networks that are too large for memory, before any of it is taken: a slip in a layer's size is to be
 * answered by a sentence.
 */

import { AkariError } from "../error.js";

/** What WebAssembly can address: 4 GiB. */
const MOST_BYTES = 2 ** 32;
/** Parameters, gradients and moments are float32 numbers in the default engine. */
const NUMBER_BYTES = 4;

/**
 * Checks that a network's numbers can be had at all.
 *
 * @param parameters how many weights and biases it has
 * @param arrays how many numbers each of them needs: 1 for itself, 1 for its gradient, 1 for each moment
 * @throws AkariError `out-of-memory` where they would take more than 4 GB
 */
export function requireRoom(parameters: number, arrays: number): void {
  const bytes = parameters * NUMBER_BYTES * arrays;
  if (bytes <= MOST_BYTES) return;
  const gigabytes = Math.ceil(bytes / 2 ** 30).toLocaleString("en-US");
  throw new AkariError(
    "out-of-memory",
    `The network would have ${parameters.toLocaleString("en-US")} parameters, which need ${gigabytes} GB of memory; ` +
      "4 GB is the most that it can have. Make its layers smaller.",
  );
}

/**
 * An array for some of a network's numbers, all zero.
 *
 * @throws AkariError `out-of-memory` where this machine has no room for it
 */
export function allocateNumbers(length: number): Float64Array {
  try {
    return new Float64Array(length);
  } catch (cause) {
    throw new AkariError(
      "out-of-memory",
      `This machine has no room for a layer's ${length.toLocaleString("en-US")} numbers. Make its layers smaller.`,
      { cause },
    );
  }
}
