import { expect, test } from "vitest";
import { requireBearer, requireToken } from "./access-policy.js";

const TOKEN = "0123456789abcdef";

test("a token is one line of what a header can carry, and long enough", () => {
  expect(requireToken(`  ${TOKEN}\n`, "t")).toBe(TOKEN);
  for (const text of ["", "two words of text", "あいうえおかきくけこさしすせそた", `${TOKEN}\n${TOKEN}`]) {
    expect(() => requireToken(text, "t"), text).toThrow(/t holds no token/);
  }
  expect(() => requireToken("short", "t")).toThrow(/has 5 characters/);
});

test("only the token lets in", () => {
  requireBearer(`Bearer ${TOKEN}`, TOKEN);
  requireBearer(`bearer  ${TOKEN}`, TOKEN);
  const headers = [
    null,
    "",
    TOKEN,
    `Basic ${TOKEN}`,
    "Bearer",
    `Bearer ${TOKEN}0`,
    `Bearer ${TOKEN} ${TOKEN}`,
  ];
  for (const header of headers) {
    expect(() => requireBearer(header, TOKEN), String(header)).toThrow(
      expect.objectContaining({
        status: 401,
        headers: { "WWW-Authenticate": expect.stringMatching(/^Bearer/) },
      }),
    );
  }
});
