/**
 * @file The places that a page has beside paths and addresses: `indexeddb://NAME` is what its browser keeps under that name.
 */

import { saveFile } from "#platform/files";
import { readStored, removeStored as removeNamed, storedNames, writeStored } from "#platform/stored";
import type { Bytes } from "../bytes.js";
import { AkariError, invalidArgument } from "../error.js";

const SCHEME = "indexeddb://";

/** Whether a place is one in a page's IndexedDB. */
export const isStored = (place: string): boolean => place.startsWith(SCHEME);

/** @throws AkariError `invalid-argument` where it is no text */
export function requirePlace(place: unknown): void {
  if (typeof place === "string") return;
  throw invalidArgument(`A model is saved at a path, which should be a text, not ${String(place)}.`);
}

/** @throws AkariError `invalid-argument` where the address is no stored file's */
function nameOf(address: string): string {
  if (typeof address === "string" && isStored(address) && address !== SCHEME)
    return address.slice(SCHEME.length);
  throw invalidArgument(`What is stored is called ${SCHEME} and a name, not "${address}".`);
}

/** @throws AkariError `not-found` where nothing is stored there, `unsupported` where nothing can be */
export async function readStoredBytes(address: string): Promise<Uint8Array> {
  const bytes = await readStored(nameOf(address));
  if (bytes !== undefined) return bytes;
  const others = (await listStored()).join(", ") || "nothing";
  throw new AkariError("not-found", `There is no ${address}; this site has stored ${others}.`);
}

/**
 * Saves bytes at a path, as a page's download of that name, or in its IndexedDB.
 *
 * @throws AkariError where they cannot be
 */
export const saveBytes = async (place: string, bytes: Bytes): Promise<void> =>
  isStored(place) ? writeStored(nameOf(place), bytes) : saveFile(place, bytes);

/**
 * The addresses of what this site has stored in its visitor's browser, by `save(model, "indexeddb://NAME")` and
 * `saveCheckpoint`: in order, for `load`, `loadCheckpoint` and {@link removeStored}.
 *
 * @throws AkariError `unsupported` outside browsers, and where the browser keeps nothing for the page
 * @example
 * ```ts
 * for (const address of await listStored()) console.log(address); // indexeddb://digits
 * ```
 */
export const listStored = async (): Promise<readonly string[]> =>
  (await storedNames()).map((name) => SCHEME + name);

/**
 * Removes what is stored at an address, if anything is.
 *
 * @throws AkariError `invalid-argument` for an address of something else, `unsupported` as {@link listStored}
 * @example
 * ```ts
 * await removeStored("indexeddb://digits");
 * ```
 */
export const removeStored = async (address: string): Promise<void> => removeNamed(nameOf(address));
