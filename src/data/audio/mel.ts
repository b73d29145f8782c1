/**
 * @file Bands of frequency as people hear them: equally wide on the mel scale, `mel(f) = 1127 ln(1 + f / 700)`
 * (O'Shaughnessy, 1987), each a triangle from the middle of the band below to the middle of the one above, drawn on
 * that scale (Young and others, The HTK Book, 3.4, section 5.4).
 */

import { portableLog } from "../../model/random.js";

export const mel = (frequency: number): number => 1127 * portableLog(1 + frequency / 700);

/** The frequency at a place on the scale, for people to read: its last bits differ between JavaScript engines. */
export const melToHertz = (place: number): number => 700 * (Math.exp(place / 1127) - 1);

/** What to add up, and how much it counts. */
interface Band {
  /** The first bin of the spectrum that counts. */
  readonly first: number;
  readonly weights: Float64Array;
}

/** Adds up a power spectrum by bands. */
export class MelBands {
  readonly #bands: readonly Band[];

  /**
   * @param count of bands
   * @param lowest where the first band begins, in Hz
   * @param highest where the last one ends
   * @param bins of the spectrum, from 0 Hz to half the rate
   */
  constructor(count: number, lowest: number, highest: number, bins: number, rate: number) {
    const start = mel(lowest);
    const step = (mel(highest) - start) / (count + 1);
    const places = Float64Array.from(
      { length: bins },
      (_, k) => (mel((k * rate) / (2 * (bins - 1))) - start) / step,
    );
    this.#bands = Array.from({ length: count }, (_, band) => {
      const weights = places.map((place) => Math.max(0, 1 - Math.abs(place - band - 1)));
      const first = Math.max(
        0,
        weights.findIndex((weight) => weight > 0),
      );
      return { first, weights: weights.slice(first, weights.findLastIndex((weight) => weight > 0) + 1) };
    });
  }

  /**
   * @param power `[bins]`
   * @param energies gets `[bands]` from `at` on
   */
  add(power: Float64Array, energies: Float64Array, at: number): void {
    this.#bands.forEach(({ first, weights }, band) => {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * power[first + k];
      energies[at + band] = sum;
    });
  }
}
