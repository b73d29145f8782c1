/**
 * @file Brings recordings from one sampling rate to another: a band-limited interpolation by a windowed sinc, whose
 * cut-off lies below half of the lower rate, so that nothing above it folds back (Smith, "Digital Audio Resampling
 * Home Page", CCRMA, Stanford).
 */

import { cosPi, sinPi } from "./spectrum.js";

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
