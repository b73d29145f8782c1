/**
 * @file A request and its answer as Node has them: what `@hono/node-server` gives an app as its environment. Bodies are
 * read from there, for a `Request`'s streams take longer than all else that a prediction needs. How long it may take, and
 * that it ends where its client goes away: an `AbortSignal` would say the same; making one for every request took as long as
 * computing its prediction several times.
 */

import type { EventEmitter } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import { RETRY_AFTER } from "./admission.js";
import { Problem } from "./problem.js";

export interface HttpExchange {
  readonly incoming: Readable & {
    readonly headers: IncomingHttpHeaders;
    /** Names and values by turns, as they came. */
    readonly rawHeaders: readonly string[];
    /** The request's target: mostly a path, or a whole address. */
    readonly url?: string | undefined;
    /** Who sends it. */
    readonly socket?: { readonly remoteAddress?: string | undefined } | null;
  };
  /** Tells `close` where its client goes away, or has its answer. */
  readonly outgoing: EventEmitter & {
    /** Asks for the body of whoever sends it only then (Expect: 100-continue). */
    writeContinue(): void;
    /** Cuts the client off. */
    destroy(): void;
  };
}

/** The client went away before its answer. */
export class ClientGone extends Error {}

/** Ends a wait with its reason. */
type Stop = (reason: Error) => void;

/** What may end a wait before its time. */
export interface Ending {
  /** What ends a wait; one at a time, until it is left. @throws the reason where it has ended already */
  enter(stop: Stop): void;
  leave(): void;
}

export class Deadline implements Ending {
  readonly #exchange: HttpExchange;
  readonly #seconds: number;
  readonly #timer: NodeJS.Timeout;
  #isRead = false;
  #onTaken: (() => void) | undefined;
  #reason: Error | undefined;
  #stop: Stop | undefined;

  /** @param seconds from now on */
  constructor(exchange: HttpExchange, seconds: number) {
    this.#exchange = exchange;
    this.#seconds = seconds;
    this.#timer = setTimeout(this.#late, timerOf(seconds));
    exchange.outgoing.once("close", this.#gone);
  }

  /** From now on it is the server that keeps the client waiting. */
  bodyIsRead(): void {
    this.#isRead = true;
  }

  /** @throws what has ended the request, where something has */
  check(): void {
    if (this.#reason !== undefined) throw this.#reason;
  }

  enter(stop: Stop): void {
    this.check();
    this.#stop = stop;
  }

  leave(): void {
    this.#stop = undefined;
  }

  /**
   * The answer is made: from now on it is the client that may keep the server waiting, for the same time at most.
   *
   * @param onTaken is told when the client has the answer, or has gone
   */
  answered(onTaken: () => void): void {
    this.#onTaken = onTaken;
    this.#timer.refresh();
  }

  /** Once the request has failed. */
  end(): void {
    clearTimeout(this.#timer);
    this.#exchange.outgoing.off("close", this.#gone);
  }

  #gone = (): void => {
    if (this.#onTaken === undefined) this.#pass(new ClientGone("The client went away before its answer."));
    else {
      this.end();
      this.#onTaken();
    }
  };

  #late = (): void => {
    if (this.#onTaken === undefined) this.#pass(this.#tooLate());
    else this.#exchange.outgoing.destroy();
  };

  #pass(reason: Error): void {
    this.#reason ??= reason;
    this.#stop?.(this.#reason);
    this.#stop = undefined;
  }

  #tooLate(): Problem {
    if (this.#isRead) {
      const detail = `The request was not computed within ${this.#seconds} seconds. Come again in a moment.`;
      return new Problem(503, detail, { headers: RETRY_AFTER });
    }
    const detail = `The body did not arrive within ${this.#seconds} seconds.`;
    return new Problem(408, detail, { headers: { Connection: "close" } });
  }
}

/** Timers know no longer time. */
const LONGEST = 2 ** 31 - 1;

/** Seconds as a timer's milliseconds. */
export const timerOf = (seconds: number): number => Math.min(Math.ceil(seconds * 1000), LONGEST);
