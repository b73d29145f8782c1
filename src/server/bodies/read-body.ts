/**
 * @file Reads a request's body as it comes in, and no more of it than is allowed; and lets others be answered between bodies
 * that take long to read.
 */

import type { IncomingHttpHeaders } from "node:http";
import type { Ticket } from "../admission.js";
import { ClientGone, type Ending, type HttpExchange } from "../http-exchange.js";
import { brokenOff } from "../pipelining.js";
import { Problem } from "../problem.js";

/**
 * What is refused is left to flow by, for whoever serves to cut off: a client that sends still would not see its answer
 * where the connection were cut at once.
 *
 * @param ending ends the reading, with its reason thrown
 * @throws Problem 413 where the body is too large, 415 or 501 where it is packed, 503 where there is no memory for it
 */
export async function readBody(
  { incoming, outgoing }: HttpExchange,
  limit: number,
  ticket: Ticket,
  ending: Ending,
): Promise<Uint8Array> {
  requirePlain(incoming.headers);
  if (Number(incoming.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const leave = (): void => {
      ending.leave();
      incoming.off("data", take).off("end", finish).off("error", cut).off("close", cut);
    };
    const fail = (reason: unknown): void => {
      leave();
      reject(reason);
    };
    const take = (chunk: Uint8Array): void => {
      try {
        length += chunk.length;
        if (length > limit) throw tooLarge(limit);
        ticket.hold(chunk.length);
        chunks.push(chunk);
      } catch (reason) {
        fail(reason);
      }
    };
    const finish = (): void => {
      leave();
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length));
    };
    const cut = (cause?: NodeJS.ErrnoException): void =>
      fail(
        cause?.code?.startsWith("HPE_")
          ? brokenBody(cause)
          : new ClientGone("The client went away while it sent its body.", { cause }),
      );
    ending.enter(fail);
    const before = brokenOff(incoming);
    if (before !== undefined) return cut(before);
    if (/^100-continue$/i.test(incoming.headers.expect ?? "")) outgoing.writeContinue();
    incoming.on("data", take).on("end", finish).on("error", cut).on("close", cut);
  });
}

/** What its sender has ended, or framed so that nobody can tell where it goes on. */
function brokenBody(cause: NodeJS.ErrnoException): Problem {
  const why =
    cause.code === "HPE_INVALID_EOF_STATE"
      ? "The connection ended before the body did"
      : `The body's framing is broken (${cause.code})`;
  return new Problem(400, `${why}. Send the request again.`, { headers: { Connection: "close" }, cause });
}

function tooLarge(limit: number): Problem {
  const detail = `The body has more than ${limit} bytes, the most that one request may send. Send it in parts.`;
  return new Problem(413, detail, { errors: [{ detail, pointer: "#" }] });
}

function requirePlain(headers: IncomingHttpHeaders): void {
  const coding = headers["transfer-encoding"] ?? "chunked";
  if (coding.toLowerCase() !== "chunked") {
    const detail = `The body is sent as ${coding}; send it as it is, or chunked.`;
    throw new Problem(501, detail, { errors: [{ detail, header: "Transfer-Encoding" }] });
  }
  const encoding = headers["content-encoding"];
  if (encoding === undefined || encoding.toLowerCase() === "identity") return;
  const detail = `The body is packed (Content-Encoding: ${encoding}); send it as it is.`;
  throw new Problem(415, detail, {
    errors: [{ detail, header: "Content-Encoding" }],
    headers: { "Accept-Encoding": "identity" },
  });
}

const MOST_MILLISECONDS = 20;
const REST_MILLISECONDS = 5;

/**
 * Reads bodies in turn. After one that took long, reading rests for a moment, not for one turn of the event loop only: a
 * turn takes in a single new connection.
 */
export class ReadingQueue {
  readonly #waiting: (() => void)[] = [];
  #began: number | undefined;

  /** Waits until there is time to read; those that wait go on in their order. */
  async take(): Promise<void> {
    if (this.#waiting.length === 0) {
      if (this.#began === undefined) return this.#begin();
      if (!this.#isSpent(this.#began)) return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #isSpent(began: number): boolean {
    return performance.now() - began > MOST_MILLISECONDS;
  }

  #begin(): void {
    const began = performance.now();
    this.#began = began;
    setImmediate(() => {
      if (this.#isSpent(began)) setTimeout(() => this.#end(), REST_MILLISECONDS);
      else this.#end();
    });
  }

  #end(): void {
    this.#began = undefined;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#begin();
    next();
  }
}
