// @ts-check
/**
 * @file The fixed run in a browser's Worker: takes the number of threads, answers with the outcome.
 */

import { fixedRun } from "./fixed-run.mjs";

globalThis.onmessage = async (/** @type {MessageEvent<number>} */ { data: threads }) => {
  globalThis.postMessage(await fixedRun(threads).catch((error) => ({ error: String(error) })));
};
