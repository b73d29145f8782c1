/**
 * @file When a long computation lets others go on.
 */

import type { Pieces } from "../engine.js";

/** About how many multiplications are done without a pause: some milliseconds. */
const PIECE = 2_000_000;

/** Pauses where enough has been done since the last time. @param more multiplications */
export function* pause(work: { done: number }, more: number): Pieces<void> {
  work.done += more;
  if (work.done < PIECE) return;
  work.done = 0;
  yield;
}
