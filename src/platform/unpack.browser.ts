/** @file Unpacking in browsers. */

import type { Bytes } from "../bytes.js";
import type { Inflate, UnpackStream } from "./platform.js";

export const unpackStream: UnpackStream = (packed) => unpackAs("gzip", packed);

export const inflate: Inflate = async (packed, most) => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of unpackAs("deflate", eachOf(packed))) {
    parts.push(part);
    length += part.length;
    if (length > most) throw new RangeError(`There are more than ${most} bytes.`);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

async function* eachOf<T>(list: readonly T[]): AsyncGenerator<T, void, void> {
  yield* list;
}

async function* unpackAs(
  format: CompressionFormat,
  packed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
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
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
