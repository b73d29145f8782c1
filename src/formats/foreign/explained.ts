/**
 * @file Has a file that could not be read named for what it is, where its contents tell it: with what to do instead.
 */

import { AkariError } from "../../error.js";

/**
 * What `read` makes of a file's bytes.
 *
 * @param name what to call the file in messages
 * @throws AkariError what `read` throws; `invalid-file` naming the file's format where it is one of no model of Akari's
 */
export async function explained<T>(bytes: Uint8Array, name: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof AkariError && cause.code === "invalid-file")) throw cause;
    const { nameStranger } = await import("./foreign-files.js");
    const sentence = nameStranger(bytes, name);
    throw sentence === undefined ? cause : new AkariError("invalid-file", sentence, { cause });
  }
}
