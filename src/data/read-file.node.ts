/**
 * @file Reads whole files, with a sentence where that fails.
 */

import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { unpackedLimit, unpackedTooLarge } from "../bounds.js";
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

/**
 * Unpacks what gzip packed.
 *
 * @param name what to call it in messages
 * @param most the most bytes that it may become, where that is less than may be made of any file of its size
 * @throws AkariError `invalid-file` where it is no gzip file, is damaged or would become too large
 */
export async function unpack(
  bytes: Uint8Array,
  name: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const limit = unpackedLimit(bytes.length);
  try {
    return asBytes(await promisify(gunzip)(bytes, { maxOutputLength: Math.min(most, limit) }));
  } catch (cause) {
    const tooLarge = (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    const large = most < limit ? `it holds more than ${most} bytes` : unpackedTooLarge(bytes.length);
    const reason = tooLarge ? large : "it is no gzip file, or it is damaged";
    throw new AkariError("invalid-file", `${name} cannot be unpacked: ${reason}.`, { cause });
  }
}

/** A Buffer's bytes without its methods: its `slice` shares memory, where that of every other array copies. */
const asBytes = ({ buffer, byteOffset, length }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, length);
