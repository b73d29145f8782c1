/** @file Threads of browsers. */

import type { StartThread } from "./platform.js";

export const startThread: StartThread = (program, { ready, lost }) => {
  const code = `${program}
onmessage = ({ data }) => handle(data, (answer) => postMessage(answer));
`;
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const release = (): void => URL.revokeObjectURL(url);
  let worker: Worker;
  try {
    worker = new Worker(url);
  } catch (error) {
    release();
    throw error;
  }
  worker.onmessage = () => {
    release();
    ready();
  };
  worker.onerror = lost;
  return {
    postMessage: (message) => worker.postMessage(message),
    terminate() {
      worker.terminate();
      release();
      // Pages are not told when.
      return new Promise(() => {});
    },
  };
};
