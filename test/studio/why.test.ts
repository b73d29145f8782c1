/**
 * @file The view "Why" speaks of the network's own two likeliest answers.
 */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { compile } from "../../src/index.js";
import { violations } from "./axe.js";
import { chooseImage, lampsModel, PATIENCE, testImage } from "./hands.js";
import { DIGITS, draw, useStudioPages } from "./page.js";

const studio = useStudioPages();

/** Opens a view by its name. */
const openerOf = (page: Page) => (view: string) =>
  page.getByRole("navigation").getByRole("link", { name: view, exact: true }).click();
/** What the view asks. */
const question = (page: Page) => page.getByRole("heading", { level: 2 }).first().textContent();

test("the answer and the runner-up are the two largest outputs", async () => {
  const lamps = await compile(lampsModel());
  const page = await studio.open({ reducedMotion: "reduce" });
  const open = openerOf(page);
  // A 7, and a 5 that many networks take for a 6.
  for (const index of [0, 8]) {
    const outputs = lamps.predict(await testImage(index));
    const order = Array.from(outputs, (_, i) => i).sort((a, b) => outputs[b] - outputs[a]);
    const percent = (of: number): string => {
      const text = `${(100 * outputs[order[of]]).toFixed(1)}%`;
      return text === "0.0%" ? "<0.1%" : text === "100.0%" ? ">99.9%" : text;
    };
    await open("See");
    await chooseImage(page, index);
    await open("Why");
    const answer = page.getByTestId("why-answer");
    await expect.poll(() => answer.textContent(), PATIENCE).toBe(String(order[0]));
    const runnerUp = page.getByTestId("why-runner-up");
    expect(await runnerUp.textContent()).toBe(String(order[1]));
    expect(await answer.locator("xpath=..").textContent()).toContain(percent(0));
    expect(await runnerUp.locator("xpath=..").textContent()).toContain(percent(1));
  }
  // The maps and the balance are only here once there is a picture: the views' own test does not see them.
  await page.waitForLoadState("networkidle");
  expect(await violations(page)).toEqual([]);
});

test("painting turns the answer, counts its pixels, and can be taken back", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  const open = openerOf(page);
  await chooseImage(page, 0);
  await open("Why");
  const answer = page.getByTestId("why-answer");
  await expect.poll(() => answer.textContent(), PATIENCE).toBe("7");
  const canvas = page.getByTestId("why-canvas");
  const changed = async (): Promise<number> =>
    Number(/\d+/.exec((await page.getByTestId("why-changed").textContent()) ?? "")?.[0]);
  expect(await changed()).toBe(0);
  await canvas.scrollIntoViewIfNeeded();
  for (let column = 0.1; column < 0.95 && (await answer.textContent()) === "7"; column += 0.15) {
    await draw(page, canvas, [
      [
        [column, 0.1],
        [column, 0.9],
      ],
    ]);
  }
  await expect.poll(() => answer.textContent(), PATIENCE).not.toBe("7");
  expect(await changed()).toBeGreaterThan(10);
  await page.getByText(/^The answer has changed from 7 to/).waitFor(PATIENCE);
  await page.getByRole("button", { name: "Undo all" }).click();
  await expect.poll(() => answer.textContent(), PATIENCE).toBe("7");
  expect(await changed()).toBe(0);
});

test("with nothing to explain it offers mistakes, and the question follows the answer", async () => {
  const page = await studio.open({ at: "?view=why", reducedMotion: "reduce" });
  await expect.poll(() => question(page), PATIENCE).toBe("What is an answer based on?");
  await page.getByRole("button", { name: /^Why \d and not \d\?$/ }).click(PATIENCE);
  // The surest mistake, at once beside what it should have been.
  await expect.poll(() => question(page), PATIENCE).toMatch(/^Why \d and not \d\?$/);
  const [, answer, label] = /^Why (\d) and not (\d)/.exec((await question(page)) ?? "") ?? [];
  expect(await page.getByTestId("why-answer").textContent()).toBe(answer);
  await page.getByText(`labelled ${label}`).waitFor(PATIENCE);
  expect(await page.getByRole("radio", { name: label, exact: true }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Next mistake" }).click();
  await expect.poll(() => question(page)).not.toBe(`Why ${answer} and not ${label}?`);
  expect(await violations(page)).toEqual([]);

  // Whose drawing it is, is known, and a right answer is not asked why it is wrong.
  const open = openerOf(page);
  await page.goto(studio.url);
  await page.getByTestId("prediction").waitFor(PATIENCE);
  await open("Why");
  await page.getByText("The 9 that drew itself").waitFor(PATIENCE);
  await expect.poll(() => question(page), PATIENCE).toBe("Why 9?");
  await open("See");
  await draw(page, page.getByTestId("pad"), DIGITS["1"]);
  await open("Why");
  await page.getByText("Your drawing").waitFor(PATIENCE);
});
