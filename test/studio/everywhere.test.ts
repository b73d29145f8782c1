/**
 * @file What holds on every view: nothing is cut off at the side, both languages are whole, and axe finds nothing that
 * shuts somebody out.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const VIEWS = ["see", "train", "why", "basics"];
const NAMES = { en: ["See", "Train", "Why", "Basics"], ja: ["見る", "育てる", "なぜ", "はじめ"] };

/** What axe objects to, a line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
    );
  });
}

describe.each([
  { language: "en", theme: "dark", width: 1280, height: 800 },
  { language: "ja", theme: "light", width: 360, height: 740 },
] as const)("$language, $theme, $width pixels wide", ({ language, theme, width, height }) => {
  test.each(VIEWS)(
    "%s",
    async (view) => {
      const page = await studio.open({
        at: `?view=${view}`,
        locale: language,
        theme,
        viewport: { width, height },
        reducedMotion: "reduce",
      });
      await page.getByRole("navigation").waitFor();
      // What is fetched has come: nothing changes under axe's eyes.
      await page.waitForLoadState("networkidle");
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      expect(await page.getByRole("navigation").getByRole("button").allTextContents()).toEqual(
        NAMES[language],
      );
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await violations(page)).toEqual([]);
    },
    60_000,
  );
});

test("the language that was chosen is remembered", async () => {
  const page = await studio.open();
  await page.getByRole("button", { name: "日本語" }).click();
  await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("ja");
  await page.reload();
  await expect
    .poll(() => page.getByRole("navigation").getByRole("button").first().textContent())
    .toBe("見る");
});
