/**
 * @file Serves an app at an address, on this machine alone unless another one is named, and ends a server without losing a
 * request that it has taken.
 */

import { createServer, type RequestListener, type Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { AkariError } from "../error.js";
import { limitConnections } from "./connection-limits.js";
import { timerOf } from "./http-exchange.js";
import { type OnRefused, pipelining } from "./pipelining.js";
import { Problem } from "./problem.js";

/** Only programs of this machine reach it. */
const THIS_MACHINE = "127.0.0.1";
/** Milliseconds after which connections are looked at whose headers do not come. */
const CHECKING = 1000;
/** Ports tried one after another where none was asked for. */
const TRIES = 20;

export interface Address {
  /** The port, or where to begin to look for a free one. */
  readonly port: number;
  /** Whether it has to be that port. */
  readonly exactly: boolean;
  /** {@link THIS_MACHINE} where left out. */
  readonly host?: string | undefined;
}

export interface Listening {
  readonly url: string;
  readonly server: Server;
  /** Ends it, open connections included. */
  close(): Promise<void>;
}

/** How a server that people and programs reach is guarded. */
export interface Guards {
  /** In which a request's headers have to arrive. */
  readonly seconds: number;
  /** Is told of what is refused before an app sees it. */
  readonly refused?: OnRefused;
  /** Stands between the connections and the app. */
  readonly between?: (answer: RequestListener) => RequestListener;
}

/**
 * Serves an app with every guard that a listener has: requests of a connection one by one, bounds, time-outs, and a
 * sentence for what is no request.
 *
 * @param app answers requests
 * @throws AkariError `invalid-argument` where the address cannot be had
 */
export async function listenGuarded(
  app: Parameters<typeof getRequestListener>[0],
  address: Address,
  { seconds, refused, between = (answer) => answer }: Guards,
): Promise<Listening> {
  const listener = getRequestListener(app, {
    errorHandler: () => {
      const problem = new Problem(400, "The request's address or its Host header is no sound one.");
      refused?.(problem.status, problem.message);
      return problem.response();
    },
  });
  const inTurn = pipelining(between(listener), refused);
  const listening = await listen(inTurn.answer, address);
  limitConnections(listening.server, inTurn, seconds, refused);
  return listening;
}

/** @throws AkariError `invalid-argument` where the address cannot be had */
export async function listen(
  answer: RequestListener,
  { port: first, exactly, host = THIS_MACHINE }: Address,
): Promise<Listening> {
  for (let tries = exactly ? 1 : TRIES, port = first; ; tries--, port++) {
    // What has no Host header is refused by the apps, in a sentence.
    const server = createServer({ requireHostHeader: false, connectionsCheckingInterval: CHECKING }, answer);
    try {
      await open(server, port, host);
      const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}/`;
      return { url, server, close: () => close(server) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EADDRINUSE" && tries > 1) continue;
      throw refusal(port, host, code, error);
    }
  }
}

function open(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function refusal(port: number, host: string, code: string | undefined, cause: unknown): AkariError {
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new AkariError(
      "invalid-argument",
      `This machine has no address ${host}. Name one of its own with --host, or 0.0.0.0 for all of them.`,
      { cause },
    );
  }
  const why =
    code === "EADDRINUSE"
      ? `Another program has port ${port} already`
      : code === "EACCES"
        ? `Port ${port} may not be used by you`
        : `Port ${port} cannot be had (${code ?? cause})`;
  return new AkariError("invalid-argument", `${why}. Name another one with --port, such as --port 8080.`, {
    cause,
  });
}

/** Connections on which no request has begun are waited for so long. */
const GRACE = 1000;
const LOOK_AGAIN = 25;
/** A moment without new connections is waited for so long. */
const MOST_UNQUIET = 500;

/** Counts the requests whose answers are not sent whole. */
export class OpenRequests {
  #count = 0;

  get count(): number {
    return this.#count;
  }

  counting(answer: RequestListener): RequestListener {
    return (request, response) => {
      this.#count++;
      response.once("close", () => {
        this.#count--;
      });
      answer(request, response);
    };
  }
}

/** How a server ends. */
export interface Draining {
  /** Seconds in which it answers still, so that whoever asks `/readyz` and whoever keeps a connection can go elsewhere. */
  readonly linger: number;
  /** The most seconds that answering may take after that; what is open then is cut. */
  readonly seconds: number;
}

/**
 * Lets a server go on for a moment, then takes no more connections, answers what it has, and ends.
 *
 * @returns how many requests were cut
 */
export async function drain(
  server: Server,
  requests: OpenRequests,
  { linger, seconds }: Draining,
): Promise<number> {
  await delay(timerOf(linger));
  await untilQuiet(server);
  let isClosed = false;
  server.close(() => {
    isClosed = true;
  });
  const started = performance.now();
  let lastOpen = started;
  for (;;) {
    server.closeIdleConnections();
    await delay(LOOK_AGAIN);
    if (isClosed) return 0;
    const now = performance.now();
    if (requests.count > 0) lastOpen = now;
    const isOver = now - started > seconds * 1000;
    if (!isOver && now - lastOpen < GRACE) continue;
    const cut = requests.count;
    server.closeAllConnections();
    return cut;
  }
}

/** Closing drops connections that nobody has accepted yet: waits for a turn of the event loop in which none came. */
async function untilQuiet(server: Server): Promise<void> {
  let came = 0;
  const count = (): void => {
    came++;
  };
  server.on("connection", count);
  const end = performance.now() + MOST_UNQUIET;
  let before: number;
  do {
    before = came;
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  } while (came !== before && performance.now() < end);
  server.off("connection", count);
}
