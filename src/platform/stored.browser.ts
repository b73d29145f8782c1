/**
 * @file What a page keeps in its browser's IndexedDB: files by their names, in one database of the page's site, which its
 * tabs and Workers share. The browser lets them have it in turn and writes a file whole or not at all.
 */

import type { Bytes } from "../bytes.js";
import { AkariError } from "../error.js";
import type { StoredFiles } from "./platform.js";

const DATABASE = "akari";
/** Of the files: the bytes of each by its name. It has never been another, so there is nothing to upgrade. */
const STORE = "files";

/** @throws AkariError `unsupported` where the browser keeps nothing for the page, or has no more room */
async function inStore<T>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  try {
    const opening = indexedDB.open(DATABASE);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    try {
      const transaction = database.transaction(STORE, mode);
      const request = use(transaction.objectStore(STORE));
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        // A full disk is told of here, after the request was answered.
        transaction.onabort = () => reject(transaction.error);
      });
      return request.result;
    } finally {
      // Nobody waits for a tab that keeps it open.
      database.close();
    }
  } catch (cause) {
    const { name, message } = cause as Error;
    throw new AkariError(
      "unsupported",
      name === "QuotaExceededError"
        ? "The browser has no more room for this page in IndexedDB. Use removeStored, or save a download."
        : `The browser keeps nothing for this page in IndexedDB: ${message} (${name}). Save a download.`,
      { cause },
    );
  }
}

export const storedNames: StoredFiles["storedNames"] = async () =>
  (await inStore("readonly", (store) => store.getAllKeys())).map(String);

export const readStored: StoredFiles["readStored"] = (name) =>
  inStore<Bytes | undefined>("readonly", (store) => store.get(name));

export const writeStored: StoredFiles["writeStored"] = async (name, bytes) => {
  await inStore("readwrite", (store) => store.put(bytes, name));
};

export const removeStored: StoredFiles["removeStored"] = async (name) => {
  await inStore("readwrite", (store) => store.delete(name));
};
