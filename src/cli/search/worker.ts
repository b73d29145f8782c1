/**
 * @file A thread that trains the trials that it is sent, one at a time, on data that it reads once.
 */

import { parentPort, workerData } from "node:worker_threads";
import { AkariError, type AkariErrorCode } from "../../error.js";
import type { TrialScore } from "../../training/search/search.js";
import { parseArguments } from "../parse.js";
import { openData, runTrial, type TrialTask } from "./trial.js";

/** What a thread says. */
export type FromWorker =
  | { readonly type: "progress"; readonly share: number }
  | { readonly type: "score"; readonly score: TrialScore }
  | { readonly type: "failed"; readonly message: string; readonly code: AkariErrorCode | undefined };

const port = parentPort;
if (port === null) throw new Error("This is the program of a thread.");
const say = (message: FromWorker): void => port.postMessage(message);
let open: ReturnType<typeof openData> | undefined;

port.on("message", async (task: TrialTask) => {
  try {
    open ??= openData(parseArguments("search", workerData as readonly string[]));
    const { source } = await open;
    const never = new AbortController().signal;
    say({
      type: "score",
      score: await runTrial(task, source, never, (share) => say({ type: "progress", share })),
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say({ type: "failed", message, code: error instanceof AkariError ? error.code : undefined });
  }
});
