/**
 * @file Reads whole files, with a sentence where that fails.
 */

import { readFile, stat } from "node:fs/promises";
import { AkariError } from "../error.js";

/**
 * Reading a pipe or a device may never end, and could not be interrupted: they are refused. What is not there at all is
 * told of by whoever opens it.
 *
 * @throws AkariError `invalid-file` where the path leads to something that is neither a file nor a folder
 */
export async function requireOrdinary(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isFile() || found.isDirectory()) return;
  const what = found.isFIFO() ? "a pipe" : found.isSocket() ? "a socket" : "a device";
  throw new AkariError(
    "invalid-file",
    `${path} is ${what}, not a file. Write what comes out of it to a file, and name that.`,
  );
}

/**
 * @throws AkariError `not-found` where there is no such file, `invalid-file` where it cannot be read
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  await requireOrdinary(path);
  try {
    return asBytes(await readFile(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new AkariError("not-found", `There is no file ${path}.`, { cause });
    }
    const reason =
      code === "EISDIR" ? "is a folder, not a file" : `cannot be read (${code ?? String(cause)})`;
    throw new AkariError("invalid-file", `${path} ${reason}.`, { cause });
  }
}

/** A Buffer's bytes without its methods: its `slice` shares memory, where that of every other array copies. */
const asBytes = ({ buffer, byteOffset, length }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, length);
