/**
 * @file A request and its answer as Node has them: what `@hono/node-server` gives an app as its environment. Bodies are
 * read from there, for a `Request`'s streams take longer than all else that a prediction needs.
 */

import type { EventEmitter } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";

export interface Exchange {
  readonly incoming: Readable & { readonly headers: IncomingHttpHeaders };
  /** Tells `close` where its client goes away, or has its answer. */
  readonly outgoing: EventEmitter;
}

/** The client went away before its answer. */
export class ClientGone extends Error {}
