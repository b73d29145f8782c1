/**
 * @file A request and its answer as Node has them: what `@hono/node-server` gives an app as its environment. Bodies are
 * read from there, for a `Request`'s streams take longer than all else that a prediction needs.
 */

import type { EventEmitter } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";

export interface Exchange {
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
