/**
 * @file Every link and anchor of the built site leads somewhere, in both languages, in the reference and in the code that
 * pages link to.
 */

import { expect, test } from "vitest";
import { listPages } from "../../site/pages.mjs";
import { crawl } from "./crawl.js";

const pages = listPages();

test("no link of the site is dead, and every page can be reached", () => {
  const { reached, dead } = crawl(["index.html"]);
  expect(dead).toEqual([]);
  const built = pages.map(({ place }) => place.replace(/\.md$/, ".html"));
  expect(built.filter((page) => !reached.includes(page))).toEqual([]);
  expect(reached.filter((page) => page.startsWith("reference/"))).toHaveLength(9);
  expect(reached.filter((page) => page.startsWith("ja/reference/"))).toHaveLength(9);
  expect(reached).toContain("source/src/engine/passes/forward.ts.html");
  expect(reached).toContain("studio/index.html");
});
