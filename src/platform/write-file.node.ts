/**
 * @file Writing a file so that it is there whole or not at all, even where the power fails in between: a new file
 * beside it, flushed to the disk, then renamed over it.
 */

import { createHash, randomUUID } from "node:crypto";
import { existsSync, rmSync, type Stats } from "node:fs";
import { type FileHandle, lstat, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { AkariError } from "../error.js";

/**
 * Writes a file, or replaces it, in one step. A symbolic link stays one: what it points to is replaced. A file that is
 * replaced passes its permissions on, and its owner where the system lets us.
 *
 * @throws AkariError `not-found` where the folder does not exist, `invalid-argument` where it cannot be written to.
 * Whatever was at `path` is then as it was, and no other file is left behind.
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const { target, there } = await placeOf(path);
    await withTemporary(target, async (temporary) => {
      await writeFlushed(temporary, bytes, there);
      await rename(temporary, target);
    });
    await flushFolder(dirname(target));
  } catch (error) {
    throw error instanceof AkariError ? error : cannotWrite(path, error);
  }
}

/**
 * Finds out whether {@link writeAtomically} could write a file now, by beginning to: asked before hours of work that
 * would end in it. What killed processes of this machine left behind in the folder is taken away.
 *
 * @throws AkariError as {@link writeAtomically} does; nothing is changed at `path`
 */
export async function requireWritable(path: string): Promise<void> {
  try {
    const { target, there } = await placeOf(path);
    await requireReplaceable(path, target, there);
    await withTemporary(target, async (temporary) => (await open(temporary, "wx")).close());
    await removeStale(dirname(target));
  } catch (error) {
    throw error instanceof AkariError ? error : cannotWrite(path, error);
  }
}

interface Place {
  /** Where the path leads. */
  readonly target: string;
  /** The file that is there. */
  readonly there: Stats | undefined;
}

/** Renaming onto a device such as /dev/null would replace the device itself. */
async function placeOf(path: string): Promise<Place> {
  const target = await realpath(path).catch(() => path);
  const there = await stat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENAMETOOLONG") throw error;
    return undefined;
  });
  if (there?.isDirectory()) {
    throw refused(`${path} is a folder; name a file in it.`);
  }
  if (there !== undefined && !there.isFile()) {
    throw refused(`${path} is not an ordinary file and cannot be replaced: name another.`);
  }
  if (there === undefined && (await lstat(target).catch(() => undefined))?.isSymbolicLink()) {
    throw refused(`${path} is a symbolic link to what is not there: make its target, or name another file.`);
  }
  return { target, there };
}

/** The bit of a folder in which everyone replaces only what is their own, such as /tmp. */
const STICKY = 0o1000;

/** Whether the file that is there would let another take its name: what opening a new one beside it does not show. */
async function requireReplaceable(path: string, target: string, there: Stats | undefined): Promise<void> {
  if (there === undefined) return;
  const user = process.getuid?.();
  const folder = await stat(dirname(target));
  if ((folder.mode & STICKY) !== 0 && user !== 0 && folder.uid !== user && there.uid !== user) {
    throw refused(
      `${path} cannot be replaced: it is another user's, in a folder where everyone may replace only their own files. ` +
        "Name another file.",
    );
  }
  try {
    await (await open(target, "r+")).close();
  } catch (error) {
    // A file without permission to write may be replaced all the same; one that is immutable may not, nor one in use.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EPERM" && code !== "ETXTBSY" && code !== "EBUSY") return;
    throw refused(`${path} cannot be replaced: the system protects it (${code}). Name another file.`, error);
  }
}

/** Tells this machine's temporary files from those of others that share the folder. */
const HOST = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
const TEMPORARY = /^\.akari-([0-9a-f]{8})-(\d+)-[0-9a-f-]{36}\.tmp$/;

/** Temporary files that are there now. */
const temporaries = new Set<string>();

/** A process that is asked to end at once takes them along. */
function removeTemporaries(): void {
  for (const path of temporaries) rmSync(path, { force: true });
}

/** Nothing is left of the temporary file beside the target afterwards, unless it was renamed. */
async function withTemporary(target: string, use: (path: string) => Promise<void>): Promise<void> {
  // The name is short, since a name next to the target's own could become longer than file systems allow.
  const path = join(dirname(target), `.akari-${HOST}-${process.pid}-${randomUUID()}.tmp`);
  if (temporaries.size === 0) process.on("exit", removeTemporaries);
  temporaries.add(path);
  try {
    await use(path);
  } finally {
    await rm(path, { force: true });
    temporaries.delete(path);
    if (temporaries.size === 0) process.off("exit", removeTemporaries);
  }
}

/** Takes away the temporary files of processes of this machine that are no longer there. */
async function removeStale(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, host, pid] = TEMPORARY.exec(name) ?? [];
    if (host === HOST && !isAlive(Number(pid))) await rm(join(folder, name), { force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** @param like the file that will be replaced */
async function writeFlushed(path: string, bytes: Uint8Array, like: Stats | undefined): Promise<void> {
  const file = await open(path, "wx");
  try {
    if (like !== undefined) {
      const own = await file.stat();
      // Only some may give files away; the permissions come after, for giving away takes some of them.
      if (own.uid !== like.uid || own.gid !== like.gid) await file.chown(like.uid, like.gid).catch(() => {});
      if (own.mode !== like.mode) await file.chmod(like.mode & 0o7777);
    }
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

/** What to say of a file that could not be written. */
export function cannotWrite(path: string, cause: unknown): AkariError {
  switch ((cause as NodeJS.ErrnoException).code) {
    case "ENOENT":
      // The folders of the system itself, such as /proc, take no files.
      if (existsSync(dirname(path))) break;
      return new AkariError("not-found", `There is no folder ${dirname(path)} to write ${path} into.`, {
        cause,
      });
    case "ENOTDIR":
      return refused(`${path} cannot be written: a part of its path is not a folder.`, cause);
    case "EACCES":
    case "EPERM":
      return refused(`${path} cannot be written: you have no permission to write there.`, cause);
    case "ENAMETOOLONG":
      return refused(`${path} cannot be written: its name is too long for this disk.`, cause);
    case "EROFS":
      return refused(`${path} cannot be written: the disk is read-only.`, cause);
    case "ENOSPC":
    case "EDQUOT":
      return refused(`${path} cannot be written: the disk is full.`, cause);
    case "EFBIG":
      return refused(`${path} cannot be written: it would be larger than a file may become here.`, cause);
  }
  return refused(`${path} cannot be written: ${(cause as Error).message}.`, cause);
}

const refused = (message: string, cause?: unknown): AkariError =>
  new AkariError("invalid-argument", message, { cause });
