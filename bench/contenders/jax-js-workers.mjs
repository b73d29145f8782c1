// @ts-check
/**
 * @file jax-js takes its threads from the Web's `Worker` and `navigator.hardwareConcurrency`, of which Node 20 has
 * neither: this gives it just what it uses of them.
 */

import { resolveObjectURL } from "node:buffer";
import { Worker } from "node:worker_threads";

/** What a script in a Web worker finds, made of what one in Node has. */
const PRELUDE = `
const { parentPort } = require("node:worker_threads");
globalThis.self = globalThis;
globalThis.postMessage = (message) => parentPort.postMessage(message);
parentPort.on("message", (data) => self.onmessage({ data }));
`;

/** @param {number} threads */
export function provideWorkers(threads) {
  Object.defineProperty(globalThis, "navigator", { value: { hardwareConcurrency: threads } });
  Object.defineProperty(globalThis, "Worker", { value: WebWorker });
}

class WebWorker {
  /** @type {((event: { data: unknown }) => void) | null} */
  onmessage = null;
  /** @type {Promise<Worker>} */
  #started;
  /** @type {Worker | undefined} */
  #worker;

  /** @param {string} url of a Blob */
  constructor(url) {
    this.#started = this.#start(url);
  }

  /** @param {unknown} message */
  postMessage(message) {
    // Once it is there, without the detour of a promise for each message.
    if (this.#worker !== undefined) this.#worker.postMessage(message);
    else this.#started.then((worker) => worker.postMessage(message));
  }

  /** @param {string} url */
  async #start(url) {
    const blob = /** @type {import("node:buffer").Blob} */ (resolveObjectURL(url));
    const worker = new Worker(PRELUDE + (await blob.text()), { eval: true });
    worker.on("message", (data) => this.onmessage?.({ data }));
    this.#worker = worker;
    return worker;
  }
}
