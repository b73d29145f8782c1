/**
 * @file Bytes made smaller, and back (DEFLATE, RFC 1951, as the browser has it).
 */

export const deflate = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  through(bytes, new CompressionStream("deflate-raw"));

/**
 * @param most the most bytes that they may become
 * @throws TypeError where the bytes were not deflated, or not all of them came; RangeError where they become more
 */
export function inflate(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  let length = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > most) throw new RangeError(`They become more than ${most} bytes.`);
      controller.enqueue(chunk);
    },
  });
  return through(bytes, new DecompressionStream("deflate-raw"), counted);
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  ...streams: readonly GenericTransformStream[]
): Promise<Uint8Array<ArrayBuffer>> {
  const end = streams.reduce((stream, next) => stream.pipeThrough(next), new Blob([bytes]).stream());
  return new Uint8Array(await new Response(end).arrayBuffer());
}
