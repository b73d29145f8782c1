/** @file Node, Bun and Deno keep nothing for a page: they have files. */

import { AkariError } from "../error.js";
import type { StoredFiles } from "./platform.js";

async function refuse(): Promise<never> {
  throw new AkariError(
    "unsupported",
    'IndexedDB is in browsers. Here there are files: take a path, as in "digits.safetensors".',
  );
}

export const storedNames: StoredFiles["storedNames"] = refuse;
export const readStored: StoredFiles["readStored"] = refuse;
export const writeStored: StoredFiles["writeStored"] = refuse;
export const removeStored: StoredFiles["removeStored"] = refuse;
