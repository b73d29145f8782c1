/**
 * @file What holds on every view: nothing is cut off at the side, both languages are whole, and axe finds nothing that
 * shuts somebody out.
 */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { violations } from "./axe.js";
import { chooseImage, PATIENCE } from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();

/** The views and what they are called, as the page's source has them. */
const VIEWS = (() => {
  const source = readFileSync(new URL("../../studio/src/i18n/dictionary.ts", import.meta.url), "utf8");
  const [, names] = source.split("  views: {\n");
  const [list] = names.split("  } satisfies");
  return [...list.matchAll(/(\w+): \{ en: "(.*)", ja: "(.*)" \}/g)].map(([, view, en, ja]) => ({
    view,
    en,
    ja,
  }));
})();

/** How much wider the page is than the screen. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test.each([
  { language: "en", theme: "dark", width: 1280, height: 800 },
  { language: "ja", theme: "light", width: 360, height: 740 },
] as const)(
  "every view, $language, $theme, $width pixels wide",
  async ({ language, theme, width, height }) => {
    const page = await studio.open({
      locale: language,
      theme,
      viewport: { width, height },
      reducedMotion: "reduce",
    });
    const tabs = page.getByRole("navigation").getByRole("link");
    await tabs.first().waitFor(PATIENCE);
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    expect(await tabs.allTextContents()).toEqual(VIEWS.map((names) => names[language]));
    for (const [i, { view }] of VIEWS.entries()) {
      await tabs.nth(i).click();
      await expect.poll(() => tabs.nth(i).getAttribute("aria-current"), PATIENCE).not.toBeNull();
      // What is fetched has come: nothing changes under axe's eyes.
      await page.waitForLoadState("networkidle");
      // A phone's browser would rather zoom out than scroll: the screen is still as wide as it was made.
      expect(await page.evaluate(() => innerWidth), view).toBe(width);
      expect(await sideways(page), view).toBeLessThanOrEqual(0);
      expect(await violations(page), view).toEqual([]);
    }
  },
);

test("the language that was chosen is remembered", async () => {
  const page = await studio.open();
  await page.getByRole("radio", { name: "日本語" }).check();
  await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("ja");
  await page.reload();
  await expect.poll(() => page.getByRole("navigation").getByRole("link").first().textContent()).toBe("見る");
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
});

test("a page is printed light, and is as dark as before when it has been printed", async () => {
  const page = await studio.open({ theme: "dark" });
  await page.getByRole("navigation").waitFor(PATIENCE);
  const themeAfter = (event: string) =>
    page.evaluate((name) => {
      dispatchEvent(new Event(name));
      return document.documentElement.dataset.theme;
    }, event);
  expect(await themeAfter("beforeprint")).toBe("light");
  expect(await themeAfter("afterprint")).toBe("dark");
});

test("the way past the header lies over a notice, also where there is no header", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await page.getByTestId("prediction").waitFor(PATIENCE);
  await page.getByRole("button", { name: /^Full screen/ }).click();
  const file = await page.evaluateHandle(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(["no model"], "notes.txt"));
    return dropped;
  });
  await page.locator("main").dispatchEvent("drop", { dataTransfer: file });
  await page.getByText("notes.txt").waitFor(PATIENCE);
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await skip.focus();
  // Playwright clicks only what lies on top.
  await skip.click({ trial: true, timeout: 5000 });
});

test.each([
  { width: 1280, height: 800, theme: "light" },
  { width: 360, height: 740, theme: "dark" },
] as const)("what opens over the first screen, $width pixels wide", async ({ width, height, theme }) => {
  const page = await studio.open({ theme, viewport: { width, height }, reducedMotion: "reduce" });
  const check = async (): Promise<void> => {
    await page.waitForLoadState("networkidle");
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
  };
  const close = async (): Promise<void> => {
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count(), PATIENCE).toBe(0);
  };

  await page.getByRole("button", { name: "Choose a test image" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Image 0\b/ })
    .waitFor(PATIENCE);
  await check();
  await close();

  await page.getByRole("button", { name: "Share" }).click();
  await page.getByTestId("share-link").waitFor(PATIENCE);
  await check();
  await close();

  await chooseImage(page, 0);
  const cursor = page.getByRole("application").getByRole("button");
  await cursor.focus();
  await cursor.press("Enter");
  await page.getByTestId("card-z").waitFor(PATIENCE);
  await check();
});
