/**
 * @file Files of sounds, and what is wrong with a sound, wherever it came from, before a network learns from it.
 */

import { AkariError } from "akari";
import { decodeWav, findSound, looksLikeWav, type Sound, toSound } from "akari/data";

/** Why a sound is not taken. */
export type SoundProblem =
  /** No file that this browser can decode. */
  "not-a-sound" | "silent" | "short" | "long";

/** In seconds: of what there is to hear, and of all. */
const SHORTEST = 0.05;
const LONGEST = 10;
/** A largest sample below this is silence, −54 dB. */
const SILENCE = 0.002;

/** Browsers decode to a rate of their choice; this one loses nothing of what a network takes. */
const DECODED_RATE = 48_000;

/** Reads a file whole, WAV files to the very samples that they hold. */
export async function readSound(
  file: File,
): Promise<{ readonly sound: Sound } | { readonly problem: SoundProblem }> {
  let sound: Sound;
  try {
    sound = await decode(file);
  } catch {
    return { problem: "not-a-sound" };
  }
  const problem = problemOf(sound);
  return problem === undefined ? { sound } : { problem };
}

async function decode(file: File): Promise<Sound> {
  const bytes = await file.arrayBuffer();
  const start = new Uint8Array(bytes);
  if (looksLikeWav(start)) {
    try {
      return decodeWav(start, file.name);
    } catch (error) {
      // Of a codec that we do not read; browsers may.
      if (!(error instanceof AkariError)) throw error;
    }
  }
  const decoder = new OfflineAudioContext(1, 1, DECODED_RATE);
  return toSound(await decoder.decodeAudioData(bytes), file.name);
}

/** What is wrong with a sound; `undefined` where a network can learn from it. */
export function problemOf(sound: Sound): SoundProblem | undefined {
  const { rate, samples } = sound;
  if (samples.length > LONGEST * rate) return "long";
  if (peakOf(samples) < SILENCE) return "silent";
  const [start, end] = findSound(sound);
  return end - start < SHORTEST * rate ? "short" : undefined;
}

const peakOf = (samples: Float32Array): number => samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** A wave is cut off where so many samples in a row are as far out as any, so many times over. */
const FLAT = 4;
const TIMES = 4;
/** Less than full is no end of a scale. */
const FULL = 0.98;

/** Whether a sound was too loud for what recorded it, so that its peaks are cut off. */
export function isClipped({ samples }: Sound): boolean {
  const peak = peakOf(samples);
  if (peak < FULL) return false;
  let [flat, times] = [0, 0];
  for (const x of samples) {
    flat = Math.abs(x) > peak - 1e-4 ? flat + 1 : 0;
    if (flat === FLAT) times++;
  }
  return times >= TIMES;
}
