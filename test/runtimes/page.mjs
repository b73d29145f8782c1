// @ts-check
/**
 * @file A run in a browser, on the page's main thread or in a Worker, as the address says. The outcome, or what went
 * wrong, is sent to the server that the page came from.
 */

import { run } from "./run-asked.mjs";

const settings = new URLSearchParams(location.search);
const asked = { threads: Number(settings.get("threads")), pictures: settings.get("pictures")?.split(",") };

/** @returns {Promise<object>} */
function runInWorker() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }) => ("error" in data ? reject(new Error(data.error)) : resolve(data));
    worker.postMessage(asked);
  });
}

const report = await (settings.get("place") === "worker" ? runInWorker() : run(asked)).then(
  (outcome) => ({ isolated: crossOriginIsolated, ...outcome }),
  (error) => ({ error: String(error) }),
);
await fetch("/report", { method: "POST", body: JSON.stringify(report) });
