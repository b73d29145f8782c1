// @ts-check
/**
 * @file Counts the threads that the library starts: it may train with fewer than it was asked for, and equal results
 * would not show it.
 */

/** @typedef {new (...args: any[]) => object} WorkerClass */

/**
 * Begins to count.
 *
 * @returns {() => number} how many threads have been started since
 */
export function countThreads() {
  let started = 0;
  /** @type {{ Worker?: WorkerClass }} */
  const place = globalThis.process?.getBuiltinModule?.("node:worker_threads") ?? globalThis;
  const { Worker: Original } = place;
  if (Original !== undefined) {
    place.Worker = class extends Original {
      /** @param {unknown[]} args */
      constructor(...args) {
        super(...args);
        started++;
        // What a page's policy forbids is told in an event.
        /** @type {Partial<EventTarget>} */ (this).addEventListener?.("error", () => started--);
      }
    };
  }
  return () => started;
}
