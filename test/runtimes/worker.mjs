// @ts-check
/**
 * @file A run in a browser's Worker: takes what is asked, answers with the outcome.
 */

import { run } from "./run-asked.mjs";

globalThis.onmessage = async (
  /** @type {MessageEvent<import("./run-asked.mjs").Asked>} */ { data: asked },
) => {
  globalThis.postMessage(await run(asked).catch((error) => ({ error: String(error) })));
};
