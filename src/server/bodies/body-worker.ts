/**
 * @file A thread that makes inputs of the bodies that it is sent, one at a time.
 */

import { parentPort } from "node:worker_threads";
import { AkariError, type AkariErrorCode } from "../../error.js";
import { Problem } from "../problem.js";
import { type BodyInputs, type BodyTask, readTask } from "./body-tasks.js";

/** What a thread says of a body. */
export type FromBodyWorker =
  | BodyInputs
  | Pick<Problem, "status" | "message" | "errors" | "headers">
  | {
      readonly problem: string;
      readonly code: AkariErrorCode | undefined;
      readonly stack: string | undefined;
    };

const port = parentPort;
if (port === null) throw new Error("This is the program of a thread.");

port.on("message", async (task: BodyTask) => {
  try {
    const read = await readTask(task);
    port.postMessage(read satisfies FromBodyWorker, [read.inputs.buffer]);
  } catch (error) {
    if (error instanceof Problem) {
      const { status, message, errors, headers } = error;
      port.postMessage({ status, message, errors, headers } satisfies FromBodyWorker);
      return;
    }
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const code = error instanceof AkariError ? error.code : undefined;
    port.postMessage({ problem: message, code, stack } satisfies FromBodyWorker);
  }
});
