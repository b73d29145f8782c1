/**
 * @file Where trials are trained: in this thread, or several at a time in threads of their own. A thread that is lost,
 * for want of memory or whatever else, is one trial that failed; the next trial gets a new one.
 */

import { Worker } from "node:worker_threads";
import { AkariError, invalidArgument } from "../../error.js";
import type { TrialScore } from "../../training/search/search.js";
import type { LargeSource, Source } from "../input/sources.js";
import { runTrial, type TrialTask } from "./trial.js";
import type { FromWorker } from "./worker.js";

/** Trains trials. */
export interface Pool {
  /** @param onProgress is told which share of the task is done */
  run(task: TrialTask, signal: AbortSignal, onProgress: (share: number) => void): Promise<TrialScore>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** One trial at a time, in this thread. */
export const ownThread = (source: Source | LargeSource): Pool => ({
  run: (task, signal, onProgress) => runTrial(task, source, signal, onProgress),
  async close() {},
});

/**
 * A thread for each of the trials that are trained at a time, begun when it is needed.
 *
 * @param words what follows `akari search`: each reads the data for itself
 */
export function threads(words: readonly string[]): Pool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();

  function begin(): Worker {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: words });
    all.add(worker);
    worker.on("error", () => {});
    worker.once("exit", () => {
      all.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    return worker;
  }

  return {
    run(task, signal, onProgress) {
      return new Promise<TrialScore>((resolve, reject) => {
        const stopped = (): void => reject(invalidArgument("The trial was stopped."));
        if (signal.aborted) {
          stopped();
          return;
        }
        const worker = idle.pop() ?? begin();
        const settle = (): void => {
          worker.off("message", heard).off("error", failed).off("exit", gone);
          signal.removeEventListener("abort", abort);
        };
        // There is nothing to save in a trial: it ends at once.
        const abort = (): void => {
          settle();
          void worker.terminate();
          stopped();
        };
        const lost = (why: string): void => {
          settle();
          void worker.terminate();
          reject(new AkariError("out-of-memory", `The thread that trained it was lost: ${why}.`));
        };
        const gone = (code: number): void => lost(`it ended with code ${code}`);
        const failed = (error: Error): void => lost(error.message);
        const heard = (message: FromWorker): void => {
          if (message.type === "progress") {
            onProgress(message.share);
            return;
          }
          settle();
          idle.push(worker);
          if (message.type === "score") {
            resolve(message.score);
            return;
          }
          const { code, message: sentence } = message;
          reject(code === undefined ? new Error(sentence) : new AkariError(code, sentence));
        };
        signal.addEventListener("abort", abort);
        worker.on("message", heard).on("error", failed).on("exit", gone);
        worker.postMessage(task);
      });
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
