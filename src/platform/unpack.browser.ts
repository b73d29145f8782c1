/** @file Unpacking in browsers. */

import type { Bytes } from "../bytes.js";
import type { UnpackStream } from "./platform.js";

export const unpackStream: UnpackStream = async function* (packed) {
  const from = packed[Symbol.asyncIterator]();
  // Not all browsers make a stream of an iterator, or iterate over one.
  const source = new ReadableStream<Bytes>({
    async pull(controller) {
      const { done, value } = await from.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    async cancel() {
      await from.return?.();
    },
  });
  const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
};
