/**
 * @file Whether a file could be written, asked before hours of work that would end in it.
 */

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { AkariError } from "../error.js";

/** Training is not begun when its result could not be kept. */
export async function requireWritable(out: string): Promise<void> {
  const folder = dirname(out);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new AkariError("not-found", `There is no folder ${folder} to save ${out} in.`);
  }
  if ((await stat(out).catch(() => undefined))?.isDirectory() === true) {
    throw new AkariError("invalid-argument", `--out ${out} is a folder; name a file in it.`);
  }
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    const message = `${out} cannot be saved: you may not write in the folder ${folder}.`;
    throw new AkariError("invalid-argument", message, { cause });
  }
}
