import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeHtml, html } from "./html.js";

test("what comes into a template is text", () => {
  const label = `<script>alert("1")</script>`;
  expect(html`<b title="${label}">${label}</b>`.text).toBe(
    '<b title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;">' +
      "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</b>",
  );
});

test("pieces stay as they are; lists are joined, and nothing is nothing", () => {
  expect(html`<ul>${["a", "&"].map((item) => html`<li>${item}</li>`)}</ul>${undefined}${7}`.text).toBe(
    "<ul><li>a</li><li>&amp;</li></ul>7",
  );
});

test("no text opens a tag, ends an attribute or holds what a page may not", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it must not hold
      expect(escapeHtml(text)).not.toMatch(/[<>"'\u0000\u001b]/);
    }),
  );
});
