/**
 * @file Answers the requests of a connection one after another. Clients may send requests before the answers to earlier
 * ones (pipelining); begun all at once, those of one client alone would take every file handle and all memory.
 */

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** So many requests of a connection may wait behind the one that is answered; more end the connection. */
const MOST_WAITING = 32;

/**
 * Is told of what is refused before it is a request: its status, 0 where it was cut off, why, and the address that its
 * connection came from, where that is known.
 */
export type OnRefused = (status: number, problem: string, client?: string) => void;

type Pair = readonly [request: IncomingMessage, response: ServerResponse];

/** A connection that has a request under way. */
interface Busy {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What was sent ahead. */
  readonly waiting: Pair[];
  isEnding: boolean;
}

export interface Pipelining {
  readonly answer: RequestListener;
  /**
   * Ends a connection on which nothing more can come, once what is under way there is answered; false where all that
   * came has its answer, and what cannot be read should have one.
   * A request whose body had not come whole has its `error` at once: waiting for the rest would keep its place.
   */
  endAfter(socket: Duplex, error: Error): boolean;
}

/** What has broken requests off whose bodies nobody was reading yet. */
const broken = new WeakMap<object, Error>();

/** Why the rest of a request's body cannot come any more. */
export const brokenOff = (incoming: object): Error | undefined => broken.get(incoming);

export function pipelining(answer: RequestListener, refused: OnRefused = () => {}): Pipelining {
  const busy = new WeakMap<Duplex, Busy>();
  const answered = new WeakMap<Duplex, IncomingMessage>();
  const begin = (socket: Socket, [request, response]: Pair, waiting: Pair[]): void => {
    const own: Busy = { request, response, waiting, isEnding: false };
    busy.set(socket, own);
    response.once("close", () => {
      busy.delete(socket);
      answered.set(socket, request);
      const next = socket.destroyed ? undefined : waiting.shift();
      if (own.isEnding) socket.destroySoon();
      else if (next !== undefined) begin(socket, next, waiting);
    });
    // A body that nobody reads would be waited for, however long it is.
    if (hasIdleBody(request)) response.shouldKeepAlive = false;
    answer(request, response as Parameters<RequestListener>[1]);
  };
  return {
    answer: (request, response) => {
      const { socket } = request;
      if (socket.destroyed) return;
      const own = busy.get(socket);
      if (own === undefined) begin(socket, [request, response], []);
      else if (own.waiting.length < MOST_WAITING) own.waiting.push([request, response]);
      else {
        refused(0, `${MOST_WAITING} requests of a connection waited already.`, socket.remoteAddress);
        socket.destroy();
      }
    },
    endAfter: (socket, error) => {
      const own = busy.get(socket);
      if (own === undefined) {
        // What breaks is the body of a request that has its answer: a second one would pass for that of the next.
        if (answered.get(socket)?.complete !== false) return false;
        socket.destroy();
        return true;
      }
      own.isEnding = true;
      own.response.shouldKeepAlive = false;
      if (own.request.complete) return true;
      broken.set(own.request, error);
      if (own.request.listenerCount("error") > 0) own.request.emit("error", error);
      return true;
    },
  };
}

const hasIdleBody = ({ method, headers }: IncomingMessage): boolean =>
  (method === "GET" || method === "HEAD") &&
  (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);
