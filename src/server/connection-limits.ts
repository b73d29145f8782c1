/**
 * @file What a server does with connections beyond Node's own measures: a sentence for what is no request, an end of
 * those that stand still, and no more than it can bear.
 */

import { type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { clientOf } from "./client-address.js";
import { timerOf } from "./http-exchange.js";
import type { OnRefused, Pipelining } from "./pipelining.js";
import { Problem } from "./problem.js";

/** More are turned away: each takes a file handle, and some memory. */
const MOST_CONNECTIONS = 8192;
/** Of them, what one client may have. */
const MOST_OF_ONE = MOST_CONNECTIONS / 2;

/**
 * @param seconds in which a request's headers have to arrive; a connection may stand still for twice that
 * @param refused so that what no app sees is logged and counted too
 */
export function limitConnections(
  server: Server,
  { answer, endAfter }: Pipelining,
  seconds: number,
  refused: OnRefused = () => {},
): void {
  server.maxConnections = MOST_CONNECTIONS;
  server.on("drop", (from) =>
    refused(0, `There are ${MOST_CONNECTIONS} connections already.`, from?.remoteAddress),
  );
  // As where the system has no more files to open; nobody else listens, and the process would end.
  server.on("error", ({ code, message }: NodeJS.ErrnoException) =>
    refused(0, `A connection could not be taken (${code ?? message}).`),
  );
  boundEachClient(server, refused);
  server.headersTimeout = timerOf(seconds);
  // Bodies are timed where they are read.
  server.requestTimeout = 0;
  server.timeout = timerOf(2 * seconds);
  // Whoever reads the body asks for it, so that what is refused is not sent.
  server.on("checkContinue", answer);
  // Other expectations may be passed over (RFC 9110, section 10.1.1).
  server.on("checkExpectation", answer);
  server.on("connect", (_request, socket) => {
    refuse(socket, new Problem(405, "This server is no proxy: it does not take CONNECT."), refused);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else if (!endAfter(socket, error)) refuse(socket, problemOf(error), refused);
  });
}

/** Leaves room for others, however many connections one client opens. */
function boundEachClient(server: Server, refused: OnRefused): void {
  const open = new Map<string, number>();
  server.on("connection", (socket) => {
    const client = clientOf(socket.remoteAddress);
    const count = open.get(client) ?? 0;
    if (count >= MOST_OF_ONE) {
      refused(0, `${client} has ${MOST_OF_ONE} connections already.`, socket.remoteAddress);
      socket.destroy();
      return;
    }
    open.set(client, count + 1);
    socket.once("close", () => {
      const left = (open.get(client) ?? 1) - 1;
      if (left === 0) open.delete(client);
      else open.set(client, left);
    });
  });
}

function problemOf({ code }: NodeJS.ErrnoException): Problem {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new Problem(431, "The request's headers are too large.");
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return new Problem(413, "The extensions of the body's chunks are too large.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new Problem(408, "The request's headers did not arrive in time.");
    default:
      return new Problem(400, "This is no sound HTTP/1.1 request.");
  }
}

/** Writes an answer where there is no request to answer. */
function refuse(socket: Duplex, problem: Problem, refused: OnRefused): void {
  refused(problem.status, problem.message, (socket as Partial<Socket>).remoteAddress);
  const { text, headers } = problem.written();
  socket.on("error", () => socket.destroy());
  const lines = Object.entries({
    ...headers,
    "Content-Length": Buffer.byteLength(text),
    Connection: "close",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join("")}\r\n${text}`,
    () => socket.destroy(),
  );
}
