/** @file What browsers have of it: their SHA-256 answers later, and not in every page. */

import type { CountThreads, InflateRaw, NativeSha256 } from "./platform.js";

export const nativeSha256: NativeSha256 = undefined;

/** Memory can be waited on in a worker of a page that is cross-origin isolated, but not on its main thread. */
export const countThreads: CountThreads = () =>
  typeof SharedArrayBuffer !== "undefined" &&
  typeof Worker !== "undefined" &&
  typeof document === "undefined" &&
  globalThis.crossOriginIsolated === true
    ? navigator.hardwareConcurrency
    : undefined;

export const inflateRaw: InflateRaw = (packed) => {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(unpacked).arrayBuffer();
};
