/**
 * @file Our own sounds as what a network learns from, in both forms in which it can take them. A seed makes them: the same set is the same
 * everywhere. It takes a second or two, and so is made away from the page.
 */

import type { Dataset } from "akari";
import { type Sound, type SoundExamples, type Spectrogram, soundExamples, splitAndPrepare } from "akari/data";
import { OURS, type OurName, ourSound } from "../../../sound/ours";

/** So many sets there are: words and whistles, said and whistled by others each time. */
export const SOUND_SETS = 2;
/** Of all classes together. */
const SOUNDS = 90;
/** The share that is held out. */
const HELD = 0.4;
/** No two sets have a sound in common. */
const APART = 1000;

/** What is learned from, and what is held out. */
export interface Parts {
  readonly train: Dataset;
  readonly held: Dataset;
}

export interface SoundSet {
  /** One of them, to be seen and heard. */
  readonly example: Sound;
  /** The same as the network takes it: all of the set have as many frames and bands. */
  readonly spectrogram: Spectrogram;
  readonly logMel: Parts;
  readonly waveform: Parts;
}

/** The classes of a set. */
export const namesOfSet = (set: number): readonly OurName[] => (set % 2 === 0 ? OURS.words : OURS.whistles);

/** The nth sound of a class of a set, from 0. */
export const soundOfSet = (set: number, name: OurName, n: number): Sound =>
  ourSound(name, APART * (set + 1) + n);

export async function soundSet(set: number): Promise<SoundSet> {
  const names = namesOfSet(set);
  const recordings = names.flatMap((label) =>
    Array.from({ length: SOUNDS / names.length }, (_, i) => ({
      label,
      sound: soundOfSet(set, label, i),
    })),
  );
  const parts = (examples: SoundExamples): Parts => {
    const { train, test } = splitAndPrepare(examples, { test: HELD, validation: 0, seed: 1 });
    if (test === undefined) throw new RangeError("No sounds are held out.");
    return { train, held: test };
  };
  const examples = soundExamples(recordings);
  const seen = await examples.preview?.(0);
  if (seen?.kind !== "sound" || seen.spectrogram === undefined)
    throw new TypeError("Sounds are seen as such.");
  return {
    example: recordings[0].sound,
    spectrogram: seen.spectrogram,
    logMel: parts(examples),
    waveform: parts(soundExamples(recordings, { form: "waveform" })),
  };
}
