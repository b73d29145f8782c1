/**
 * @file Bytes in as few letters of an address as they go into: a checksum before them, compressed (DEFLATE, RFC 1951), in base64url. What was
 * cut or mistyped on its way is told from what was written.
 */

/** Of the checksum, in bytes. */
const HEAD = 4;

export async function pack(content: Uint8Array): Promise<string> {
  const whole = new Uint8Array(HEAD + content.length);
  new DataView(whole.buffer).setUint32(0, checksum(content), true);
  whole.set(content, HEAD);
  return toBase64Url(await deflate(whole));
}

/**
 * @param most the most bytes that a text may be unpacked to
 * @returns `undefined` where it is not as {@link pack} wrote it
 */
export async function unpack(text: string, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = fromBase64Url(text);
  const whole = bytes && (await inflate(bytes, most).catch(() => undefined));
  if (whole === undefined || whole.length < HEAD) return undefined;
  const content = whole.subarray(HEAD);
  return new DataView(whole.buffer).getUint32(0, true) === checksum(content) ? content : undefined;
}

/** FNV-1a, 32 bits: enough to tell a text that was cut or mistyped. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const deflate = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  through(bytes, new CompressionStream("deflate-raw"));

/**
 * @param most the most bytes that they may become
 * @throws TypeError where the bytes were not deflated, or not all of them came; RangeError where they become more
 */
function inflate(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> {
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

/** How many bytes are turned into a text at once: a call takes only so many arguments. */
const CHUNK = 8192;

/** Bytes in the letters that an address may have, without padding (RFC 4648, section 5). */
function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** `undefined` where the text is not base64url. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
      letter.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}
