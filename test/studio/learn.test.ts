/**
 * @file Lessons are played to the end in the page, in both languages, by mouse and by keyboard, with slips on the way; left in the middle
 * and resumed; and taken along in a link.
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { ROOT } from "../support/documents.js";
import { violations } from "./axe.js";
import { PATIENCE } from "./hands.js";
import { DIGITS, draw, useStudioPages } from "./page.js";

const studio = useStudioPages();

interface Played {
  readonly typed?: Record<string, string>;
  readonly stage?: readonly number[];
}
interface TaskPlays {
  right(seed: number, read: () => { label: string; probability: number }): Played;
  readonly slips: Record<string, (seed: number) => Played | undefined>;
}

/** How each lesson is played, as its folder has it. */
const PLAYS: Record<string, readonly TaskPlays[]> = {};
beforeAll(async () => {
  for (const name of ["01-light", "06-neuron"]) {
    const file = join(ROOT, "studio/src/views/learn/lessons", name, "plays.ts");
    PLAYS[name.slice(0, 2)] = (await import(pathToFileURL(file).href)).plays;
  }
});

const SEED = 12;
const nine = () => ({ label: "9", probability: 1 });
const submit = (page: Page) => page.locator("form button[type=submit]").click();
const said = (page: Page) => page.getByTestId("said");
const fields = (page: Page) => page.locator("form input[type=text]");
const part = (page: Page) => page.locator("main [aria-current=step]").textContent(PATIENCE);

/** Brings about what a task asks for, or a slip in it. */
async function play(page: Page, { typed = {}, stage = [] }: Played): Promise<void> {
  for (const [i, text] of Object.values(typed).entries()) await fields(page).nth(i).fill(text);
  const canvas = page.getByTestId("why-canvas");
  for (let i = 0; i < stage.length; i += 2) {
    await page
      .locator("main section input[type=radio]")
      .nth(stage[i + 1] > 0 ? 0 : 1)
      .check();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("There is nothing to paint on.");
    const side = box.width / 28;
    const position = {
      x: ((stage[i] % 28) + 0.5) * side,
      y: (Math.floor(stage[i] / 28) + 0.5) * side,
    };
    await canvas.click({ position });
  }
}

/** Plays a lesson to its end from where predictions are asked for, with one slip in its first task. */
async function playThrough(page: Page, number: string, slip: string): Promise<void> {
  await page.locator("form").waitFor(PATIENCE);
  // Nothing is revealed before every guess is there.
  await submit(page);
  expect(await page.locator("form table").count()).toBe(0);
  const choices = page.locator("form input[type=radio]");
  if ((await choices.count()) > 0) for (const i of [0, 3, 4]) await choices.nth(i).check();
  else for (const i of [0, 1, 2]) await fields(page).nth(i).fill("0.5");
  await submit(page);
  for (const [i, task] of PLAYS[number].entries()) {
    await expect.poll(() => part(page), PATIENCE).toMatch(new RegExp(`${i + 1}$`));
    if (i === 0) {
      await submit(page);
      const untouched = await said(page).textContent();
      await play(page, task.slips[slip](SEED) ?? {});
      expect((await said(page).textContent())?.trim()).toBe("");
      await submit(page);
      await expect.poll(() => said(page).textContent()).not.toBe("");
      expect(await said(page).textContent()).not.toBe(untouched);
      expect(await violations(page)).toEqual([]);
    }
    await play(page, task.right(SEED, nine));
    await submit(page);
    await expect.poll(() => said(page).getAttribute("class"), PATIENCE).toContain("good");
    await submit(page);
  }
  await expect.poll(() => page.locator("form button[type=submit]").count(), PATIENCE).toBe(0);
  expect(await page.locator("form table .known").count()).toBe(3);
  expect(await violations(page)).toEqual([]);
}

test.each([
  { language: "en", width: 1280, height: 800, theme: "dark" },
  { language: "ja", width: 360, height: 740, theme: "light" },
] as const)("lessons 1 and 6 are played to the end, $language, $width pixels wide", async (size) => {
  const { language, width, height, theme } = size;
  const page = await studio.open({
    locale: language,
    viewport: { width, height },
    theme,
    reducedMotion: "reduce",
    at: `?view=learn&seed=${SEED}`,
  });
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const lessons = page.getByRole("main").getByRole("listitem").getByRole("button");
  await lessons.first().waitFor(PATIENCE);
  expect(await lessons.count()).toBe(2);
  await lessons.nth(0).click();
  await playThrough(page, "01", "scale");
  expect(await sideways()).toBeLessThanOrEqual(0);
  // The next lesson is one tap away.
  await page.locator("form button").first().click();
  await expect.poll(() => new URL(page.url()).searchParams.get("lesson")).toBe("06");
  await playThrough(page, "06", "noBias");
  expect(await sideways()).toBeLessThanOrEqual(0);
  await page.goBack();
  await expect.poll(() => new URL(page.url()).searchParams.get("lesson")).toBe("01");
  await page.goBack();
  await expect.poll(() => page.locator("main .done").count(), PATIENCE).toBe(2);
});

test("a lesson that was left is resumed where it was, after a reload and from a link on another device", async () => {
  const page = await studio.open({ reducedMotion: "reduce", at: "?view=learn&lesson=01" });
  await fields(page).nth(2).waitFor(PATIENCE);
  for (const i of [0, 1, 2]) await fields(page).nth(i).fill("0.25");
  // Enter is enough: nobody needs a mouse.
  await page.keyboard.press("Enter");
  await expect.poll(() => part(page), PATIENCE).toBe("Do 1");
  await fields(page).nth(1).fill("0.7");
  await page.reload();
  await expect.poll(() => part(page), PATIENCE).toBe("Do 1");
  expect(await fields(page).nth(1).inputValue()).toBe("0.7");
  const known = await page.locator("form table").textContent();

  await page.getByRole("button", { name: "All lessons" }).click();
  await page.getByRole("button", { name: "Copy a link to my progress" }).click();
  const link = await page.getByTestId("progress-link").inputValue(PATIENCE);
  const other = await studio.open({ reducedMotion: "reduce", at: new URL(link).search + new URL(link).hash });
  await other.getByText("The progress in the link has been taken over.").waitFor(PATIENCE);
  expect(new URL(other.url()).hash).toBe("");
  await other.getByRole("button", { name: /Light is a number/ }).click();
  await expect.poll(() => part(other), PATIENCE).toBe("Do 1");
  expect(await fields(other).nth(1).inputValue()).toBe("0.7");
  expect(await other.locator("form table").textContent()).toBe(known);
});

test("after the first drawing the page invites to the course, and no more once somebody has been there", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  const invitation = page.getByRole("button", { name: /How does it do that/ });
  await page.getByTestId("prediction").waitFor(PATIENCE);
  expect(await invitation.count()).toBe(0);
  await draw(page, page.getByTestId("pad"), DIGITS["7"]);
  await invitation.click(PATIENCE);
  await page.getByRole("heading", { name: "What goes on inside? Work it out." }).waitFor(PATIENCE);
  await page.getByRole("navigation").getByRole("link", { name: "See" }).click();
  await page.getByTestId("prediction").waitFor(PATIENCE);
  expect(await invitation.count()).toBe(0);
});
