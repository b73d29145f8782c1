/**
 * @file Own sounds: what is recorded, files and sounds of our making as examples, and their way to the Worker.
 */

import { logMelSpectrogram, type Sound, type Spectrogram } from "akari/data";
import { OURS, type OurName, type OurSet, ourSound } from "../sound/ours";
import { isClipped, problemOf, readSound, type SoundProblem } from "../sound/sound-files";
import { Collection } from "./collection.svelte";

export interface OwnSound {
  readonly sound: Sound;
  readonly spectrogram: Spectrogram;
  readonly clipped: boolean;
}

/** So many of each class are taken at once. */
const OURS_AT_ONCE = 16;

const toExample = (sound: Sound): OwnSound => ({
  sound,
  spectrogram: logMelSpectrogram(sound),
  clipped: isClipped(sound),
});

export class SoundCollection extends Collection<OwnSound, SoundProblem> {
  /** Seeds of ours that have been taken. */
  #taken = 0;

  constructor(names: readonly string[]) {
    super(names, {
      async read(file) {
        const read = await readSound(file);
        return "problem" in read ? read : { example: toExample(read.sound) };
      },
      train: (worker, classes) =>
        worker.ask(
          "trainSounds",
          classes.map(({ name, examples }) => ({ name, examples: examples.map(({ sound }) => sound) })),
        ),
    });
  }

  /** Takes what the microphone heard into the chosen class. @param name what it is called where it is not taken */
  addSound(sound: Sound, name: string): void {
    const problem = problemOf(sound);
    this.refused = problem === undefined ? [] : [{ name, problem }];
    if (problem === undefined) this.add(toExample(sound));
  }

  /**
   * Takes some of ours, a class each; classes that are empty give way to them.
   *
   * @param nameOf what a class is called
   */
  async takeOurs(set: OurSet, nameOf: (name: OurName) => string): Promise<void> {
    const first = this.#taken;
    this.#taken += OURS_AT_ONCE;
    const names = OURS[set].map((name) => ({ name, called: nameOf(name) }));
    this.keepFilled(names.map(({ called }) => called));
    for (let seed = first; seed < first + OURS_AT_ONCE; seed++) {
      for (const { name, called } of names) {
        const example = toExample(ourSound(name, seed));
        // Somebody may have removed or renamed its class meanwhile.
        const one = this.classes.find((each) => each.name === called);
        if (one !== undefined) one.examples = [...one.examples, example];
        // One at a time: the page goes on meanwhile.
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
  }
}
