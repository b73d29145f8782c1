/**
 * @file The other threads that work on a network. All work in its one arena, each on its share of every step (see
 * kernels/step.ts). Between calls they wait for a message and use no processor.
 */

import type { Kernels } from "./module.js";
import { node } from "./threads.js";

/** What a thread runs: first it is given the module and the memory, then the arguments of one call after another. */
const WORKER = `
let train;
const handle = (message, reply) => {
  if (Array.isArray(message)) return train(...message);
  train = new WebAssembly.Instance(message.module, { env: { memory: message.memory } }).exports.train;
  reply("ready");
};
`;
const NODE_WORKER = `${WORKER}
const { parentPort } = require("node:worker_threads");
parentPort.on("message", (message) => handle(message, (answer) => parentPort.postMessage(answer)));
`;
const WEB_WORKER = `${WORKER}
onmessage = ({ data }) => handle(data, (answer) => postMessage(answer));
`;

/** A thread, whatever the runtime calls it. */
interface Thread {
  postMessage(message: unknown): void;
  /** Resolves with its first message, rejects with its first error. */
  readonly ready: Promise<void>;
  terminate(): void;
}

export class ThreadPool {
  readonly #threads: readonly Thread[];

  private constructor(threads: readonly Thread[]) {
    this.#threads = threads;
  }

  /** Starts `count` threads besides the calling one. */
  static async start(kernels: Kernels, count: number): Promise<ThreadPool> {
    const threads = Array.from({ length: count }, spawn);
    for (const thread of threads) thread.postMessage({ module: kernels.module, memory: kernels.memory });
    const pool = new ThreadPool(threads);
    try {
      await Promise.all(threads.map(({ ready }) => ready));
    } catch (error) {
      pool.stop();
      throw error;
    }
    return pool;
  }

  /** The calling thread and those of the pool. */
  get size(): number {
    return this.#threads.length + 1;
  }

  /** Has every thread of the pool make a call of the `train` kernel, whose last two arguments are its number and theirs. */
  call(args: readonly number[]): void {
    this.#threads.forEach((thread, i) => {
      thread.postMessage([...args, i + 1, this.size]);
    });
  }

  stop(): void {
    for (const thread of this.#threads) thread.terminate();
  }
}

function spawn(): Thread {
  const threads = node?.getBuiltinModule?.("node:worker_threads");
  if (threads !== undefined) {
    // Without the program's own flags: `--input-type=module`, for one, would make the text above a module.
    const worker = new threads.Worker(NODE_WORKER, { eval: true, execArgv: [] });
    const ready = new Promise<void>((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", () => {
        // From now on it does not keep the process alive.
        worker.unref();
        resolve();
      });
    });
    return {
      postMessage: (message) => worker.postMessage(message),
      ready,
      terminate: () => worker.terminate(),
    };
  }
  const url = URL.createObjectURL(new Blob([WEB_WORKER], { type: "text/javascript" }));
  const worker = new Worker(url);
  const ready = new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => reject(new Error(event.message));
  }).finally(() => URL.revokeObjectURL(url));
  return {
    postMessage: (message) => worker.postMessage(message),
    ready,
    terminate: () => worker.terminate(),
  };
}
