/**
 * @file A thread that makes inputs of the pictures and recordings that it is sent, one at a time.
 */

import { parentPort } from "node:worker_threads";
import { AkariError, type AkariErrorCode } from "../../error.js";
import { type MediaInputs, type MediaTask, mediaInputs } from "./media-inputs.js";

/** What a thread says of a file. */
export type FromMediaWorker =
  | MediaInputs
  | {
      readonly problem: string;
      readonly code: AkariErrorCode | undefined;
      readonly stack: string | undefined;
    };

const port = parentPort;
if (port === null) throw new Error("This is the program of a thread.");

port.on("message", async (task: MediaTask) => {
  try {
    const read = await mediaInputs(task);
    port.postMessage(read satisfies FromMediaWorker, [read.inputs.buffer]);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const code = error instanceof AkariError ? error.code : undefined;
    port.postMessage({ problem: message, code, stack } satisfies FromMediaWorker);
  }
});
