/**
 * @file Who is let in: so many requests at once, and so many bytes of theirs. Others are told to come again, before
 * they cost any memory.
 */

import type { Limits } from "./limits.js";
import { Problem } from "./problem.js";

/** What a client that is sent away should wait, in seconds. */
export const RETRY_AFTER = { "Retry-After": "1" };

export class Admission {
  readonly #limits: Limits;
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

  /** @throws Problem 429 where too many are in */
  enter(): Ticket {
    const { waiting } = this.#limits;
    if (this.#waiting >= waiting) {
      throw new Problem(429, `${waiting} requests are waiting already. Come again in a moment.`, {
        headers: RETRY_AFTER,
      });
    }
    this.#waiting++;
    let held = 0;
    let isWaiting = true;
    const ticket: Ticket = {
      hold: (bytes) => {
        const { heldBytes } = this.#limits;
        if (held + bytes > heldBytes) {
          throw new Problem(
            413,
            `The request takes more than the ${heldBytes} bytes set aside for all. Send it in parts.`,
          );
        }
        if (this.#bytes + bytes > heldBytes) {
          throw new Problem(
            503,
            "The waiting requests fill the memory set aside for them. Come again in a moment.",
            {
              headers: RETRY_AFTER,
            },
          );
        }
        this.#bytes += bytes;
        held += bytes;
      },
      answer: (bytes) => {
        ticket.leave();
        ticket.hold(bytes);
      },
      leave: () => {
        if (isWaiting) this.#waiting--;
        isWaiting = false;
        this.#bytes -= held;
        held = 0;
      },
    };
    return ticket;
  }
}

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
