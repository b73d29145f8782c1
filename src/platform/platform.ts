/**
 * @file What differs by platform, and stands nowhere else: `#platform/system` and `#platform/threads` are two files each,
 * one for Node, Bun and Deno and one for browsers, between which the conditions in package.json's `imports` choose. These
 * are the types that both have.
 */

/** SHA-256 of bytes, as 64 hexadecimal digits; undefined where the platform has none that answers at once. */
export type NativeSha256 = ((bytes: Uint8Array) => string) | undefined;

/** The bytes of a `file:` address; undefined where there are no files. Throws where there is none at the address. */
export type ReadLocalFile = ((address: URL) => Uint8Array) | undefined;

/** How many threads the machine runs at a time; undefined where none can share a memory and wait on it. */
export type CountThreads = () => number | undefined;

/** A thread, whatever the platform calls it. */
export interface Thread {
  postMessage(message: unknown): void;
  /** @returns what resolves when it is gone, if the platform tells */
  terminate(): Promise<unknown>;
}

/** What a thread says of itself: its first message has come; it has failed or is gone. */
export interface ThreadListener {
  ready(): void;
  lost(): void;
}

/**
 * Starts a thread, which does not keep the process alive.
 *
 * @param program JavaScript that defines `handle(message, reply)`, which is called with every message to the thread
 * @throws where the platform gives no threads
 */
export type StartThread = (program: string, listener: ThreadListener) => Thread;
