/**
 * @file Serves an app at an address: on this machine alone, unless another one is named.
 */

import { createServer, type RequestListener, type Server } from "node:http";
import { AkariError } from "../error.js";

/** Only programs of this machine reach it. */
export const THIS_MACHINE = "127.0.0.1";
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
    server.listen(port, host, resolve);
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
