/**
 * @file What every recording of a data set becomes, before it is scaled, and how that is chosen from the recordings.
 */

import { AkariError } from "../../error.js";
import type {
  LogMelPreprocessing,
  SoundPreprocessing,
  WaveformPreprocessing,
} from "../../model/preprocessing.js";
import { mel } from "./spectrum.js";

/** A preprocessing that lacks only what is learned from the training part. */
export type SoundForm = Omit<WaveformPreprocessing, "scaling"> | Omit<LogMelPreprocessing, "scaling">;

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
  const window = 2 ** Math.round(Math.log2(WINDOW_SECONDS * rate));
  const highest = rate / 2;
  const bands = Math.max(1, Math.round((mel(highest) - mel(LOWEST)) / BAND_STEP) - 1);
  const middle = seconds[seconds.length >> 1];
  const frames = Math.max(
    FEWEST_FRAMES,
    Math.min(Math.floor(MOST_INPUTS / bands), Math.round(middle / FRAME_SECONDS)),
  );
  return {
    form: { form, rate, mel: { window, hop: window / HOPS, frames, bands, lowest: LOWEST, highest } },
    notes: [
      rateNote,
      `A row is a log-mel spectrogram of ${frames} frames × ${bands} bands: silence at both ends is left out, and ` +
        "short and long recordings fill the same frames.",
    ],
  };
}

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
