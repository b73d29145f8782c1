/**
 * @file Ends a server without losing a request that it has taken.
 */

import type { RequestListener, Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** For so long it answers still, so that whoever asks `/readyz` and whoever keeps a connection can go elsewhere. */
const LINGER = 500;
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

/**
 * Lets a server go on for a moment, then takes no more connections, answers what it has, and ends.
 *
 * @param seconds the most that answering may take; what is open then is cut
 * @returns how many requests were cut
 */
export async function drain(server: Server, requests: OpenRequests, seconds: number): Promise<number> {
  await delay(LINGER);
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
