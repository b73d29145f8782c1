/**
 * @file The built site in a browser, served under the policy of Akari's own server: what it looks like to axe, its search, its
 * live examples and its first page. That nothing is asked of another host is seen to by test/studio/page.ts.
 */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { listPages, SITE_DIST } from "../../site/pages.mjs";
import { violations } from "../studio/axe.js";
import { openPages } from "../studio/page.js";
import { blocksOf } from "../support/documents.js";

const pages = openPages(SITE_DIST);

/** One page of each kind: the first, text and live examples, wide tables and code, the reference. */
const KINDS = ["", "ja/start.html", "models.html", "reference/node.html"];

/** How far a page can be scrolled sideways, in pixels. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test.each(KINDS)(
  "/%s shuts nobody out and does not scroll sideways, dark or light, wide or narrow",
  async (at) => {
    const page = await pages.open({ at });
    await page.locator("h1").first().waitFor();
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      for (const theme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await page.locator(theme === "dark" ? "html.dark" : "html:not(.dark)").waitFor();
        expect({ width, theme, found: await violations(page) }).toEqual({ width, theme, found: [] });
      }
      expect(await sideways(page)).toBe(0);
    }
  },
);

test("the first page lights up the nine, and what is drawn", async () => {
  const page = await pages.open();
  const answer = page.getByRole("status");
  await expect.poll(() => answer.textContent()).toMatch(/^The network says 9, with 9\d\.\d %$/);
  await page.getByRole("button", { name: "0", exact: true }).click();
  await expect.poll(() => answer.textContent()).toContain("says 0");
  const pad = await page.locator(".pad").boundingBox();
  if (pad === null) throw new Error("There is no pad.");
  await page.mouse.move(pad.x + pad.width * 0.52, pad.y + pad.height * 0.2);
  await page.mouse.down();
  await page.mouse.move(pad.x + pad.width * 0.48, pad.y + pad.height * 0.8, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => answer.textContent()).toContain("says 1");
});

describe("the search", () => {
  const found = async (at: string, word: string): Promise<string[]> => {
    const page = await pages.open({ at });
    await page.locator("#local-search button").click();
    await page.locator("#localsearch-input").fill(word);
    const results = page.locator("#localsearch-list a");
    await expect.poll(() => results.count()).toBeGreaterThan(0);
    return results.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  };

  test("finds an English word", async () => {
    expect((await found("", "rebinding")).some((href) => href.startsWith("/serving.html"))).toBe(true);
  });

  test("finds a Japanese word inside a sentence, and only where it stands", async () => {
    // 「…時間のかかるバックグラウンドの…」: no space is on either side of it.
    const results = await found("ja/", "ドメイン名");
    expect(results.some((href) => href.startsWith("/ja/"))).toBe(true);
    expect(results.every((href) => href.startsWith("/ja/"))).toBe(true);
  });
});

/** The programs of a page that can be run on the site, and what they print in Node. */
const liveOf = (name: string): [program: string, printed: string][] =>
  blocksOf(`docs/${name}.md`).flatMap(({ isLive, text }, i, blocks) =>
    isLive ? [[text, blocks[i + 1].text]] : [],
  );

describe("a live example", () => {
  const live = listPages().filter(({ language, file }) => language === "en" && file.startsWith("docs/"));

  test.each(live.map(({ name }) => name).filter((name) => liveOf(name).length > 0))(
    "of %s prints what it prints in Node",
    async (name) => {
      const page = await pages.open({ at: `${name}.html` });
      const examples = await page.locator(".live").all();
      const programs = liveOf(name);
      expect(examples).toHaveLength(programs.length);
      for (const [i, example] of examples.entries()) {
        await example.getByRole("button", { name: "Run" }).click();
        await expect.poll(() => example.getByRole("status").textContent()).toMatch(/^Done in/);
        expect(await example.locator(".live-output pre").textContent()).toBe(programs[i][1]);
      }
    },
  );

  test("can be changed, says what is wrong in a sentence, and can be stopped", async () => {
    const page = await pages.open({ at: "start.html" });
    const example = page.locator(".live").first();
    await example.getByRole("button", { name: "Edit" }).click();
    const editor = example.getByRole("textbox");
    expect(await editor.inputValue()).toBe(liveOf("start")[0][0]);

    const run = async (text: string): Promise<void> => {
      await editor.fill(text);
      await editor.press("Control+Enter");
    };
    const output = example.locator(".live-output pre");
    const error = example.getByRole("alert");
    await run(`import { dataset, type Dataset } from "akari";
const data: Dataset = dataset([[1], [2]] as number[][], ["a", "b"]);
console.log(data.targets, [1.5, -0]);`);
    await expect.poll(() => output.textContent()).toContain("kind: 'classes'");
    expect(await output.textContent()).toContain("[ 1.5, -0 ]\n");

    for (const [text, said] of [
      [`import { nothing } from "akari";\nnothing();`, `"akari" has no export "nothing".`],
      [
        `import { mnist } from "akari/node";\nawait mnist();`,
        `"akari/node" needs files, which a page has none of.`,
      ],
      ["const = 1;", "This is no TypeScript: Unexpected token (1:7)"],
      [`import { table } from "akari";\ntable([], { target: "price" });`, "AkariError (invalid-data): "],
      ["await Promise.reject(new RangeError('too far'));", "RangeError: too far"],
    ]) {
      await run(text);
      await expect.poll(() => error.textContent()).toContain(said);
    }

    await run("console.log('on it');\nfor (;;);");
    await expect.poll(() => output.textContent()).toBe("on it\n");
    await example.getByRole("button", { name: "Stop" }).click();
    await expect.poll(() => example.getByRole("status").textContent()).toBe("Stopped.");
    // Tab leaves the editor: nobody is caught in it.
    await editor.press("Tab");
    expect(await editor.evaluate((element) => element === document.activeElement)).toBe(false);
    await example.getByRole("button", { name: "Undo changes" }).click();
    expect(await editor.count()).toBe(0);
  });
});

test("the Studio in the site leads back to it", async () => {
  const page = await pages.open({ at: "studio/index.html" });
  await page.getByRole("link", { name: "Docs" }).click();
  await page.waitForURL(`${pages.url}index.html`);
});
