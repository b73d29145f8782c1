/**
 * @file Sounds that a program has at hand, from a microphone or the Web Audio API: the same numbers as of a WAV file that
 * holds the same samples.
 */

import { requireSeconds } from "../../bounds.js";
import { AkariError, requireOptions } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { Features } from "../dataset.js";
import { labelClasses } from "../names.js";
import type { Spectrogram } from "../preview.js";
import { ownForm, soundColumns, soundEncoder } from "./encode.js";
import {
  allocateRows,
  encodedExamples,
  formFor,
  inputEncoder,
  lengthOf,
  requireKnownForm,
  type SoundExamples,
  type SoundFormOptions,
  soundOf,
  spectrogramOf,
} from "./examples.js";
import { averageChannels, HIGHEST_RATE, LOWEST_RATE, type Sound } from "./wav.js";

/**
 * What of the Web Audio API's `AudioBuffer` is used: an object of another library may have it too. A browser's own is the
 * page's alone: to a Worker, send `{ rate, samples }`.
 */
export interface AudioBufferLike {
  /** Samples a second. */
  readonly sampleRate: number;
  /** Samples of each channel. */
  readonly length: number;
  readonly numberOfChannels: number;
  /** `[length]`, from −1 to 1. */
  getChannelData(channel: number): Float32Array;
}

/** Samples of one channel with their rate, or what the Web Audio API decodes and records. */
export type SoundSource = Sound | AudioBufferLike;

/**
 * A sound as one channel: those of an `AudioBuffer` are averaged, as those of a WAV file are.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-data` where it has no samples, one that is not finite, lasts longer than an hour, has channels
 * that cancel each other out, or a rate that is no whole number from 1,000 to 192,000
 * @example
 * ```ts
 * const { rate, samples } = toSound(await new AudioContext().decodeAudioData(bytes));
 * ```
 */
export function toSound(source: SoundSource, name = "The sound"): Sound {
  const [rate, channels] =
    "samples" in source
      ? [source.rate, [source.samples]]
      : [
          source.sampleRate,
          Array.from({ length: source.numberOfChannels }, (_, channel) => source.getChannelData(channel)),
        ];
  if (!Number.isInteger(rate) || rate < LOWEST_RATE || rate > HIGHEST_RATE) {
    throw new AkariError(
      "invalid-data",
      `${name} has ${rate} samples a second, but a whole number from ${LOWEST_RATE} to ${HIGHEST_RATE} is wanted.`,
    );
  }
  const [{ length } = new Float32Array()] = channels;
  if (length === 0) throw new AkariError("invalid-data", `${name} holds no samples.`);
  const called = { name, code: "invalid-data" } as const;
  requireSeconds(length, rate, name, called.code);
  return {
    rate,
    samples: averageChannels(length, channels.length, (frame, channel) => channels[channel][frame], called),
  };
}

/** A sound that a network learns from. */
export interface LabelledSound {
  readonly sound: SoundSource;
  /** Its class. */
  readonly label: string;
  /** What to call it in messages; "sound 1" and so on when left out. */
  readonly name?: string;
}

/** How to make examples of sounds. What is left out follows from the sounds. */
export interface SoundExamplesOptions extends SoundFormOptions {
  /** What to call them all in messages; "sounds" when left out. */
  readonly name?: string;
}

/**
 * Makes examples of sounds with a class each, as `akari train` makes them of a folder of WAV files (docs/sound.md): to be
 * split and prepared by `splitAndPrepare`. Classes are numbered as they come first.
 *
 * @throws AkariError `invalid-data` where there are none, or naming the one that {@link toSound} refuses; `invalid-argument`
 * for an unknown form; `out-of-memory`
 * @example
 * ```ts
 * const heard = { rate: 16_000, samples }; // a Float32Array, or instead of both an AudioBuffer
 * const examples = soundExamples([{ sound: heard, label: "yes" }, { sound: other, label: "no" }]);
 * const { train, test } = splitAndPrepare(examples, { test: 0.2, validation: 0, seed: 1 });
 * ```
 */
export function soundExamples(
  recordings: readonly LabelledSound[],
  options: SoundExamplesOptions = {},
): SoundExamples {
  requireOptions(options, ["name", "form", "preprocessing"], "Making examples of sounds");
  const { name = "sounds" } = options;
  requireKnownForm(options);
  if (recordings.length === 0) throw new AkariError("invalid-data", "There are no sounds to learn from.");
  const names = recordings.map((recording, i) => recording.name ?? `sound ${i + 1}`);
  const sounds = recordings.map(({ sound }, i) => toSound(sound, names[i]));
  const lengths = sounds.map(lengthOf);
  const { form, notes } = formFor(options, lengths);
  const columns = soundColumns(form);
  const rows = allocateRows(sounds.length, columns);
  const encode = soundEncoder(form);
  sounds.forEach((sound, i) => {
    rows.set(encode(sound), i * columns);
  });
  return encodedExamples({
    name,
    form,
    rows,
    names,
    ...labelClasses(recordings, (row) => names[row]),
    notes,
    lengths,
    listen: async (row) => sounds[row],
  });
}

/**
 * Makes sounds into the inputs of a model that takes recordings.
 *
 * @param preprocessing the model's, `model.definition.preprocessing`
 * @returns scaled inputs, `[sounds, columns]`: log-mel frame by frame, in each from the lowest band to the highest
 * @throws AkariError `invalid-data` naming the sound that {@link toSound} refuses; `invalid-model` where the preprocessing is
 * not for recordings
 * @example
 * ```ts
 * const buffer = await new AudioContext().decodeAudioData(bytes);
 * const { data } = encodeSounds([buffer], model.definition.preprocessing);
 * const shares = await predict(model, data);
 * ```
 */
export function encodeSounds(
  sounds: readonly SoundSource[],
  preprocessing: Preprocessing,
): Features & { readonly data: Float32Array } {
  const sound = soundOf(preprocessing);
  const columns = soundColumns(sound);
  const encode = inputEncoder(sound);
  const data = new Float32Array(sounds.length * columns);
  sounds.forEach((source, i) => {
    data.set(encode(toSound(source, `Sound ${i + 1}`)), i * columns);
  });
  return { data, rows: sounds.length, columns };
}

/**
 * A sound's log-mel spectrogram, to be drawn: in the frames and bands that it would get if it were the only one.
 *
 * @returns levels `[frames, bands]`, 0 for 60 dB below the loudest cell or less, to 1 for the loudest, the lowest band first
 * @throws AkariError as {@link toSound}
 * @example
 * ```ts
 * const { frames, bands, levels } = logMelSpectrogram({ rate: 16_000, samples });
 * ```
 */
export function logMelSpectrogram(source: SoundSource): Spectrogram {
  const sound = toSound(source);
  const form = ownForm(lengthOf(sound));
  return spectrogramOf(soundEncoder(form)(sound), form);
}
