/**
 * @file Whose requests are none of this server's: those of other sites' pages, and those for names that are not its own.
 *
 * A page of another site may send a request to any address that its visitor's browser reaches. `Origin` tells which
 * site it is from (RFC 6454). Where the site lets its own name stand for this machine's address (DNS rebinding), the
 * origin looks right, and `Host` still has the other's name; addresses in digits cannot be rebound.
 */

import { isIP } from "node:net";
import type { Exchange } from "./exchange.js";
import { Problem } from "./problem.js";

/** What is let in besides what is this machine's own. */
export interface Visitors {
  /** Names that the server is reached by, in small letters, such as `akari.example.org`. */
  readonly hosts: readonly string[];
  /** Origins whose pages may ask it, such as `https://app.example.org`; `*` for all. */
  readonly origins: readonly string[];
}

/** The host that a request names: its address's, where that is a whole one, else its header's (RFC 9112, section 3.2). */
export function hostOf({ headers, rawHeaders, url = "/" }: Exchange["incoming"]): string | undefined {
  const named = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host").length;
  if (named > 1) {
    const detail = "The request has several Host headers.";
    throw new Problem(400, detail, { errors: [{ detail, header: "Host" }] });
  }
  return url.startsWith("/") || !URL.canParse(url) ? headers.host : new URL(url).host;
}

/** @throws Problem 421 where `Host` is a name that is not the server's */
export function requireHost(header: string | undefined, { hosts }: Visitors): void {
  const name = hostName(header);
  if (name !== undefined && (isOwn(name) || hosts.includes(name))) return;
  const detail =
    header === undefined
      ? "The request has no Host header."
      : `This server is not ${header}. Where it should be, start it with --allow-host ${name ?? "NAME"}.`;
  throw new Problem(421, detail, { errors: [{ detail, header: "Host" }] });
}

/** @throws Problem 403 where a page of another site asks */
export function requireOrigin(
  origin: string | undefined,
  host: string | undefined,
  { origins }: Visitors,
): void {
  if (origin === undefined || isAllowed(origin, origins)) return;
  // By the host alone: what ends TLS before this server leaves it http.
  if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return;
  const detail = `Pages of ${origin} may not ask this server. Where they should, start it with --allow-origin ${origin}.`;
  throw new Problem(403, detail, { errors: [{ detail, header: "Origin" }] });
}

/** @throws Problem where a request is none of this server's: all of the above */
export function requireVisitor(incoming: Exchange["incoming"], visitors: Visitors): void {
  const host = hostOf(incoming);
  requireHost(host, visitors);
  requireOrigin(incoming.headers.origin, host, visitors);
}

export const isAllowed = (origin: string, origins: readonly string[]): boolean =>
  origins.includes("*") || origins.includes(origin);

/** `example.org` of `Example.org:8080`, `::1` of `[::1]:8080`; none of what is no host. */
function hostName(header: string | undefined): string | undefined {
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([^\s:/@[\]]+))(?::\d*)?$/i.exec(header ?? "") ?? [];
  return (bracketed ?? plain)?.toLowerCase();
}

/** Browsers resolve `localhost` and what ends in it to the machine itself, whatever a name server says. */
const isOwn = (name: string): boolean =>
  isIP(name) !== 0 || name === "localhost" || name.endsWith(".localhost");
