/**
 * @file The power spectrum of real numbers, by the fast Fourier transform (Cooley and Tukey, 1965) in radix 2. Our
 * own rather than a package's, for the same bits on every engine: see {@link sinPi}.
 */

import { cosPi, sinPi } from "./sine.js";

/**
 * Computes spectra of one length, again and again: `|Σₙ frame[n] e^(−2πi k n / length)|²` for k = 0 … length/2.
 *
 * @param frame `[length]`
 * @param power `[length / 2 + 1]`, gets the result
 */
export type PowerSpectrum = (frame: Float64Array, power: Float64Array) => void;

/** @param length a power of two, at least 2 */
export function powerSpectrum(length: number): PowerSpectrum {
  const half = length / 2;
  const cosine = Float64Array.from({ length: half }, (_, k) => cosPi((2 * k) / length));
  const sine = Float64Array.from({ length: half }, (_, k) => -sinPi((2 * k) / length));
  const place = reversedBits(length);
  const real = new Float64Array(length);
  const imaginary = new Float64Array(length);

  return (frame, power) => {
    for (let i = 0; i < length; i++) real[i] = frame[place[i]];
    imaginary.fill(0);
    for (let size = 1; size < length; size *= 2) {
      const step = half / size;
      for (let start = 0; start < length; start += 2 * size) {
        for (let k = 0; k < size; k++) {
          const [even, odd] = [start + k, start + k + size];
          const [c, s] = [cosine[k * step], sine[k * step]];
          const re = real[odd] * c - imaginary[odd] * s;
          const im = real[odd] * s + imaginary[odd] * c;
          real[odd] = real[even] - re;
          imaginary[odd] = imaginary[even] - im;
          real[even] += re;
          imaginary[even] += im;
        }
      }
    }
    for (let k = 0; k <= half; k++) power[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
  };
}

/** Where each element of the first stage comes from: the bits of its place, backwards. */
function reversedBits(length: number): Uint32Array {
  const place = new Uint32Array(length);
  for (let i = 1; i < length; i++) place[i] = (place[i >> 1] >> 1) | (i & 1 ? length / 2 : 0);
  return place;
}
