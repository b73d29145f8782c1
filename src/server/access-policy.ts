/**
 * @file Who may ask a server: not the pages of other sites, nor whoever calls it by a name that is not its own, and where it
 * has tokens, only who knows one of them (RFC 6750, bearer tokens).
 *
 * A page of another site may send a request to any address that its reader's browser reaches. `Origin` tells which
 * site it is from (RFC 6454). Where the site lets its own name stand for this machine's address (DNS rebinding), the
 * origin looks right, and `Host` still has the other's name; addresses in digits cannot be rebound.
 */

import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { invalidArgument } from "../error.js";
import type { HttpExchange } from "./http-exchange.js";
import { Problem } from "./problem.js";

/** What is let in besides what is this machine's own. */
export interface AccessPolicy {
  /** Names that the server is reached by, in small letters, such as `akari.example.org`. */
  readonly hosts: readonly string[];
  /** Origins whose pages may ask it, such as `https://app.example.org`; `*` for all. */
  readonly origins: readonly string[];
}

/** The host that a request names: its address's, where that is a whole one, else its header's (RFC 9112, section 3.2). */
function hostOf({ headers, rawHeaders, url = "/" }: HttpExchange["incoming"]): string | undefined {
  const named = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host").length;
  if (named > 1) {
    const detail = "The request has several Host headers.";
    throw new Problem(400, detail, { errors: [{ detail, header: "Host" }] });
  }
  return url.startsWith("/") || !URL.canParse(url) ? headers.host : new URL(url).host;
}

/** @throws Problem 421 where `Host` is a name that is not the server's */
function requireHost(header: string | undefined, { hosts }: AccessPolicy): void {
  const name = hostName(header);
  if (name !== undefined && (isOwn(name) || hosts.includes(name))) return;
  const detail =
    header === undefined
      ? "The request has no Host header."
      : `This server is not ${header}. Where it should be, start it with --allow-host ${name ?? "NAME"}.`;
  throw new Problem(421, detail, { errors: [{ detail, header: "Host" }] });
}

/** @throws Problem 403 where a page of another site asks */
function requireOrigin(
  origin: string | undefined,
  host: string | undefined,
  { origins }: AccessPolicy,
): void {
  if (origin === undefined || isAllowed(origin, origins)) return;
  // By the host alone: what ends TLS before this server leaves it http.
  if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return;
  const detail = `Pages of ${origin} may not ask this server. Where they should, start it with --allow-origin ${origin}.`;
  throw new Problem(403, detail, { errors: [{ detail, header: "Origin" }] });
}

/** @throws Problem where a request is none of this server's: all of the above */
export function requireAccess(incoming: HttpExchange["incoming"], access: AccessPolicy): void {
  const host = hostOf(incoming);
  requireHost(host, access);
  requireOrigin(incoming.headers.origin, host, access);
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

const SHORTEST = 16;

/**
 * Tokens as their file holds them, one a line: while clients change from an old one to a new one, both are there.
 *
 * @throws AkariError `invalid-argument` where there is none, or one is too short or of characters that no header can carry
 */
export function requireTokens(text: string, file: string): readonly string[] {
  const tokens = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (tokens.length === 0 || !tokens.every((token) => /^[A-Za-z0-9\-._~+/]+=*$/.test(token))) {
    throw invalidArgument(
      `${file} holds no token: each of its lines should be one of letters, digits and - . _ ~ + / =, such as openssl ` +
        "rand -hex 32 makes.",
    );
  }
  const short = tokens.find((token) => token.length < SHORTEST);
  if (short === undefined) return tokens;
  throw invalidArgument(
    `A token in ${file} has ${short.length} characters; it needs at least ${SHORTEST} so that nobody guesses it.`,
  );
}

/** @throws Problem 401 where a request brings none of the tokens */
export function requireBearer(header: string | null, tokens: readonly string[]): void {
  const [, given] = /^Bearer +(\S+) *$/i.exec(header ?? "") ?? [];
  // All are looked at, so that nobody learns from the time which one it was.
  if (given !== undefined && tokens.filter((token) => isSame(given, token)).length > 0) return;
  const detail =
    given === undefined
      ? "This server wants a token: Authorization: Bearer TOKEN."
      : "The token is not the one that this server wants.";
  const error = given === undefined ? "" : ', error="invalid_token"';
  throw new Problem(401, detail, {
    errors: [{ detail, header: "Authorization" }],
    headers: { "WWW-Authenticate": `Bearer realm="akari"${error}` },
  });
}

/** In the same time for every wrong token: hashes of one length are compared, all of their bytes. */
function isSame(given: string, token: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
