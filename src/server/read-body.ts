/**
 * @file Reads a request's body as it comes in, and no more of it than is allowed.
 */

import type { Ticket } from "./admission.js";
import { Problem } from "./problem.js";

/** The client went away before its answer. */
export class ClientGone extends Error {}

/**
 * @param signal ends the reading, with its reason thrown
 * @throws Problem 413 where the body is too large, 415 where it is packed, 503 where there is no memory for it
 */
export async function readBody(
  request: Request,
  limit: number,
  ticket: Ticket,
  signal: AbortSignal,
): Promise<Uint8Array> {
  requirePlain(request.headers);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal);
      if (done) break;
      length += value.length;
      if (length > limit) throw tooLarge(limit);
      ticket.hold(value.length);
      chunks.push(value);
    }
  } catch (error) {
    void discard(reader);
    throw error;
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length);
}

/** A client that sends still would not see its answer where the connection were cut: so much more is let in. */
const DISCARDED = { bytes: 64 * 2 ** 20, milliseconds: 500 };

async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const end = performance.now() + DISCARDED.milliseconds;
  const timer = setTimeout(() => reader.cancel().catch(() => {}), DISCARDED.milliseconds);
  try {
    for (let bytes = 0; bytes < DISCARDED.bytes && performance.now() < end; ) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
    }
    await reader.cancel();
  } catch {
    // The connection is gone, and with it what it would have sent.
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for a part of the body; a failing connection counts as a client that went away. */
async function unlessAborted<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
  });
  const arrived = reading.catch((cause) => {
    throw new ClientGone("The client went away while it sent its body.", { cause });
  });
  try {
    return await Promise.race([arrived, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function tooLarge(limit: number): Problem {
  const detail = `The body has more than ${limit} bytes, the most that one request may send. Send it in parts.`;
  return new Problem(413, detail, { errors: [{ detail, pointer: "#" }] });
}

function requirePlain(headers: Headers): void {
  const encoding = headers.get("content-encoding");
  if (encoding === null || encoding.toLowerCase() === "identity") return;
  const detail = `The body is packed (Content-Encoding: ${encoding}); send it as it is.`;
  throw new Problem(415, detail, {
    errors: [{ detail, header: "Content-Encoding" }],
    headers: { "Accept-Encoding": "identity" },
  });
}
