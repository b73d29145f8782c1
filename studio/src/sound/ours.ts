/**
 * @file Sounds of our own making, each from a seed: whistles that rise, fall or stay, and two words of two vowels, by the pulses
 * of a throat through the resonances of a mouth (Fant, "Acoustic Theory of Speech Production", 1960). Pitch, length,
 * loudness, pace, voice and noise vary, so that they have to be learned and cannot be told by one number.
 */

import type { Sound } from "akari/data";
import { seededRandom, spread } from "../kit/seeded";

/** What there is: each is a class. */
export const OURS = { whistles: ["rising", "falling", "steady"], words: ["ie", "ue"] } as const;

export type OurSet = keyof typeof OURS;
export type OurName = (typeof OURS)[OurSet][number];
export const OUR_NAMES: readonly OurName[] = Object.values(OURS).flat();

/** Samples a second. */
const RATE = 16_000;
/** Steps of 16 bits: what a browser's `sin` differs by from another's is lost in rounding. */
const STEPS = 32_768;

/** One of our sounds; the same seed makes the same samples. @param seed a whole number from 0 */
export function ourSound(name: OurName, seed: number): Sound {
  const random = seededRandom(1000 * seed + OUR_NAMES.indexOf(name));
  const between = (low: number, high: number): number => low + (high - low) * random();
  const seconds = between(0.35, 0.8);
  const voice = name === "ie" || name === "ue" ? word(name, seconds, random) : whistle(name, seconds, random);
  // Quiet or loud, after and before some silence, with noise 32 to 48 dB below.
  const loud = 10 ** between(-1.1, -0.1);
  const strength = Math.sqrt(voice.reduce((sum, x) => sum + x * x, 0) / voice.length);
  const noise = loud * strength * 10 ** between(-2.4, -1.6);
  const before = Math.round(between(0.05, 0.25) * RATE);
  const samples = new Float32Array(before + voice.length + Math.round(between(0.05, 0.25) * RATE));
  for (let i = 0; i < samples.length; i++) {
    const x = loud * (voice[i - before] ?? 0) + noise * hiss(random);
    samples[i] = Math.round(Math.max(-1, Math.min(1 - 1 / STEPS, x)) * STEPS) / STEPS;
  }
  return { rate: RATE, samples };
}

/** A tone that glides, with breath in it, its largest sample near 1. */
function whistle(name: "rising" | "falling" | "steady", seconds: number, random: () => number): Float64Array {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const length = Math.round(seconds * RATE);
  const middle = 1000 * 2 ** between(-0.3, 0.3);
  const glide = { rising: 1, falling: -1, steady: 0 }[name] * Math.log(between(1.25, 2));
  // Nobody holds a tone quite still.
  const drift = 0.03 * spread(random);
  const [waver, pace] = [between(0, 0.012), between(4, 8)];
  const bend = between(0.6, 1.6);
  const [overtone, breath] = [between(0, 0.25), between(0.02, 0.15)];
  let [phase, blown] = [0, 0];
  return Float64Array.from({ length }, (_, i) => {
    const share = i / length;
    const way = (glide + drift) * (share ** bend - 0.5) + waver * Math.sin(2 * Math.PI * pace * (i / RATE));
    phase += (2 * Math.PI * middle * Math.exp(way)) / RATE;
    blown += 0.3 * (hiss(random) - blown);
    const tone = Math.sin(phase) + overtone * Math.sin(2 * phase);
    return (swell(share) * (tone + breath * blown)) / (1 + overtone + breath);
  });
}

/** Resonances of a grown mouth, in Hz. */
const FORMANTS = {
  i: [300, 2200, 2950],
  u: [340, 1300, 2300],
  e: [480, 1850, 2500],
} as const;
/** How wide they are, in Hz. */
const WIDTHS = [80, 100, 140] as const;

/** Two vowels, one after the other, its largest sample 1. */
function word(name: "ie" | "ue", seconds: number, random: () => number): Float64Array {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const length = Math.round(seconds * RATE);
  const [first, second] = [...name].map((vowel) => FORMANTS[vowel as keyof typeof FORMANTS]);
  // A child's mouth is smaller, and its voice higher.
  const size = between(0.88, 1.2);
  const pitch = 110 * 2 ** between(0, 1.2) * size;
  const fall = between(0.75, 1.1);
  const [turn, soft] = [between(0.35, 0.65), between(0.06, 0.2)];
  const sloppy = Array.from(WIDTHS, () => 1 + 0.06 * spread(random));
  const resonances = WIDTHS.map(() => [0, 0]);
  const radii = WIDTHS.map((width) => Math.exp((-Math.PI * width) / RATE));
  let phase = 0;
  let most = 0;
  const samples = Float64Array.from({ length }, (_, i) => {
    const share = i / length;
    const way = Math.min(1, Math.max(0, (share - turn) / soft + 0.5));
    phase += (pitch * fall ** share * (1 + 0.01 * hiss(random))) / RATE;
    const pulse = phase >= 1 ? 1 : 0;
    phase -= pulse;
    let x = pulse + 0.02 * hiss(random);
    resonances.forEach((past, n) => {
      const hertz = (first[n] + (second[n] - first[n]) * way) * size * sloppy[n];
      const r = radii[n];
      const y = x + 2 * r * Math.cos((2 * Math.PI * hertz) / RATE) * past[0] - r * r * past[1];
      [past[0], past[1]] = [y, past[0]];
      x = y * (1 - r);
    });
    const out = x * swell(share);
    most = Math.max(most, Math.abs(out));
    return out;
  });
  return samples.map((x) => x / most);
}

/** Noise of size about 1. */
const hiss = (random: () => number): number => 3.46 * (random() - 0.5);

/** From nothing up, and down to nothing again: the first and the last tenth. */
const swell = (share: number): number => Math.sin(0.5 * Math.PI * Math.min(1, 10 * share, 10 * (1 - share)));
