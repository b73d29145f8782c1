/**
 * @file Who a client is: by the address of its connection or, behind proxies, by what these say of it.
 */

import { isIP } from "node:net";
import type { HttpExchange } from "./http-exchange.js";

/**
 * The client of a request. Each proxy writes the address that asked it behind those that `X-Forwarded-For` had already, so
 * that only the last ones are the word of one's own proxies: what stands before them, a client may have written.
 *
 * @param proxies how many stand in front of the server; with none, the header is not looked at
 */
export function clientOfRequest(
  { headers, socket }: Pick<HttpExchange["incoming"], "headers" | "socket">,
  proxies: number,
): string {
  const own = socket?.remoteAddress;
  if (proxies === 0) return clientOf(own);
  const told = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",").map(bareAddress);
  // Whoever comes past a proxy, such as what asks for health, has fewer. The nearest that is an address stands for one that is not.
  const believed = told.slice(-proxies);
  return clientOf(believed.find((address) => isIP(address) !== 0) ?? own);
}

/** `192.0.2.1` of ` 192.0.2.1:4711`, `2001:db8::1` of `[2001:db8::1]:4711`: some proxies write the port, too. */
function bareAddress(text: string): string {
  const [, bracketed, plain] = /^\s*(?:\[([^\]]*)\](?::\d+)?|([\d.]+)(?::\d+)?)\s*$/.exec(text) ?? [];
  return bracketed ?? plain ?? text.trim();
}

/** What of an address counts as one client: of IPv6 the 64 bits that one connection to the network has. */
export function clientOf(address: string | undefined): string {
  const plain = (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!plain.includes(":")) return plain;
  const [before, after] = plain.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const groups =
    after === undefined
      ? before
      : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
