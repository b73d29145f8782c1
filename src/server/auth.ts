/**
 * @file Lets in who knows the token.
 *
 * Source: RFC 6750, bearer tokens.
 */

import { createHash, timingSafeEqual } from "node:crypto";
import { AkariError } from "../error.js";
import { Problem } from "./problem.js";

const SHORTEST = 16;

/**
 * A token as its file holds it, without spaces or line ends around it.
 *
 * @throws AkariError `invalid-argument` where it is too short, or of characters that no header can carry
 */
export function requireToken(text: string, file: string): string {
  const token = text.trim();
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(token)) {
    throw new AkariError(
      "invalid-argument",
      `${file} holds no token: it should be one line of letters, digits and - . _ ~ + / =, such as openssl rand ` +
        "-hex 32 makes.",
    );
  }
  if (token.length >= SHORTEST) return token;
  throw new AkariError(
    "invalid-argument",
    `The token in ${file} has ${token.length} characters; it needs at least ${SHORTEST} so that nobody guesses it.`,
  );
}

/** @throws Problem 401 where a request does not bring the token */
export function requireBearer(header: string | null, token: string): void {
  const [, given] = /^Bearer +(\S+) *$/i.exec(header ?? "") ?? [];
  if (given !== undefined && isSame(given, token)) return;
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
