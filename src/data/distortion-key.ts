/**
 * @file What both engines need to make the same distorted copies: an epoch's random words, and an angle's tangent that
 * has the same bits on every machine.
 */

import { randomGenerator } from "../model/random.js";

/** The random words that stand for an epoch of a seed; with a row's number they decide its copy. @param epoch from 1 */
export function distortionKey(seed: number, epoch: number): Uint32Array<ArrayBuffer> {
  const random = randomGenerator(seed, `augmentation/${epoch}`);
  return Uint32Array.from({ length: 4 }, () => random.uint32());
}

/** The tangent of an angle in degrees, at most 45: by the series of sine and cosine. */
export function tangent(degrees: number): number {
  const x = (degrees * Math.PI) / 180;
  let [sine, cosine, term] = [0, 0, 1];
  for (let n = 1; n < 20; n += 2) {
    cosine += term;
    term *= x / n;
    sine += term;
    term *= -x / (n + 1);
  }
  return sine / cosine;
}
