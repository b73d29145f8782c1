/**
 * @file Folders of files with a sub-folder for each class, lists of such files, and what is in them one after
 * another, as inputs that come without a data set around them.
 */

import { open, readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { AkariError } from "../error.js";
import { readBytes } from "../platform/read-file.node.js";
import type { Features } from "./dataset.js";
import { compareNaturally, counted } from "./names.js";

/** What the files in a folder should be. */
export interface FileKind {
  /** "picture" */
  readonly singular: string;
  /** "pictures" */
  readonly plural: string;
  /** Whether a file is meant to be one, from its name and first 16 bytes. */
  isMeant(name: string, start: Uint8Array): boolean;
}

/** Files and the class of each. */
export interface ClassFiles {
  /** Paths, class by class, in natural order. */
  readonly files: readonly string[];
  /** `[files]`, each an index into `names`. */
  readonly classes: Uint32Array;
  readonly names: readonly string[];
  /** What was left out, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Lists the files in a folder's sub-folders. Hidden files and what computers put into folders unasked are passed over
 * in silence; files of another kind, folders in the sub-folders and sub-folders without files are left out with a note.
 *
 * @throws AkariError `not-found` where there is no such folder, `invalid-data` where it has fewer than two classes
 */
export async function listClassFiles(folder: string, kind: FileKind): Promise<ClassFiles> {
  const entries = await listFolder(folder);
  if (entries.folders.length === 0) throw unsorted(folder, kind);
  const files: string[] = [];
  const classes: number[] = [];
  const names: string[] = [];
  const notes: string[] = [];
  const left = { files: 0, folders: 0, first: "" };
  const empty: string[] = [];
  for (const name of entries.folders) {
    const inside = await listFolder(join(folder, name));
    const wanted = await meantFiles(join(folder, name), inside.files, kind);
    left.files += inside.files.length - wanted.length;
    left.folders += inside.folders.length;
    if (left.first === "" && wanted.length < inside.files.length) {
      const taken = new Set(wanted);
      left.first = join(name, inside.files.find((file) => !taken.has(join(folder, name, file))) ?? "");
    }
    if (wanted.length === 0) {
      empty.push(name);
      continue;
    }
    for (const file of wanted) {
      files.push(file);
      classes.push(names.length);
    }
    names.push(name.normalize("NFC"));
  }
  if (names.length === 0) {
    const nested = left.folders > 0 ? " There are folders in them: name one that has the classes in it." : "";
    throw new AkariError("invalid-data", `${folder}'s sub-folders hold no ${kind.plural}.${nested}`);
  }
  if (names.length === 1) {
    throw new AkariError(
      "invalid-data",
      `${folder} has only one sub-folder with ${kind.plural}, ${names[0]}: learning to tell classes apart needs two.`,
    );
  }
  if (empty.length > 0) {
    notes.push(`Sub-folders without ${kind.plural} are no classes: ${empty.join(", ")}.`);
  }
  if (left.files > 0) {
    notes.push(`${counted(left.files, "file")} that hold no ${kind.plural} left out, such as ${left.first}.`);
  }
  if (left.folders > 0) notes.push(`${counted(left.folders, "folder")} inside the classes left out.`);
  if (entries.files.length > 0) {
    notes.push(`${counted(entries.files.length, "file")} beside the sub-folders left out.`);
  }
  return { files, classes: Uint32Array.from(classes), names, notes };
}

/**
 * Lists single files: those named, and of each folder named those in it and in its sub-folders.
 *
 * @throws AkariError `not-found` where there is nothing at a path, `invalid-data` for a folder without such files
 */
export async function listFiles(paths: readonly string[], kind: FileKind): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
    if (!isFolder) {
      files.push(path);
      continue;
    }
    const { files: inside, folders } = await listFolder(path);
    const found = await meantFiles(path, inside, kind);
    for (const name of folders) {
      const folder = join(path, name);
      for (const file of await meantFiles(folder, (await listFolder(folder)).files, kind)) found.push(file);
    }
    if (found.length === 0) throw new AkariError("invalid-data", `${path} holds no ${kind.plural}.`);
    for (const file of found) files.push(file);
  }
  return files;
}

/** The class that a file's folder speaks for. @param classes known ones; undefined where there are none */
export function labelOf(file: string, classes: readonly string[] = []): string | undefined {
  const folder = basename(dirname(resolve(file))).normalize("NFC");
  return classes.includes(folder) ? folder : undefined;
}

/** What is in a file. */
export interface FileBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that was read, or what went wrong. */
export type ReadFile = FileBytes | { readonly path: string; readonly error: AkariError };

/** Read at the same time as those before them are worked on. */
const AHEAD = 16;

/** Reads files in their order, some ahead. */
export async function* readFiles(paths: readonly string[]): AsyncGenerator<ReadFile, void, void> {
  const pending: Promise<ReadFile>[] = [];
  for (let next = 0; next < paths.length || pending.length > 0; ) {
    while (next < paths.length && pending.length < AHEAD) pending.push(readOne(paths[next++]));
    const first = pending.shift();
    if (first !== undefined) yield await first;
  }
}

async function readOne(path: string): Promise<ReadFile> {
  try {
    return { path, bytes: await readBytes(path) };
  } catch (error) {
    if (error instanceof AkariError) return { path, error };
    throw error;
  }
}

/**
 * Reads files in their order.
 *
 * @param skipBad leaves out files that cannot be read, with a note, instead of stopping at the first
 * @param take takes what is in each; one of which it throws an AkariError `invalid-file` cannot be read
 * @returns the places of those that were taken
 * @throws AkariError what reading or `take` throws
 */
export async function readGood(
  files: readonly string[],
  { plural }: FileKind,
  skipBad: boolean,
  take: (file: FileBytes) => Promise<void> | void,
): Promise<{ readonly kept: readonly number[]; readonly notes: readonly string[] }> {
  const kept: number[] = [];
  let firstBad: AkariError | undefined;
  let place = -1;
  for await (const file of readFiles(files)) {
    place++;
    try {
      if ("error" in file) throw file.error;
      await take(file);
      kept.push(place);
    } catch (error) {
      if (!skipBad || !(error instanceof AkariError) || error.code !== "invalid-file") throw error;
      firstBad ??= error;
    }
  }
  const bad = files.length - kept.length;
  const notes =
    firstBad === undefined ? [] : [`${bad} of ${files.length} ${plural} left out. ${firstBad.message}`];
  return { kept, notes };
}

/**
 * @param kept the places of the files that can be read
 * @throws AkariError `invalid-data` naming a class of which there is none
 */
export function requireClasses(
  { names, classes }: ClassFiles,
  kept: readonly number[],
  folder: string,
  { singular }: FileKind,
): void {
  const held = new Set(kept.map((i) => classes[i]));
  const without = names.find((_, c) => !held.has(c));
  if (without === undefined) return;
  throw new AkariError(
    "invalid-data",
    `${folder} has no ${singular} that can be read in its sub-folder ${without}.`,
  );
}

type Inputs = Uint8Array | Float32Array;

/**
 * Reads files as a model's inputs, one after another, those that cannot be read with the reason.
 *
 * @param labels the model's classes: files in a folder that is named after one are labelled
 * @param encode makes inputs of what is in a file, `[columns]`
 */
export async function* eachInput(
  files: readonly string[],
  labels: readonly string[],
  encode: (file: FileBytes) => Promise<Inputs> | Inputs,
): AsyncGenerator<NamedInput, void, void> {
  for await (const file of readFiles(files)) {
    const { path: name } = file;
    try {
      if ("error" in file) throw file.error;
      yield { name, label: labelOf(name, labels), inputs: await encode(file) };
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
      yield { name, error };
    }
  }
}

/** What a folder holds, in natural order, without what is hidden. */
async function listFolder(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of await entriesOf(folder)) {
    const { name } = entry;
    if (isHidden(name)) continue;
    const linked = entry.isSymbolicLink() ? await stat(join(folder, name)).catch(() => undefined) : entry;
    if (linked?.isDirectory()) folders.push(name);
    else if (linked?.isFile()) files.push(name);
  }
  return { files: files.sort(compareNaturally), folders: folders.sort(compareNaturally) };
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT"
        ? `There is no folder ${folder}`
        : code === "ENOTDIR"
          ? `${folder} is a file. Name the folder that has a sub-folder for each class`
          : `The folder ${folder} cannot be read (${code ?? String(cause)})`;
    throw new AkariError("not-found", `${reason}.`, { cause });
  }
}

/** Hidden by name, or left by Windows and macOS. */
const isHidden = (name: string): boolean =>
  name.startsWith(".") || /^(thumbs\.db|desktop\.ini|__macosx)$/i.test(name);

/** @returns paths */
async function meantFiles(folder: string, names: readonly string[], kind: FileKind): Promise<string[]> {
  const meant: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    if (kind.isMeant(name, new Uint8Array()) || kind.isMeant(name, await startOf(path))) meant.push(path);
  }
  return meant;
}

/** A file's first 16 bytes; none where it cannot be read. */
async function startOf(path: string): Promise<Uint8Array> {
  const start = new Uint8Array(16);
  const isFile = (await stat(path).catch(() => undefined))?.isFile() === true;
  const file = isFile ? await open(path).catch(() => undefined) : undefined;
  try {
    return start.subarray(0, (await file?.read(start, 0, start.length, 0))?.bytesRead ?? 0);
  } finally {
    await file?.close();
  }
}

function unsorted(folder: string, { plural }: FileKind): AkariError {
  return new AkariError(
    "invalid-data",
    `${folder} has no sub-folders. Put the ${plural} of each class into a sub-folder that is named after the class.`,
  );
}

/** Rows of inputs, each with a name. */
export interface NamedRows {
  readonly features: Features;
  /** What each row is called, `[rows]`: its file's path. */
  readonly names: readonly string[];
  /** The class that the folder of each row's file speaks for, `[rows]`; undefined where it is no class. */
  readonly labels: readonly (string | undefined)[];
}

/** One input of its own: what a single file holds, or why it cannot be read. */
export type NamedInput =
  | {
      /** Its file's path. */
      readonly name: string;
      /** The class that its file's folder speaks for; undefined where it is no class. */
      readonly label: string | undefined;
      /** `[columns]` */
      readonly inputs: Uint8Array | Float32Array;
    }
  | { readonly name: string; readonly error: AkariError };

/**
 * All inputs in one array.
 *
 * @param data where they go, `[rows, columns]`
 * @throws AkariError the first input's that cannot be read
 */
export async function gatherRows(
  inputs: AsyncIterable<NamedInput>,
  data: Uint8Array | Float32Array,
  columns: number,
): Promise<NamedRows> {
  const names: string[] = [];
  const labels: (string | undefined)[] = [];
  for await (const input of inputs) {
    if ("error" in input) throw input.error;
    data.set(input.inputs, names.length * columns);
    names.push(input.name);
    labels.push(input.label);
  }
  return { features: { data, rows: names.length, columns }, names, labels };
}
