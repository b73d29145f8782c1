/**
 * @file What the page tells its service worker.
 */

export type ToWorker =
  /** Which version it keeps: it answers at the port that comes along. */
  | { readonly type: "version" }
  /** Takes the place of the one before it. */
  | { readonly type: "activate" }
  /** Keeps what lies at these addresses, which the page has used. */
  | { readonly type: "keep"; readonly addresses: readonly string[] };
