/**
 * @file The system's own few colours, forced on the page: what is chosen, and what is told by colour, can still be seen.
 */

import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { violations } from "./axe.js";
import { chooseImage, PATIENCE } from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();

const ground = (element: Locator): Promise<string> =>
  element.evaluate((found) => getComputedStyle(found).backgroundColor);

/** What the system colours are at this moment. */
const system = (page: Page, name: string): Promise<string> =>
  page.evaluate((name) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.cssText = `forced-color-adjust: none; background: ${name}`;
    const { backgroundColor } = getComputedStyle(probe);
    probe.remove();
    return backgroundColor;
  }, name);

/** Elements that are there for their colour, and have lost it to the ground. */
const faded = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const palette = ["lamp", "positive", "negative", "third"].map((name) => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.cssText = `forced-color-adjust: none; background: var(--${name})`;
      const { backgroundColor } = getComputedStyle(probe);
      probe.remove();
      return backgroundColor;
    });
    const own = (element: Element): string | undefined =>
      [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule instanceof CSSStyleRule)
        .filter((rule) => element.matches(rule.selectorText))
        .map((rule) => rule.style.background || rule.style.backgroundColor)
        .find((text) => /--(?:lamp|positive|negative|third)\)/.test(text));
    return [...document.querySelectorAll("main *:empty")]
      .filter((element) => element.getBoundingClientRect().width > 0 && own(element) !== undefined)
      .filter((element) => {
        const { backgroundColor } = getComputedStyle(element);
        return own(element)?.startsWith("var(") === true && !palette.includes(backgroundColor);
      })
      .map((element) => element.outerHTML);
  });

test("the current view, what is chosen, and bars and legends keep their colours", async () => {
  const page = await studio.open({ forcedColors: "active", reducedMotion: "reduce" });
  await chooseImage(page, 0);
  const highlight = await system(page, "Highlight");
  expect(highlight).not.toBe(await system(page, "Canvas"));
  for (const view of ["See", "Train", "Why", "Basics"]) {
    const tab = page.getByRole("navigation").getByRole("link", { name: view, exact: true });
    await tab.click();
    await expect.poll(() => ground(tab), PATIENCE).toBe(highlight);
    await page.waitForLoadState("networkidle");
    for (const pressed of await page.locator('[aria-pressed="true"]:visible').all())
      expect(await ground(pressed), await pressed.innerText()).toBe(highlight);
    for (const chosen of await page.locator("label:has(input[type=radio]:checked):visible").all())
      expect(await ground(chosen), await chosen.innerText()).toBe(highlight);
    expect(await faded(page), view).toEqual([]);
    expect(await violations(page), view).toEqual([]);
  }
  // No choice of a theme where there is none.
  expect(await page.locator(".theme").isVisible()).toBe(false);
});
