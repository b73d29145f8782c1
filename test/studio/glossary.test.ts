/**
 * @file Every word of the field is explained where it stands: in every view, dialog and card, in both languages, it is
 * dotted, by the rule in studio/src/glossary/terms.ts; and every explanation opens, fits the screen and shuts nobody out.
 */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { violations } from "./axe.js";
import { PATIENCE } from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();
type Language = "en" | "ja";
/** `npm run test:sweeps` takes the time for more. */
const SWEEPS = process.env.AKARI_SWEEPS !== undefined;

/** The page's own words and phrases; its files are in its bundler's manner, so they are taken as they come. */
const SOURCE = "../../studio/src";
const { findTerms }: { findTerms(text: string, language: Language): { id: string }[] } = await import(
  `${SOURCE}/glossary/split.ts`
);
const { TERM_IDS }: { TERM_IDS: readonly string[] } = await import(`${SOURCE}/glossary/terms.ts`);
const { dictionary } = await import(`${SOURCE}/i18n/dictionary.ts`);
const { own } = await import(`${SOURCE}/i18n/own.ts`);
const { sound } = await import(`${SOURCE}/i18n/sound.ts`);

/** A text as it stands on the page. */
interface Standing {
  readonly text: string;
  /** On something that is pressed or chosen. */
  readonly onControl: boolean;
  /** Of the block and of the view or dialog in which it stands: the words that are dotted there. */
  readonly inBlock: readonly string[];
  readonly inScope: readonly string[];
}

/** Every text that is seen, but for formulas, pictures with the tag that follows a pointer on them, and explanations. */
const standing = (page: Page): Promise<Standing[]> =>
  page.evaluate(() => {
    const LEFT_OUT =
      "svg, math, canvas, script, style, .visually-hidden, [aria-hidden=true], .tag, .explanation";
    // What opens choices has their words among them, and of choices only the one that is taken has its sentence.
    const OPENERS = "[aria-haspopup=dialog]:not([data-term]), label:has(input[type=radio]:not(:checked))";
    const CONTROLS =
      "button, a, select, summary, [role=button], [role=tab], [role=option], label:has(input[type=radio])";
    const dotted = (within: Element): string[] =>
      [...within.querySelectorAll<HTMLElement>("[data-term]")].map(({ dataset }) => dataset.term ?? "");
    const blockOf = (element: Element): Element => {
      let block = element;
      while (/^(inline|contents)$/.test(getComputedStyle(block).display) && block.parentElement !== null) {
        block = block.parentElement;
      }
      return block;
    };
    const open = document.querySelector("dialog[open]");
    const walker = document.createTreeWalker(open ?? document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement: parent, textContent } = node;
      const text = textContent?.trim() ?? "";
      if (parent === null || text === "" || parent.closest(`${LEFT_OUT}, ${OPENERS}`) !== null) continue;
      if (parent.closest("[data-term]") !== null || !parent.checkVisibility({ visibilityProperty: true }))
        continue;
      found.push({
        text,
        onControl: parent.closest(CONTROLS) !== null,
        inBlock: dotted(blockOf(parent)),
        inScope: dotted(open ?? document.body),
      });
    }
    return found;
  });

/** A line for each word that stands somewhere without being dotted. */
async function untold(page: Page, language: Language): Promise<string[]> {
  const texts = await standing(page);
  return texts.flatMap(({ text, onControl, inBlock, inScope }) =>
    findTerms(text, language)
      .filter(({ id }) => !(onControl ? inScope : inBlock).includes(id))
      .map(({ id }) => `${id}${onControl ? ", on a control" : ""}: ${text}`),
  );
}

test.each(["en", "ja"] as const)(
  "every word is dotted wherever it stands, %s",
  async (language) => {
    const { app, mnist, share } = dictionary;
    const say = (phrase: Record<Language, string>): string => phrase[language];
    const page = await studio.open({ locale: language, reducedMotion: "reduce" });
    const found: string[] = [];
    const look = async (where: string): Promise<void> => {
      // Every fold is opened, and what it holds is made when it opens: that may be others.
      await page.waitForFunction(() => {
        const folds = [...document.querySelectorAll("details")].filter((fold) => fold.checkVisibility());
        const closed = folds.filter(({ open }) => !open);
        for (const fold of closed) fold.open = true;
        return closed.length === 0 && folds.every(({ children }) => children.length > 1);
      });
      await page.waitForLoadState("networkidle");
      found.push(...(await untold(page, language)).map((line) => `${where}: ${line}`));
    };
    const open = (view: string) =>
      page
        .getByRole("navigation")
        .getByRole("link", { name: say(app.views[view]), exact: true })
        .click();
    const card = (name: Record<Language, string>) =>
      expect.poll(() => page.locator("#card-title").textContent(), PATIENCE).toContain(say(name));
    const stage = page.getByRole("application", { name: /784/ });
    const cursor = stage.getByRole("button");

    await page.getByTestId("result").waitFor(PATIENCE);
    await look("see");
    await page.getByRole("button", { name: say(mnist.open) }).click();
    const images = page.getByRole("dialog").getByRole("button", { name: /(Image|画像) ?[08]\b/ });
    await images.first().waitFor(PATIENCE);
    await look("test images");
    // One that it gets wrong.
    await images.nth(1).click();
    await cursor.focus();
    await cursor.press("PageDown");
    await cursor.press("Enter");
    await page.getByTestId("card-z").first().waitFor(PATIENCE);
    await look("neuron card");
    await cursor.focus();
    await cursor.press("Shift+ArrowDown");
    await cursor.press("Enter");
    await card(dictionary.card.names.edge);
    await look("edge card");
    await cursor.focus();
    for (let up = 0; up < 4; up++) await cursor.press("PageUp");
    await cursor.press("Enter");
    await look("input card");
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: say(share.open), exact: true }).click();
    await page.getByTestId("share-link").waitFor(PATIENCE);
    await look("share");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: say(share.ownTitle) })
      .click();
    await page.getByTestId("own-files").waitFor({ state: "attached", ...PATIENCE });
    await look("own images");
    await page.getByRole("radio", { name: say(own.kinds.sounds), exact: true }).check(PATIENCE);
    await page.getByTestId("own-sounds").waitFor({ state: "attached", ...PATIENCE });
    await page.getByRole("button", { name: say(sound.sets.words) }).click();
    await expect.poll(() => page.getByRole("button", { name: /16/ }).count(), PATIENCE).toBeGreaterThan(3);
    await look("own sounds");
    await page.keyboard.press("Escape");

    await open("why");
    await page.getByTestId("why-answer").waitFor(PATIENCE);
    await look("why");

    await open("train");
    await page.getByTestId("train-stepone").click();
    await expect.poll(() => page.getByTestId("train-phases").getByRole("listitem").count(), PATIENCE).toBe(4);
    await look("train, one step");
    await cursor.focus();
    await cursor.press("ArrowRight");
    await cursor.press("Shift+ArrowDown");
    await cursor.press("Enter");
    await card(dictionary.card.names.edge);
    await look("train, an edge");

    await open("basics");
    for (const problem of [0, 3, 6]) {
      await page.locator("[data-testid^=basics-problem-]").nth(problem).click();
      await look(`basics, problem ${problem + 1}`);
    }
    expect(found).toEqual([]);
  },
  120_000,
);

/** How far a box lies outside of the screen; 0 where it is whole. */
async function outside(page: Page): Promise<number> {
  return page.getByTestId("explanation").evaluate((panel) => {
    const { left, top, right, bottom } = panel.getBoundingClientRect();
    return Math.max(0, -left, -top, right - innerWidth, bottom - innerHeight);
  });
}

test.each([
  { width: 320, height: 640, locale: "ja", theme: "dark" },
  { width: 740, height: 360, locale: "en", theme: "light" },
] as const)(
  "every explanation opens, $width × $height, $locale",
  async ({ width, height, locale, theme }) => {
    const page = await studio.open({ locale, theme, viewport: { width, height }, reducedMotion: "reduce" });
    await page.locator("main [data-term]").first().click(PATIENCE);
    const panel = page.getByTestId("explanation");
    await panel.waitFor(PATIENCE);
    for (const [i, id] of TERM_IDS.entries()) {
      await panel.getByRole("combobox").selectOption(id);
      await expect.poll(() => panel.locator("svg > :not(defs)").count(), PATIENCE).toBeGreaterThan(0);
      expect(await outside(page), id).toBe(0);
      // They differ in little that axe looks at.
      if (locale === "ja" && (SWEEPS || i % 8 === 0))
        expect(await violations(page, ".explanation"), id).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  },
  90_000,
);

test("a word is opened, led on from and left by the keyboard, and is the only one that is open", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Share", exact: true }).click();
  // With the link more words come.
  await page.getByTestId("share-link").waitFor(PATIENCE);
  const words = page.getByRole("dialog").locator("[data-term]");
  const word = words.first();
  await word.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByTestId("explanation");
  await panel.waitFor(PATIENCE);
  await expect.poll(() => word.getAttribute("aria-expanded")).toBe("true");
  const title = panel.getByRole("heading");
  const first = await title.textContent();
  await panel.locator("[data-term]").first().press("Enter");
  await expect.poll(() => title.textContent()).not.toBe(first);
  // The picture is live.
  const reading = panel.locator(".reading");
  const before = await reading.textContent();
  await panel.getByRole("slider").press("ArrowRight");
  await expect.poll(() => reading.textContent()).not.toBe(before);

  await words.nth(1).click();
  await expect.poll(() => panel.count()).toBe(1);
  expect(await word.getAttribute("aria-expanded")).toBe("false");
  await panel.waitFor(PATIENCE);
  await page.keyboard.press("Escape");
  await expect.poll(() => panel.count()).toBe(0);
  // The dialog is still there, and the word has the focus again.
  expect(await words.nth(1).evaluate((element) => element === document.activeElement)).toBe(true);
});
