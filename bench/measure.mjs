// @ts-check
/**
 * @file How things are measured against each other: by turns, so that whatever else the machine does meets all
 * alike, and by the median, which one disturbed turn does not move.
 */

import { setTimeout } from "node:timers/promises";

/** Some threads spin on after their work, OpenBLAS's for a tenth of a second; the next contender should not pay for it. */
const SETTLING_MS = 250;

/**
 * @typedef {object} Rates what one of them reached, in samples a second
 * @property {number} median
 * @property {number} lowest
 * @property {number} highest
 * @property {number} rounds
 */

/**
 * Lets each go for some time, again and again.
 *
 * @template Key
 * @param {ReadonlyMap<Key, (seconds: number) => Promise<import("./contenders/worker.mjs").Spent>>} runners
 * @param {{ rounds: number, seconds: number, budget: number }} limits `seconds` a turn; one whose single
 * steps take longer than that has no more turns after `budget` seconds
 * @returns {Promise<Map<Key, Rates>>}
 */
export async function takeTurns(runners, { rounds, seconds, budget }) {
  const taken = new Map(
    [...runners.keys()].map((key) => [key, { rates: /** @type {number[]} */ ([]), spent: 0 }]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const [key, run] of runners) {
      const mine = /** @type {{ rates: number[], spent: number }} */ (taken.get(key));
      if (mine.spent >= budget) continue;
      await setTimeout(SETTLING_MS);
      const turn = await run(seconds);
      mine.rates.push(turn.samples / turn.seconds);
      mine.spent += turn.seconds;
    }
  }
  return new Map(
    [...taken].map(([key, { rates }]) => [
      key,
      {
        median: median(rates),
        lowest: Math.min(...rates),
        highest: Math.max(...rates),
        rounds: rates.length,
      },
    ]),
  );
}

/** @param {readonly number[]} numbers at least one */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
