/**
 * @file From a recording to a row of numbers, still to be scaled, in a form that is chosen from a data set's recordings.
 * docs/sound.md is the definition, step by step: resampled, without the silence at both ends, then either the samples themselves, their largest made 1, or a log-mel
 * spectrogram whose frames share out the recording's length, its loudest cell made 0 dB.
 *
 * Only `+ − × ÷ √` are used, and the result is rounded to steps that 16 bits hold: the same recording gives the same
 * numbers on every machine.
 */

import { AkariError } from "../../error.js";
import type {
  LogMelPreprocessing,
  SoundPreprocessing,
  WaveformPreprocessing,
} from "../../model/preprocessing.js";
import { portableLog } from "../../model/random.js";
import { resample } from "../image/picture.js";
import { cosPi, MelBands, mel, melToHertz, powerSpectrum, resampleSound } from "./signal.js";
import type { Sound } from "./wav.js";

export type LogMelForm = Omit<LogMelPreprocessing, "scaling">;

/** The middle of a band, in Hz, for people to read. @param band from 0, the lowest */
export function bandCentre({ mel: { bands, lowest, highest } }: LogMelForm, band: number): number {
  const start = mel(lowest);
  return melToHertz(start + ((mel(highest) - start) * (band + 1)) / (bands + 1));
}

/** A preprocessing that lacks only what is learned from the training part. */
export type SoundForm = Omit<WaveformPreprocessing, "scaling"> | LogMelForm;

/** Numbers in a row. */
export const soundColumns = (form: SoundForm): number =>
  form.form === "waveform" ? form.samples : form.mel.frames * form.mel.bands;

export const formOf = ({ scaling: _, ...form }: SoundPreprocessing): SoundForm => form;

/** What is known of a recording before it is encoded. */
export interface SoundLength {
  readonly rate: number;
  /** Of what there is to hear. */
  readonly seconds: number;
}

/** Recordings of higher rates are brought to this: speech has little above half of it. */
const HIGHEST_RATE = 16_000;
const WINDOW_SECONDS = 0.032;
/** How many hops a window has: each sample is seen that often. */
const HOPS = 4;
const LOWEST = 60;
/** The distance of two bands, in mel: about 40 Hz at the bottom, 500 Hz at 4 kHz. */
const BAND_STEP = 85;
/** What a frame of a recording of the middle length lasts. */
const FRAME_SECONDS = 0.016;
const FEWEST_FRAMES = 16;
const MOST_INPUTS = 2000;
/** The share of recordings that a waveform's length covers. */
const COVERED = 0.95;
const MOST_SAMPLES = 16_000;

/**
 * Chooses a form.
 *
 * @param lengths of all recordings, at least one
 * @returns the form, and sentences that say what was chosen
 */
export function chooseForm(
  form: SoundForm["form"],
  lengths: readonly SoundLength[],
): { form: SoundForm; notes: readonly string[] } {
  const rate = Math.min(HIGHEST_RATE, mostCommon(lengths.map((length) => length.rate)));
  const seconds = lengths.map((length) => length.seconds).sort((a, b) => a - b);
  const other = lengths.filter((length) => length.rate !== rate).length;
  const brought = other === 0 ? "" : `, to which ${other} of ${lengths.length} recordings are brought`;
  const rateNote = `Recordings are read at ${rate} samples a second${brought}.`;
  if (form === "waveform") {
    const covering = seconds[Math.ceil(COVERED * seconds.length) - 1];
    const samples = Math.max(1, Math.min(MOST_SAMPLES, Math.ceil(covering * rate)));
    const cut = seconds.filter((length) => length * rate > samples).length;
    return {
      form: { form, rate, samples },
      notes: [
        rateNote,
        `A row is the first ${samples} samples (${(samples / rate).toFixed(2)} s) from where a recording stops being ` +
          `silent: ${cut} of ${lengths.length} recordings are cut, the others filled with silence.`,
      ],
    };
  }
  const chosen = logMelForm(rate, seconds[seconds.length >> 1]);
  return {
    form: chosen,
    notes: [
      rateNote,
      `A row is a log-mel spectrogram of ${chosen.mel.frames} frames × ${chosen.mel.bands} bands: silence at both ends is ` +
        "left out, and short and long recordings fill the same frames.",
    ],
  };
}

/** @param seconds of a recording of the middle length */
function logMelForm(rate: number, seconds: number): LogMelForm {
  const window = 2 ** Math.round(Math.log2(WINDOW_SECONDS * rate));
  const highest = rate / 2;
  const bands = Math.max(1, Math.round((mel(highest) - mel(LOWEST)) / BAND_STEP) - 1);
  const frames = Math.max(
    FEWEST_FRAMES,
    Math.min(Math.floor(MOST_INPUTS / bands), Math.round(seconds / FRAME_SECONDS)),
  );
  return {
    form: "log-mel",
    rate,
    mel: { window, hop: window / HOPS, frames, bands, lowest: LOWEST, highest },
  };
}

/** The form of a recording that is looked at by itself. */
export const ownForm = ({ rate, seconds }: SoundLength): LogMelForm =>
  logMelForm(Math.min(HIGHEST_RATE, rate), seconds);

/** The lower one of equally common ones. */
function mostCommon(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((best, entry) =>
    entry[1] > best[1] || (entry[1] === best[1] && entry[0] < best[0]) ? entry : best,
  )[0];
}

/** Beyond these a form comes from no recording, but from a damaged or hostile model file. */
const LIMITS = { rate: 192_000, window: 2 ** 16, columns: 2 ** 22 };

/**
 * Checks a form that comes from a file.
 *
 * @throws AkariError `invalid-model` where no recording could be read in this way
 */
export function requireSoundForm(form: SoundForm): void {
  const { rate } = form;
  const fits =
    rate <= LIMITS.rate &&
    soundColumns(form) <= LIMITS.columns &&
    (form.form === "waveform" ||
      (form.mel.window <= LIMITS.window && form.mel.hop <= form.mel.window && form.mel.highest <= rate / 2));
  if (fits) return;
  throw new AkariError("invalid-model", "The model's description of how recordings are read is impossible.");
}

/** A row's numbers as they are kept: multiples of {@link unitOf}. */
export type SoundRow = Int16Array;

/** Steps to a decibel, and to a waveform's largest sample. */
const STEPS_PER_DECIBEL = 256;
const STEPS_PER_PEAK = 32_767;

/** What one step of a row means: decibels, or shares of the largest sample. */
export const unitOf = ({ form }: SoundForm): number =>
  1 / (form === "log-mel" ? STEPS_PER_DECIBEL : STEPS_PER_PEAK);

/** What is more than this below a recording's loudest cell, in dB, counts as this. */
export const RANGE = 60;
const RANGE_POWER = 1e-6;
/** Less power than this is silence that was computed. */
const NOTHING = 1e-30;

/** Makes rows of recordings, one after another. @param form checked by `requireSoundForm` */
export function soundEncoder(form: SoundForm): (sound: Sound) => SoundRow {
  if (form.form === "waveform") return (sound) => waveform(atRate(sound, form.rate), form.samples);
  const spectrogram = melSpectrogram(form);
  return (sound) => toDecibels(spectrogram(atRate(sound, form.rate)), soundColumns(form));
}

const atRate = ({ rate, samples }: Sound, wanted: number): Sound => ({
  rate: wanted,
  samples: resampleSound(samples, rate, wanted),
});

function waveform(sound: Sound, length: number): SoundRow {
  const [start, end] = findSound(sound);
  const heard = sound.samples.subarray(start, Math.min(end, start + length));
  const peak = heard.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const row = new Int16Array(length);
  if (peak === 0) return row;
  heard.forEach((x, i) => {
    row[i] = Math.round((x / peak) * STEPS_PER_PEAK);
  });
  return row;
}

/** @returns power, `[frames, bands]` */
function melSpectrogram({
  rate,
  mel: { window, hop, frames, bands, lowest, highest },
}: LogMelForm): (sound: Sound) => Float64Array {
  const length = 2 ** Math.ceil(Math.log2(window));
  const spectrum = powerSpectrum(length);
  const power = new Float64Array(length / 2 + 1);
  const filters = new MelBands(bands, lowest, highest, power.length, rate);
  const hann = Float64Array.from({ length: window }, (_, i) => 0.5 - 0.5 * cosPi((2 * i + 1) / window));
  const frame = new Float64Array(length);

  return (sound) => {
    const { samples } = sound;
    const [start, end] = findSound(sound);
    const windows = Math.max(1, Math.round((end - start) / hop));
    const energies = new Float64Array(windows * bands);
    for (let w = 0; w < windows; w++) {
      // The middle of its own hop; a window reaches beyond what is heard, into the silence that was recorded there.
      const first = start + Math.round((w + 0.5) * hop - window / 2);
      for (let i = 0; i < window; i++) frame[i] = (samples[first + i] ?? 0) * hann[i];
      spectrum(frame, power);
      filters.add(power, energies, w * bands);
    }
    return resample(
      { width: bands, height: windows, data: energies },
      { length: bands, start: 0, scale: 1 },
      { length: frames, start: 0, scale: frames / windows },
    );
  };
}

/** @param power of each cell @returns dB below the loudest, in steps */
function toDecibels(power: Float64Array, length: number): SoundRow {
  const row = new Int16Array(length).fill(-RANGE * STEPS_PER_DECIBEL);
  const loudest = power.reduce((most, p) => Math.max(most, p), 0);
  if (loudest < NOTHING) return row;
  const perDecade = (10 * STEPS_PER_DECIBEL) / Math.LN10;
  power.forEach((p, i) => {
    const share = p / loudest;
    if (share > RANGE_POWER) row[i] = Math.round(perDecade * portableLog(share));
  });
  return row;
}

/** Pieces a second whose energy is compared. */
const PIECES = 100;
/** A piece with less than this share of the loudest one's energy (30 dB below) is silence. */
const SILENCE = 1e-3;

/**
 * From the first to the last hundredth of a second that is not silent.
 *
 * @returns places among the samples, `start` below `end`; the whole recording where all of it is silent
 * @example
 * ```ts
 * const audible = sound.samples.subarray(...findSound(sound));
 * ```
 */
export function findSound({ samples, rate }: Sound): readonly [start: number, end: number] {
  const length = Math.max(1, Math.round(rate / PIECES));
  const count = Math.ceil(samples.length / length);
  const energies = new Float64Array(count);
  samples.forEach((x, i) => {
    energies[Math.floor(i / length)] += x * x;
  });
  const least = energies.reduce((most, energy) => Math.max(most, energy), 0) * SILENCE;
  if (least === 0) return [0, samples.length];
  const first = energies.findIndex((energy) => energy >= least);
  const last = energies.findLastIndex((energy) => energy >= least);
  return [first * length, Math.min(samples.length, (last + 1) * length)];
}

/** What a recording's inputs show. */
export type SoundPreview =
  /** `[frames, bands]`, 0 for 60 dB below the loudest cell or less, to 1 for the loudest. */
  | {
      readonly kind: "spectrogram";
      readonly frames: number;
      readonly bands: number;
      readonly levels: Float64Array;
    }
  /** `[samples]`, −1 to 1. */
  | { readonly kind: "waveform"; readonly samples: Float64Array };

/** @param inputs of one recording, scaled as the network takes them */
export function previewSound(inputs: ArrayLike<number>, sound: SoundPreprocessing): SoundPreview {
  const { scaling } = sound;
  const values = Float64Array.from(inputs, (input, i) => {
    const { shift, scale } = scaling[i % scaling.length];
    return input * scale + shift;
  });
  if (sound.form === "waveform") return { kind: "waveform", samples: values };
  const { frames, bands } = sound.mel;
  const levels = values.map((decibels) => Math.min(1, Math.max(0, 1 + decibels / RANGE)));
  return { kind: "spectrogram", frames, bands, levels };
}
