import { expect, test } from "vitest";
import { requireBearer, requireTokens } from "./access-policy.js";

const TOKEN = "0123456789abcdef";

const OTHER = "fedcba9876543210";

test("a token is a line of what a header can carry, and long enough", () => {
  expect(requireTokens(`  ${TOKEN}\n`, "t")).toEqual([TOKEN]);
  expect(requireTokens(`${TOKEN}\r\n\n${OTHER}`, "t")).toEqual([TOKEN, OTHER]);
  for (const text of ["", " \n", "two words of text", "あいうえおかきくけこさしすせそた", `${TOKEN}\na b`]) {
    expect(() => requireTokens(text, "t"), text).toThrow(/t holds no token/);
  }
  expect(() => requireTokens(`${TOKEN}\nshort`, "t")).toThrow(/has 5 characters/);
});

test("only a token lets in", () => {
  requireBearer(`Bearer ${TOKEN}`, [TOKEN]);
  requireBearer(`bearer  ${TOKEN}`, [OTHER, TOKEN]);
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
    expect(() => requireBearer(header, [TOKEN, OTHER]), String(header)).toThrow(
      expect.objectContaining({
        status: 401,
        headers: { "WWW-Authenticate": expect.stringMatching(/^Bearer/) },
      }),
    );
  }
});
