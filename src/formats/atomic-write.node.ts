/**
 * @file Writing a file so that it is there whole or not at all, even where the power fails in between: a new file
 * beside it, flushed to the disk, then renamed over it.
 */

import { randomUUID } from "node:crypto";
import { type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AkariError } from "../error.js";

/**
 * Writes a file, or replaces it, in one step. A symbolic link stays one: what it points to is replaced.
 *
 * @throws AkariError `not-found` where the folder does not exist, `invalid-argument` where it cannot be written to.
 * Whatever was at `path` is then as it was, and no other file is left behind.
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const target = await realTarget(path);
    // The name is short, since a name next to the target's own could become longer than file systems allow.
    const temporary = join(dirname(target), `.akari-${randomUUID()}.tmp`);
    try {
      await writeFlushed(temporary, bytes);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await flushFolder(dirname(target));
  } catch (error) {
    throw error instanceof AkariError ? error : cannotWrite(path, error);
  }
}

/** Where the path leads. Renaming onto a device such as /dev/null would replace the device itself. */
async function realTarget(path: string): Promise<string> {
  const target = await realpath(path).catch(() => path);
  const there = await stat(target).catch(() => undefined);
  if (there?.isDirectory()) {
    throw refused(`${path} is a folder: name a file in it.`);
  }
  if (there !== undefined && !there.isFile()) {
    throw refused(`${path} is not an ordinary file and cannot be replaced: name another.`);
  }
  return target;
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the new name itself last. Windows and some network file systems cannot, and the file is whole without it. */
async function flushFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, "r");
    await folder.sync();
  } catch {
    // The rename is done; only how soon it reaches the disk is left to the system.
  } finally {
    await folder?.close();
  }
}

function cannotWrite(path: string, cause: unknown): AkariError {
  switch ((cause as NodeJS.ErrnoException).code) {
    case "ENOENT":
      return new AkariError("not-found", `There is no folder ${dirname(path)} to write ${path} into.`, {
        cause,
      });
    case "ENOTDIR":
      return refused(`${path} cannot be written: a part of its path is not a folder.`, cause);
    case "EACCES":
    case "EPERM":
      return refused(`${path} cannot be written: you have no permission to write there.`, cause);
    case "EROFS":
      return refused(`${path} cannot be written: the disk is read-only.`, cause);
    case "ENOSPC":
    case "EDQUOT":
      return refused(`${path} cannot be written: the disk is full.`, cause);
    default:
      return refused(`${path} cannot be written: ${(cause as Error).message}.`, cause);
  }
}

const refused = (message: string, cause?: unknown): AkariError =>
  new AkariError("invalid-argument", message, { cause });
