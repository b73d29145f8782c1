/**
 * @file Serves an app on this machine alone.
 */

import { createServer, type RequestListener, type Server } from "node:http";
import { AkariError } from "../error.js";

/** Only programs of this machine reach it. */
const HOST = "127.0.0.1";
/** Ports tried one after another where none was asked for. */
const TRIES = 20;

export interface Listening {
  readonly url: string;
  /** Ends it, open connections included. */
  close(): Promise<void>;
}

/**
 * @param port the port, or where to begin to look for a free one if it was not asked for
 * @param asked whether the person named that port
 * @throws AkariError `invalid-argument` where the port cannot be had
 */
export async function listen(answer: RequestListener, port: number, asked: boolean): Promise<Listening> {
  for (let tries = asked ? 1 : TRIES; ; tries--, port++) {
    const server = createServer(answer);
    try {
      await open(server, port);
      return { url: `http://${HOST}:${port}/`, close: () => close(server) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EADDRINUSE" && tries > 1) continue;
      throw refusal(port, code, error);
    }
  }
}

function open(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function refusal(port: number, code: string | undefined, cause: unknown): AkariError {
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
