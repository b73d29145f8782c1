/** @file Threads of Node, Bun and Deno. */

import threads from "node:worker_threads";
import type { StartThread } from "./platform.js";

export const startThread: StartThread = (program, { ready, lost }) => {
  const code = `${program}
const { parentPort } = require("node:worker_threads");
parentPort.on("message", (message) => handle(message, (answer) => parentPort.postMessage(answer)));
`;
  // Without the program's own flags: `--input-type=module`, for one, would make the text above a module.
  const worker = new threads.Worker(code, { eval: true, execArgv: [] });
  worker.unref();
  worker.once("message", ready);
  worker.on("error", lost);
  worker.on("exit", lost);
  return {
    postMessage: (message) => worker.postMessage(message),
    async terminate() {
      const gone = worker.terminate();
      // Node has the process wait for a thread that is asked to end.
      worker.unref();
      await gone;
    },
  };
};
