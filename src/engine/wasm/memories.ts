/**
 * @file The memories that networks live in.
 *
 * One that threads share is used again when its network is gone: V8 counts no shared memory when it judges whether
 * there is garbage worth collecting, so a program that trains one network after another would grow by every one.
 */

import { AkariError } from "../../error.js";

/** WebAssembly's limit: 4 GiB in pages of 64 KiB. */
const MAXIMUM_PAGES = 65536;
/** With room for less than this, 64 MiB, there is no point in beginning. */
const LEAST_PAGES = 1024;

/** A shared memory without a network. */
interface Spare {
  /** It is there for as long as the collector leaves it. */
  readonly memory: WeakRef<WebAssembly.Memory>;
  /** Bytes that its network wrote to, from the beginning. */
  readonly used: number;
}
const spares: Spare[] = [];

/**
 * A memory for a network: zeroed, and maybe larger than its first page.
 *
 * @throws AkariError `out-of-memory` where this machine has no room for one
 */
export function acquireMemory(shared: boolean): WebAssembly.Memory {
  for (let spare = shared ? spares.pop() : undefined; spare !== undefined; spare = spares.pop()) {
    const memory = spare.memory.deref();
    if (memory === undefined) continue;
    new Uint8Array(memory.buffer, 0, spare.used).fill(0);
    return memory;
  }
  return createMemory(shared);
}

/**
 * Takes a shared memory back whose network is gone. Its threads may still be on their way out of their last call; all
 * they do there is to look at a word.
 *
 * @param used bytes that may not be zero, from the beginning
 */
export function releaseMemory(memory: WebAssembly.Memory, used: number): void {
  spares.push({ memory: new WeakRef(memory), used });
}

function createMemory(shared: boolean): WebAssembly.Memory {
  let cause: unknown;
  // The addresses up to the maximum are set aside at once where memory is shared; not every machine has so many.
  for (let maximum = MAXIMUM_PAGES; maximum >= LEAST_PAGES; maximum /= 2) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared });
    } catch (error) {
      cause = error;
    }
  }
  throw new AkariError(
    "out-of-memory",
    "This machine has no room for another network's memory. Use fewer networks at a time, or close other programs.",
    { cause },
  );
}
