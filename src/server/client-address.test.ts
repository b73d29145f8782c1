import { describe, expect, test } from "vitest";
import { clientOf, clientOfRequest } from "./client-address.js";

const PROXY = "10.0.0.1";
const from = (forwarded: string | undefined, proxies: number): string =>
  clientOfRequest(
    {
      headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
      socket: { remoteAddress: PROXY },
    },
    proxies,
  );

describe("who a client is", () => {
  test("without proxies the header is not believed", () => {
    expect(from("192.0.2.1", 0)).toBe(PROXY);
  });

  test.each([
    ["192.0.2.1", 1, "192.0.2.1"],
    // What a client writes itself stands before what the proxy adds.
    ["203.0.113.9, 192.0.2.1", 1, "192.0.2.1"],
    ["203.0.113.9, 192.0.2.1, 10.0.0.2", 2, "192.0.2.1"],
    // Past a proxy, or past all of them.
    ["192.0.2.1", 2, "192.0.2.1"],
    [undefined, 1, PROXY],
    // With a port; no address at all.
    [" 192.0.2.1:4711 ", 1, "192.0.2.1"],
    ["[2001:db8:1:2:3::1]:4711", 1, "2001:db8:1:2::/64"],
    ["2001:db8:1:2:3::1", 1, "2001:db8:1:2::/64"],
    ["unknown", 1, PROXY],
    ["<script>", 1, PROXY],
    ["unknown, 10.0.0.2", 2, "10.0.0.2"],
    ["", 1, PROXY],
    [",,,", 1, PROXY],
    ["1.2.3", 1, PROXY],
  ])("%s with %i", (forwarded, proxies, client) => {
    expect(from(forwarded, proxies)).toBe(client);
  });
});

test("of IPv6 a client has a network", () => {
  expect(clientOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(clientOf("fe80::1%eth0")).toBe(clientOf("fe80::2%eth0"));
  expect(clientOf("2001:db8:1:2:3:4:5:6")).toBe(clientOf("2001:db8:1:2::"));
  expect(clientOf("2001:db8:1:2::")).not.toBe(clientOf("2001:db8:1:3::"));
});
