/**
 * @file Finds the data that an operand names: MNIST, IDX files, a table, pictures or recordings.
 */

import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { SoundExamples } from "../../data/audio/examples.js";
import type { SoundFolderOptions } from "../../data/audio/folder.node.js";
import type { Dataset } from "../../data/dataset.js";
import { isOtherTable, SAVE_AS_CSV } from "../../data/file-signatures.js";
import type { PictureExamples } from "../../data/image/examples.js";
import type { PictureFolderOptions } from "../../data/image/folder.node.js";
import { editDistance } from "../../data/names.js";
import type { TableExamples } from "../../data/table/examples.js";
import type { LargeTable } from "../../data/table/large-table.node.js";
import type { ReadTableOptions } from "../../data/table/read-table.js";
import { AkariError, invalidArgument } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { DataKind } from "../../training/recommend.js";
import { timeColumn } from "../options/values.js";
import type { ReadingProgress } from "../terminal/progress.js";
import { type Reading, requireSuitable } from "./reading.js";

/** The name that stands for the MNIST that comes with Akari; a folder of that name is `./mnist`. */
export const MNIST = "mnist";

const TABLE = /\.(csv|tsv|txt)(\.gz)?$/i;
const RECORDING = /\.wave?$/i;
const PICTURE = /\.(png|jpe?g)$/i;
const IDX = /idx[13]-ubyte(\.gz)?$/i;
/** What to say to those who named something else. */
const DATA_HELP =
  "DATA is mnist, a table (.csv, .tsv), a folder with a sub-folder of pictures or recordings for each class, or a folder with the four IDX files.";

/** Data that were found: in parts already, or examples that are still to be split. */
export type Source =
  | { readonly kind: "digits"; readonly train: Dataset; readonly test: Dataset }
  | { readonly kind: "pictures"; readonly examples: PictureExamples }
  | { readonly kind: "sounds"; readonly examples: SoundExamples }
  | { readonly kind: "table"; readonly examples: TableExamples };

/** A table that memory has no room for. */
export interface LargeSource {
  readonly kind: "table";
  readonly large: LargeTable;
}

/** Whether an operand means data rather than single inputs: MNIST's name, a folder or a table. */
export async function namesData(operand: string): Promise<boolean> {
  return operand === MNIST || TABLE.test(operand) || (await kindOf(operand)) === "folder";
}

/** Whether an operand means images in IDX files: MNIST's name, or a folder that has such files. */
export async function holdsDigits(operand: string): Promise<boolean> {
  if (operand === MNIST) return true;
  return (await kindOf(operand)) === "folder" && (await readdir(operand)).some(isIdx);
}

const isIdx = (name: string): boolean => IDX.test(name.replace(".idx", "-idx"));

/** What DATA names, so that it is found from any folder. */
export function sourceOf(operand: string): string {
  return operand === MNIST ? MNIST : resolve(operand);
}

/** What else {@link loadSource} goes by. */
interface SourceOptions {
  /** A model's: pictures and recordings are read as it wants them, and a table that does not tell as it has learned. */
  readonly preprocessing?: Preprocessing;
  /** Whether pictures are brought to the form of MNIST's digits. */
  readonly asDigits?: boolean;
  /** Is told how reading a table goes. */
  readonly progress?: ReadingProgress | undefined;
}

/**
 * Finds and reads what DATA names.
 *
 * @throws AkariError `not-found` where there is none, `invalid-file` or `invalid-data` where it is damaged,
 * `invalid-argument` for a way of reading that is not for this kind of data
 */
export async function loadSource(
  operand: string,
  reading: Reading,
  { preprocessing, asDigits = false, progress }: SourceOptions = {},
): Promise<Source> {
  const kind = await sourceKind(operand);
  requireSuitable(reading, kind, operand);
  if (kind === "digits") {
    const parts =
      operand === MNIST
        ? await (await import("../../data/digits/mnist.node.js")).mnist()
        : await (await import("../../data/digits/mnist.node.js")).loadIdxFolder(operand);
    return { kind, ...parts };
  }
  const asModel = preprocessing === undefined ? {} : { preprocessing };
  if (kind === "pictures") {
    const { readPictureFolder } = await import("../../data/image/folder.node.js");
    const options = { ...pictureOptions(reading), ...asModel, asDigits };
    return { kind, examples: await readPictureFolder(operand, options) };
  }
  if (kind === "sounds") {
    const { readSoundFolder } = await import("../../data/audio/folder.node.js");
    const options = { ...soundOptions(reading), ...asModel };
    return { kind, examples: await readSoundFolder(operand, options) };
  }
  const { readTable } = await import("../../data/table/read-table.node.js");
  return { kind, examples: await readTable(operand, tableOptions(operand, reading, { progress })) };
}

/** The same, but a table that is too large for memory lies in a temporary file then. */
export async function loadSourceOfAnySize(
  operand: string,
  reading: Reading,
  options: SourceOptions = {},
): Promise<Source | LargeSource> {
  if ((await sourceKind(operand)) !== "table") return loadSource(operand, reading, options);
  requireSuitable(reading, "table", operand);
  const { readTableOfAnySize } = await import("../../data/table/read-table.node.js");
  const table = await readTableOfAnySize(operand, tableOptions(operand, reading, options));
  return "prepare" in table ? { kind: "table", examples: table } : { kind: "table", large: table };
}

function tableOptions(
  operand: string,
  reading: Reading,
  { preprocessing, progress }: SourceOptions,
): ReadTableOptions {
  const { target, ignore, column, group, weight, task, scaling, degree } = reading;
  const { encoding, split, decimal, missing } = reading;
  const time = timeColumn(split);
  const written = preprocessing?.table?.decimal;
  return {
    ...(target === undefined ? {} : { target }),
    ...(ignore === undefined ? {} : { ignore }),
    ...(column === undefined ? {} : { columns: column }),
    ...(group === undefined ? {} : { group }),
    ...(weight === undefined ? {} : { weight }),
    ...(task === undefined ? {} : { task }),
    ...(scaling === undefined ? {} : { scaling: scaling === "min_max" ? "min-max" : scaling }),
    ...(degree === undefined ? {} : { degree }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(time === undefined ? {} : { time }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(missing === undefined ? {} : { missing }),
    ...(written === undefined ? {} : { decimalIfOpen: written }),
    onProgress: ({ rows, bytes, of, pass }) =>
      progress?.show(
        `${pass === 1 ? "Looking through" : "Reading"} ${basename(operand)}`,
        rows,
        bytes / Math.max(1, of),
      ),
  };
}

function pictureOptions({ size, "skip-bad": skipBad }: Reading): PictureFolderOptions {
  return { ...(skipBad === undefined ? {} : { skipBad }), ...(size === undefined ? {} : { size }) };
}

function soundOptions({ as: form, "skip-bad": skipBad }: Reading): SoundFolderOptions {
  return {
    ...(skipBad === undefined ? {} : { skipBad }),
    ...(form === undefined ? {} : { form: form === "log_mel" ? "log-mel" : form }),
  };
}

/**
 * What kind of data DATA names.
 *
 * @throws AkariError `not-found` or `invalid-argument` where it is none
 */
export async function sourceKind(operand: string): Promise<DataKind> {
  if (operand === MNIST) return "digits";
  const kind = await kindOf(operand);
  if (kind === "folder") return folderKind(operand);
  if (kind === "file") {
    if (TABLE.test(operand)) return "table";
    const todo = isOtherTable(operand) ? ` ${SAVE_AS_CSV}` : "";
    throw invalidArgument(`${operand} is a file, but no table that is read.${todo} ${DATA_HELP}`);
  }
  const meant = editDistance(operand.toLowerCase(), MNIST) <= 2 ? ` Did you mean ${MNIST}?` : "";
  throw new AkariError("not-found", `There is no file or folder ${operand}.${meant} ${DATA_HELP}`);
}

/** What a folder holds, from the names of the files in it and in its sub-folders. */
async function folderKind(folder: string): Promise<DataKind> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some(({ name }) => isIdx(name))) return "digits";
  let recordings = 0;
  let pictures = 0;
  for (const entry of entries) {
    const inside = join(folder, entry.name);
    const isFolder = entry.isSymbolicLink() ? (await kindOf(inside)) === "folder" : entry.isDirectory();
    if (!isFolder) continue;
    for (const name of await readdir(inside)) {
      if (RECORDING.test(name)) recordings++;
      else if (PICTURE.test(name)) pictures++;
    }
  }
  if (recordings + pictures > 0) return recordings > pictures ? "sounds" : "pictures";
  const files = entries.some(({ name }) => RECORDING.test(name) || PICTURE.test(name));
  const why = files
    ? "its files are not in sub-folders, so nothing says which class each of them is: make a sub-folder a class"
    : "there are no sub-folders with pictures (.png, .jpg) or recordings (.wav) in it, nor IDX files";
  throw new AkariError("invalid-data", `${folder} cannot be learned from: ${why}. ${DATA_HELP}`);
}

/** What is at a path; undefined for nothing. */
async function kindOf(path: string): Promise<"folder" | "file" | undefined> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
}
