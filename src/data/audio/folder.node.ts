/**
 * @file A folder of recordings with a sub-folder for each class, and single recordings to be predicted.
 */

import type { Preprocessing, SoundPreprocessing } from "../../model/preprocessing.js";
import { readBytes } from "../../platform/read-file.node.js";
import {
  eachInput,
  type FileBytes,
  type FileKind,
  gatherRows,
  listClassFiles,
  listFiles,
  type NamedInput,
  type NamedRows,
  readFiles,
  readGood,
  requireClasses,
} from "../class-folder.node.js";
import { fileSignature, SOUND_NAME } from "../file-signatures.js";
import { type SoundForm, soundColumns, soundEncoder } from "./encode.js";
import {
  allocateRows,
  encodedExamples,
  formFor,
  inputEncoder,
  lengthOf,
  type RecordingLength,
  requireKnownForm,
  type SoundExamples,
  type SoundFormOptions,
  soundOf,
} from "./examples.js";
import { decodeWav, looksLikeWav } from "./wav.js";

/** How to read a folder of recordings. What is left out follows from the recordings. */
export interface SoundFolderOptions extends SoundFormOptions {
  /** Leaves out recordings that cannot be read, with a note, instead of stopping at the first. */
  readonly skipBad?: boolean;
}

/** Recordings, also those of kinds that cannot be read: their owner wants to hear of them. */
const SOUND_FILES: FileKind = {
  singular: "recording",
  plural: "recordings",
  isMeant: (name, start) =>
    SOUND_NAME.test(name) || looksLikeWav(start) || fileSignature(start)?.holds === "sound",
};

/**
 * Reads a folder with a sub-folder of WAV files for each class, named after it.
 *
 * @param folder its path
 * @throws AkariError `not-found` where there is no folder, `invalid-data` where it has no classes, `invalid-file`
 * naming the recording that cannot be read, `invalid-argument` for an unknown form, `out-of-memory`
 * @example
 * ```ts
 * const words = await readSoundFolder("words");
 * ```
 */
export async function readSoundFolder(
  folder: string,
  options: SoundFolderOptions = {},
): Promise<SoundExamples> {
  const { skipBad = false } = options;
  requireKnownForm(options);
  const classFiles = await listClassFiles(folder, SOUND_FILES);
  const { kept, lengths, notes } = await measure(classFiles.files, skipBad);
  requireClasses(classFiles, kept, folder, SOUND_FILES);
  const chosen = formFor(options, lengths);
  const names = kept.map((i) => classFiles.files[i]);
  return encodedExamples({
    name: folder,
    form: chosen.form,
    rows: await encodeAll(names, chosen.form),
    names,
    classes: Uint32Array.from(kept, (i) => classFiles.classes[i]),
    classNames: classFiles.names,
    notes: [...classFiles.notes, ...notes, ...chosen.notes],
    lengths,
    listen: async (row) => decodeWav(await readBytes(names[row]), names[row]),
  });
}

/**
 * Reads recordings as a model wants them.
 *
 * @param paths of WAV files, and of folders with WAV files in them or in their sub-folders
 * @param preprocessing the model's
 * @param labels the model's classes: recordings in a folder that is named after one are labelled
 * @returns scaled inputs, `[recordings, columns]`
 * @throws AkariError `not-found`, `invalid-file` or `invalid-data`, naming the path; `invalid-model` where the
 * preprocessing is not for recordings
 */
export async function readSounds(
  paths: readonly string[],
  preprocessing: Preprocessing,
  labels: readonly string[] = [],
): Promise<NamedRows> {
  const sound = soundOf(preprocessing);
  const columns = soundColumns(sound);
  const files = await listFiles(paths, SOUND_FILES);
  const data = new Float32Array(files.length * columns);
  return gatherRows(eachInput(files, labels, inputsOf(sound)), data, columns);
}

/**
 * Reads recordings as a model wants them, one after another, those that cannot be read with the reason.
 *
 * @throws AkariError as {@link readSounds}, save for single files
 */
export async function* eachSound(
  paths: readonly string[],
  preprocessing: Preprocessing,
  labels: readonly string[] = [],
): AsyncGenerator<NamedInput, void, void> {
  const encode = inputsOf(soundOf(preprocessing));
  yield* eachInput(await listFiles(paths, SOUND_FILES), labels, encode);
}

function inputsOf(sound: SoundPreprocessing): (file: FileBytes) => Float32Array {
  const encode = inputEncoder(sound);
  return ({ bytes, path }) => encode(decodeWav(bytes, path));
}

/** Which recordings can be read, and how long they are. */
interface Measured {
  readonly kept: readonly number[];
  /** `[kept]`. */
  readonly lengths: readonly RecordingLength[];
  readonly notes: readonly string[];
}

/** Reads all once, for the form that they get depends on all; keeping them would take too much memory. */
async function measure(files: readonly string[], skipBad: boolean): Promise<Measured> {
  const lengths: RecordingLength[] = [];
  const { kept, notes } = await readGood(files, SOUND_FILES, skipBad, ({ bytes, path }) => {
    const sound = decodeWav(bytes, path);
    lengths.push(lengthOf(sound));
  });
  return { kept, lengths, notes };
}

/** @returns `[files, columns]` */
async function encodeAll(files: readonly string[], form: SoundForm): Promise<Int16Array> {
  const columns = soundColumns(form);
  const rows = allocateRows(files.length, columns);
  const encode = soundEncoder(form);
  let place = 0;
  for await (const file of readFiles(files)) {
    if ("error" in file) throw file.error;
    rows.set(encode(decodeWav(file.bytes, file.path)), place++ * columns);
  }
  return rows;
}
