/**
 * @file Answers the requests of a connection one after another. Clients may send requests before the answers to earlier
 * ones (pipelining); begun all at once, those of one client alone would take every file handle and all memory.
 */

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** So many requests of a connection may wait behind the one that is answered; more end the connection. */
const MOST_WAITING = 32;

type Pair = readonly [request: IncomingMessage, response: ServerResponse];

/** A connection that has a request under way. */
interface Busy {
  readonly response: ServerResponse;
  /** What was sent ahead. */
  readonly waiting: Pair[];
  isEnding: boolean;
}

export interface OneByOne {
  readonly answer: RequestListener;
  /** Ends a connection once what is under way there is answered; false where nothing is. */
  endAfter(socket: Duplex): boolean;
}

export function oneByOne(answer: RequestListener): OneByOne {
  const busy = new WeakMap<Duplex, Busy>();
  const begin = (socket: Socket, [request, response]: Pair, waiting: Pair[]): void => {
    const own: Busy = { response, waiting, isEnding: false };
    busy.set(socket, own);
    response.once("close", () => {
      busy.delete(socket);
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
      else socket.destroy();
    },
    endAfter: (socket) => {
      const own = busy.get(socket);
      if (own === undefined) return false;
      own.isEnding = true;
      own.response.shouldKeepAlive = false;
      return true;
    },
  };
}

const hasIdleBody = ({ method, headers }: IncomingMessage): boolean =>
  (method === "GET" || method === "HEAD") &&
  (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);
