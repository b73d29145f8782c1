/**
 * @file Who is let in: so many requests at once, and so many bytes of theirs. Others are told to come again, before
 * they cost any memory.
 */

import type { Limits } from "./limits.js";
import { Problem } from "./problem.js";

/** What a client that is sent away should wait, in seconds. */
export const RETRY_AFTER = { "Retry-After": "1" };

/** What of a client's address counts as one client: of IPv6 the 64 bits that one connection to the network has. */
export function clientOf(address: string | undefined): string {
  const plain = (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!plain.includes(":")) return plain;
  const [before, after] = plain.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const groups =
    after === undefined
      ? before
      : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
  return `${groups.slice(0, 4).join(":")}::/64`;
}

interface Client {
  waiting: number;
  bytes: number;
}

export class Admission {
  readonly #limits: Limits;
  readonly #clients = new Map<string, Client>();
  #waiting = 0;
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Requests that are let in and not answered. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Bytes that they hold. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * @param address the client's
   * @throws Problem 429 where too many are in, or too many of this client
   */
  enter(address?: string): Ticket {
    const { waiting, waitingOfOne, heldBytes } = this.#limits;
    if (this.#waiting >= waiting) throw tooMany(`${waiting} requests are waiting already.`);
    const name = clientOf(address);
    const client = this.#clients.get(name) ?? { waiting: 0, bytes: 0 };
    if (client.waiting >= waitingOfOne) {
      throw tooMany(`${waitingOfOne} requests of ${name || "this client"} are waiting already.`);
    }
    this.#clients.set(name, client);
    this.#waiting++;
    client.waiting++;
    // As much of the memory as of the places; a request that is alone may take all of it.
    const bytesOfOne = (heldBytes * waitingOfOne) / waiting;
    let held = 0;
    let isWaiting = true;
    const forget = (): void => {
      if (client.waiting === 0 && client.bytes === 0) this.#clients.delete(name);
    };
    const ticket: Ticket = {
      hold: (bytes) => {
        if (held + bytes > heldBytes) {
          throw new Problem(
            413,
            `The request takes more than the ${heldBytes} bytes set aside for all. Send it in parts.`,
          );
        }
        if (this.#bytes + bytes > heldBytes) throw noMemory("The waiting requests fill");
        if (client.bytes > held && client.bytes + bytes > bytesOfOne) {
          throw noMemory(`The waiting requests of ${name || "this client"} fill their part of`);
        }
        this.#bytes += bytes;
        client.bytes += bytes;
        this.#clients.set(name, client);
        held += bytes;
      },
      answer: (bytes) => {
        ticket.leave();
        ticket.hold(bytes);
      },
      leave: () => {
        if (isWaiting) {
          this.#waiting--;
          client.waiting--;
        }
        isWaiting = false;
        this.#bytes -= held;
        client.bytes -= held;
        held = 0;
        forget();
      },
    };
    return ticket;
  }
}

const tooMany = (why: string): Problem =>
  new Problem(429, `${why} Come again in a moment.`, { headers: RETRY_AFTER });

const noMemory = (what: string): Problem =>
  new Problem(503, `${what} the memory set aside for them. Come again in a moment.`, {
    headers: RETRY_AFTER,
  });

/** One request's place. */
export interface Ticket {
  /**
   * Takes memory for as long as the request is in.
   *
   * @throws Problem 503 where others leave not so much, 413 where there is never so much
   */
  hold(bytes: number): void;
  /**
   * Gives up its place and what it holds, and takes the memory of its answer until {@link leave}.
   *
   * @throws Problem as {@link hold}
   */
  answer(bytes: number): void;
  /** Once its answer is taken, or it has failed. */
  leave(): void;
}
