/**
 * @file Answers the requests of a connection one after another. Clients may send requests before the answers to earlier
 * ones (pipelining); begun all at once, those of one client alone would take every file handle and all memory.
 */

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** So many requests of a connection may wait behind the one that is answered; more end the connection. */
const MOST_WAITING = 32;

type Pair = readonly [request: IncomingMessage, response: ServerResponse];

export function oneByOne(answer: RequestListener): RequestListener {
  /** What waits at the connections that have a request under way. */
  const waiting = new WeakMap<Socket, Pair[]>();
  const begin = (socket: Socket, [request, response]: Pair): void => {
    response.once("close", () => {
      const next = socket.destroyed ? undefined : waiting.get(socket)?.shift();
      if (next === undefined) waiting.delete(socket);
      else begin(socket, next);
    });
    // A body that nobody reads would be waited for, however long it is.
    if (hasIdleBody(request)) response.shouldKeepAlive = false;
    answer(request, response as Parameters<RequestListener>[1]);
  };
  return (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const others = waiting.get(socket);
    if (others === undefined) {
      waiting.set(socket, []);
      begin(socket, [request, response]);
    } else if (others.length < MOST_WAITING) others.push([request, response]);
    else socket.destroy();
  };
}

const hasIdleBody = ({ method, headers }: IncomingMessage): boolean =>
  (method === "GET" || method === "HEAD") &&
  (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);
