/**
 * @file Where in a recording there is something to hear.
 */

import type { Sound } from "./wav.js";

/** Pieces a second whose energy is compared. */
const PIECES = 100;
/** A piece with less than this share of the loudest one's energy (30 dB below) is silence. */
const SILENCE = 1e-3;

/**
 * From the first to the last hundredth of a second that is not silent.
 *
 * @returns places among the samples, `start` below `end`; the whole recording where all of it is silent
 */
export function findSound({ samples, rate }: Sound): readonly [start: number, end: number] {
  const length = Math.max(1, Math.round(rate / PIECES));
  const count = Math.ceil(samples.length / length);
  const energies = new Float64Array(count);
  samples.forEach((x, i) => {
    energies[Math.floor(i / length)] += x * x;
  });
  const least = energies.reduce((most, energy) => Math.max(most, energy), 0) * SILENCE;
  if (least === 0) return [0, samples.length];
  const first = energies.findIndex((energy) => energy >= least);
  const last = energies.findLastIndex((energy) => energy >= least);
  return [first * length, Math.min(samples.length, (last + 1) * length)];
}
