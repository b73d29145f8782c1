/**
 * @file Recordings with a class each as examples: encoded already, to be scaled by what the training part shows.
 */

import { AkariError, invalidArgument } from "../../error.js";
import type { Preprocessing, Scaling, SoundPreprocessing } from "../../model/preprocessing.js";
import type { Examples } from "../examples.js";
import type { Spectrogram } from "../preview.js";
import {
  chooseForm,
  findSound,
  formOf,
  type LogMelForm,
  RANGE,
  requireSoundForm,
  type SoundForm,
  type SoundLength,
  soundColumns,
  soundEncoder,
  unitOf,
} from "./encode.js";
import type { Sound } from "./wav.js";

/** What {@link encodedExamples} makes examples of. */
export interface EncodedSounds {
  readonly name: string;
  readonly form: SoundForm;
  /** `[recordings, columns]`, in the form's unit. */
  readonly rows: Int16Array;
  /** What each recording is called. */
  readonly names: readonly string[];
  /** `[recordings]`, each an index into `classNames`. */
  readonly classes: Uint32Array;
  readonly classNames: readonly string[];
  readonly notes: readonly string[];
  /** `[recordings]`. */
  readonly lengths: readonly RecordingLength[];
  /** Reads a recording again. */
  readonly listen: (row: number) => Promise<Sound>;
}

/** How long a recording is, and how much of it there is to hear. */
export interface RecordingLength extends SoundLength {
  /** Seconds, with the silence at both ends. */
  readonly whole: number;
}

export function lengthOf(sound: Sound): RecordingLength {
  const { rate, samples } = sound;
  const [start, end] = findSound(sound);
  return { rate, seconds: (end - start) / rate, whole: samples.length / rate };
}

/** Which form recordings get. What is left out follows from the recordings. */
export interface SoundFormOptions {
  /** Samples, or a spectrogram (when left out). */
  readonly form?: SoundForm["form"];
  /** A model's, to read the recordings as it wants them, instead of a form. */
  readonly preprocessing?: Preprocessing;
}

/** @throws AkariError `invalid-argument` for a form that there is not */
export function requireKnownForm({ form = "log-mel" }: SoundFormOptions): void {
  if (form === "log-mel" || form === "waveform") return;
  throw invalidArgument(`Recordings are read as log-mel or waveform, not as ${form}.`);
}

/**
 * The form, and sentences that say what was chosen.
 *
 * @param lengths of all recordings, at least one
 * @throws AkariError `invalid-model` where the preprocessing is not for recordings
 */
export const formFor = (
  { form = "log-mel", preprocessing }: SoundFormOptions,
  lengths: readonly SoundLength[],
): { form: SoundForm; notes: readonly string[] } =>
  preprocessing === undefined
    ? chooseForm(form, lengths)
    : { form: formOf(soundOf(preprocessing)), notes: [] };

/** Room for rows, `[recordings, columns]`. @throws AkariError `out-of-memory` */
export function allocateRows(recordings: number, columns: number): Int16Array {
  try {
    return new Int16Array(recordings * columns);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AkariError(
      "out-of-memory",
      `${recordings} recordings of ${columns} inputs take more memory than can be had.`,
      { cause },
    );
  }
}

/** Makes a model's inputs of recordings, one after another, `[columns]` each. */
export function inputEncoder(sound: SoundPreprocessing): (recording: Sound) => Float32Array {
  const encode = soundEncoder(formOf(sound));
  return (recording) => {
    const inputs = new Float32Array(soundColumns(sound));
    scaleRow(encode(recording), sound, inputs);
    return inputs;
  };
}

/** Examples of recordings, with what is known of each of them besides. */
export interface SoundExamples extends Examples {
  readonly form: SoundForm;
  /** `[rows, columns]`, in the form's unit, not scaled yet. */
  readonly encoded: Int16Array;
  /** `[rows]`. */
  readonly lengths: readonly RecordingLength[];
}

/** Examples of recordings. */
export function encodedExamples(sounds: EncodedSounds): SoundExamples {
  const { name, form, rows: all, names, classes, classNames, notes, lengths, listen } = sounds;
  const columns = soundColumns(form);
  return {
    name,
    rows: names.length,
    task: { kind: "classes", classes, names: classNames },
    notes,
    form,
    encoded: all,
    lengths,
    rowName: (row) => names[row],
    async preview(row) {
      const cells = all.subarray(row * columns, (row + 1) * columns);
      return {
        kind: "sound",
        ...(await listen(row)),
        ...(form.form === "waveform" ? {} : { spectrogram: spectrogramOf(cells, form) }),
      };
    },
    prepare: (rows) => ({ divideBy: 1, sound: { ...form, scaling: fitScaling(all, rows, form) } }),
    encode(rows, preprocessing, called) {
      const sound = soundOf(preprocessing);
      if (describe(formOf(sound)) !== describe(form)) {
        throw new AkariError(
          "invalid-data",
          `${name} was read as ${describe(form)}, but ${describe(formOf(sound))} is wanted: read it with that ` +
            "preprocessing.",
        );
      }
      const data = new Float32Array(rows.length * columns);
      rows.forEach((row, i) => {
        scaleRow(all.subarray(row * columns, (row + 1) * columns), sound, data.subarray(i * columns));
      });
      return {
        name: called,
        features: { data, rows: rows.length, columns },
        targets: { kind: "classes", classes: rows.map((row) => classes[row]), names: classNames },
        preprocessing,
      };
    },
  };
}

/**
 * How a model takes recordings.
 *
 * @throws AkariError `invalid-model` where it does not, or in a way that cannot be
 */
export function soundOf({ sound }: Preprocessing): SoundPreprocessing {
  if (sound === undefined) throw new AkariError("invalid-model", "The model does not take recordings.");
  requireSoundForm(formOf(sound));
  return sound;
}

/** @param scaled gets the row's inputs, `[columns]` */
export function scaleRow(row: Int16Array, sound: SoundPreprocessing, scaled: Float32Array): void {
  const unit = unitOf(sound);
  const { scaling } = sound;
  for (let i = 0; i < row.length; i++) {
    const { shift, scale } = scaling[i % scaling.length];
    scaled[i] = (row[i] * unit - shift) / scale;
  }
}

/** @param cells one recording's row */
export function spectrogramOf(cells: Int16Array, form: LogMelForm): Spectrogram {
  const { frames, bands } = form.mel;
  return { frames, bands, levels: Float32Array.from(cells, (cell) => 1 + (cell * unitOf(form)) / RANGE) };
}

/** Mean and standard deviation of each band over all frames, or of all samples of waveforms. */
function fitScaling(all: Int16Array, rows: Uint32Array, form: SoundForm): Scaling[] {
  if (rows.length === 0) throw new AkariError("invalid-data", "There are no recordings to learn from.");
  const columns = soundColumns(form);
  const groups = form.form === "waveform" ? 1 : form.mel.bands;
  const count = (rows.length * columns) / groups;
  const unit = unitOf(form);
  const sums = new Float64Array(groups);
  // The numbers are whole and below 2¹⁵, so that sums of them and of their squares are exact.
  const squares = new Float64Array(groups);
  for (const row of rows) {
    for (let i = 0; i < columns; i++) {
      const value = all[row * columns + i];
      sums[i % groups] += value;
      squares[i % groups] += value * value;
    }
  }
  return Array.from(sums, (sum, group) => {
    const mean = sum / count;
    const deviation = Math.sqrt(Math.max(0, squares[group] / count - mean * mean));
    // What never differs becomes 0.
    return { shift: mean * unit, scale: deviation === 0 ? 1 : deviation * unit };
  });
}

function describe(form: SoundForm): string {
  if (form.form === "waveform") return `waveforms of ${form.samples} samples at ${form.rate} Hz`;
  const { window, hop, frames, bands, lowest, highest } = form.mel;
  return (
    `log-mel spectrograms of ${frames} frames × ${bands} bands (${lowest} to ${highest} Hz, windows of ${window} and ` +
    `hops of ${hop} samples at ${form.rate} Hz)`
  );
}
