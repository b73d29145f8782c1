/**
 * @file The arithmetic of sounds. Which pitches one has: bands on the mel scale over the power spectrum of real numbers, by the
 * fast Fourier transform (Cooley and Tukey, 1965) in radix 2; our own rather than a package's, for the same bits on every
 * engine: see {@link sinPi}. And another sampling rate: band-limited interpolation by a windowed sinc whose cut-off lies
 * below half of the lower rate, so that nothing above it folds back (Smith, "Digital Audio Resampling Home Page", CCRMA,
 * Stanford).
 */

import { portableLog } from "../../model/random.js";

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

/** Terms of the Taylor series: the next is below 1e-17 of the sum for angles up to a quarter turn. */
const TERMS = 11;

/** `sin(π x)`, within 1e-15 for |x| up to a thousand. */
export function sinPi(x: number): number {
  // Whole turns taken off exactly, then mirrored into −½ to ½.
  let turn = x - 2 * Math.round(x / 2);
  if (turn > 0.5) turn = 1 - turn;
  else if (turn < -0.5) turn = -1 - turn;
  const angle = Math.PI * turn;
  let sum = 0;
  for (let n = TERMS; n >= 1; n--) sum = 1 - (angle * angle * sum) / (2 * n * (2 * n + 1));
  return angle * sum;
}

/** `cos(π x)`, as exactly. */
export const cosPi = (x: number): number => sinPi(x + 0.5);

/** Zero crossings of the sinc on each side. */
const CROSSINGS = 32;
/** Where the filter's slope has its middle, as a share of half the lower rate: the slope ends near that half. */
const CUT_OFF = 0.94;

/** Filters that are kept; rates in no simple proportion need one for nearly every sample. */
const MOST_PHASES = 4096;

/** A filter for each of the places between samples that occur. */
interface Phase {
  /** The first sample that counts, before or after the nearest earlier one. */
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * @param samples any signal; before and after it there is silence
 * @param from its rate, a whole number of samples a second
 * @param to the rate wanted, likewise
 * @returns `round(samples · to / from)` samples, at least 1; `samples` itself where the rates are equal
 */
export function resampleSound(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const result = new Float32Array(Math.max(1, Math.round((samples.length * to) / from)));
  const divisor = greatestCommonDivisor(from, to);
  const [down, up] = [from / divisor, to / divisor];
  const phases = new Map<number, Phase>();
  for (let i = 0; i < result.length; i++) {
    // Sample i lies at i · down / up of the old samples.
    const between = (i * down) % up;
    const before = (i * down - between) / up;
    let phase = phases.get(between);
    if (phase === undefined) {
      phase = makePhase(between / up, Math.min(1, to / from) * CUT_OFF);
      if (phases.size < MOST_PHASES) phases.set(between, phase);
    }
    const { first, weights } = phase;
    const start = before + first;
    const [low, high] = [Math.max(0, -start), Math.min(weights.length, samples.length - start)];
    let sum = 0;
    for (let k = low; k < high; k++) sum += weights[k] * samples[start + k];
    result[i] = sum;
  }
  return result;
}

/**
 * The sinc at a place between two samples under a Hann window, its sum made 1.
 *
 * @param offset from the sample before, 0 to below 1
 * @param bandwidth of the sinc, as a share of half the old rate
 */
function makePhase(offset: number, bandwidth: number): Phase {
  const reach = CROSSINGS / bandwidth;
  const first = Math.ceil(offset - reach);
  const last = Math.floor(offset + reach);
  const weights = Float64Array.from({ length: last - first + 1 }, (_, k) => {
    const distance = first + k - offset;
    const x = distance * bandwidth;
    const window = 0.5 + 0.5 * cosPi(distance / reach);
    return (x === 0 ? 1 : sinPi(x) / (Math.PI * x)) * window;
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { first, weights: weights.map((weight) => weight / sum) };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
