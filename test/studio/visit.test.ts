/**
 * @file A visit to the page: its views are places that the browser goes back to, each with an address, and whatever is there when
 * the page is left is there again.
 */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PATIENCE, sizes, smallModel } from "./hands.js";
import { DIGITS, draw, useStudioPages } from "./page.js";

const studio = useStudioPages();

const viewOf = (page: Page) => page.locator("nav [aria-current]").textContent();
const shows = (page: Page, view: string) => expect.poll(() => viewOf(page), PATIENCE).toBe(view);
const go = async (page: Page, view: string) => {
  await page.getByRole("navigation").getByRole("link", { name: view, exact: true }).click();
  await shows(page, view);
};
const queryOf = (page: Page) => new URL(page.url()).search;

test("views are entries of the history, with a title and an address each", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  const before = await page.evaluate(() => history.length);
  for (const view of ["Train", "Why", "Basics"]) {
    await go(page, view);
    await expect.poll(() => queryOf(page)).toBe(`?view=${view.toLowerCase()}`);
    await expect.poll(() => page.title()).toBe(`${view} · Akari Studio`);
  }
  expect(await page.evaluate(() => history.length)).toBe(before + 3);
  await page.goBack();
  await shows(page, "Why");
  await page.goForward();
  await shows(page, "Basics");
  // One after another, faster than any view appears.
  await page.evaluate(() => {
    history.back();
    history.back();
    history.back();
  });
  await shows(page, "See");
  expect(queryOf(page)).toBe("");
  await page.evaluate(() => history.go(2));
  await shows(page, "Why");
  await page.getByRole("main").getByRole("heading").first().waitFor(PATIENCE);
});

test("Back neither brings back a network that was left nor takes away the one of the link", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Share" }).click();
  const buffer = Buffer.from(smallModel(5).bytes);
  await page.getByTestId("open-file").setInputFiles({ name: "five.safetensors", mimeType: "", buffer });
  await page.getByRole("button", { name: "Share" }).click();
  const field = page.getByTestId("share-link");
  await expect.poll(() => field.inputValue(), PATIENCE).toContain("#m=");
  await page.goto(await field.inputValue());
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 5 → 10");
  await go(page, "Train");
  expect(new URL(page.url()).hash).toMatch(/^#m=/);
  await page.goBack();
  await shows(page, "See");
  await page.getByRole("radio", { name: "Large network" }).check();
  await expect.poll(() => sizes(page), PATIENCE).not.toBe("784 → 5 → 10");
  await expect.poll(() => new URL(page.url()).hash).toBe("");
  const large = await sizes(page);
  await page.goForward();
  await shows(page, "Train");
  await page.goBack();
  await shows(page, "See");
  await expect.poll(() => new URL(page.url()).hash).toBe("");
  expect(await sizes(page)).toBe(large);
});

test("a link into a view opens it, and the keyboard goes through the header and past it", async () => {
  const page = await studio.open({ at: "?view=basics&edges=weights", reducedMotion: "reduce" });
  await shows(page, "Basics");
  expect(queryOf(page)).toBe("?view=basics&edges=weights");
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  await page.locator("body").press("Tab");
  expect(await focused()).toBe("Skip to the content");
  for (const name of ["See", "Learn", "Train", "Why", "Basics"]) {
    await page.keyboard.press("Tab");
    expect(await focused()).toBe(name);
  }
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await shows(page, "Why");
  expect(await focused()).toBe("Why");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("ja");
  await expect.poll(() => page.title()).toBe("なぜ · 灯り Akari Studio");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("light");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor(PATIENCE);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "本文へ進む" }).focus();
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  expect(new URL(page.url()).hash).toBe("");
});

test("a view remembers where it was scrolled to", async () => {
  const page = await studio.open({ viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
  await go(page, "Train");
  const top = () => page.evaluate(() => Math.round(scrollY));
  await page.getByTestId("train-stepone").waitFor(PATIENCE);
  await page.evaluate(() => scrollTo(0, 300));
  await page.goBack();
  await shows(page, "See");
  expect(await top()).toBe(0);
  await page.goForward();
  await expect.poll(top, PATIENCE).toBe(300);
  await page.reload();
  await expect.poll(top, PATIENCE).toBe(300);
});

test("a view that cannot be loaded says so, and a reload is offered", async () => {
  const page = await studio.open({
    reducedMotion: "reduce",
    tolerates: /404|blocked/,
  });
  await page.route(/assets\/Basics-.*\.js$/, (route) => route.fulfill({ status: 404, body: "" }));
  await page.reload();
  await go(page, "Basics");
  await page.getByText("This view could not be loaded.").waitFor(PATIENCE);
  await page.unroute(/assets\/Basics-.*\.js$/);
  await page.getByRole("button", { name: "Reload" }).click();
  await page.getByTestId("equation").waitFor(PATIENCE);
});

test("a reload keeps the drawing, the network, the recipe and the simple problem", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 16 → 10");
  await page.getByRole("radio", { name: "Large network" }).check();
  await expect.poll(() => sizes(page), PATIENCE).not.toBe("784 → 16 → 16 → 10");
  await draw(page, page.getByTestId("pad"), DIGITS["7"]);
  const result = page.getByTestId("result");
  await expect.poll(() => result.textContent(), PATIENCE).toMatch(/^\s*7/);
  const [answer, network] = [await result.textContent(), await sizes(page)];
  await go(page, "Basics");
  await page.getByRole("button", { name: "XOR" }).click();
  await page.reload();
  await expect
    .poll(() => page.getByRole("button", { name: "XOR" }).getAttribute("aria-pressed"), PATIENCE)
    .toBe("true");
  await go(page, "See");
  await expect.poll(() => result.textContent(), PATIENCE).toBe(answer);
  expect(await sizes(page)).toBe(network);

  // What another version or another hand has left counts as nothing.
  await page.addInitScript(() => {
    for (const key of Object.keys(sessionStorage))
      sessionStorage.setItem(key, '{"version":1,"content":{"strokes":[[7]]}}');
  });
  await page.reload();
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 16 → 10");
  expect(await result.textContent()).not.toBe(answer);
});

test("a run is not lost without a question, and nothing is asked without one", async () => {
  const page = await studio.open({ at: "?view=train", reducedMotion: "reduce" });
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.getByTestId("train-stepone").waitFor(PATIENCE);
  await page.getByRole("heading", { level: 1 }).click();
  await page.reload();
  expect(asked).toEqual([]);
  await page.getByTestId("train-stepone").click();
  await expect.poll(() => page.getByTestId("train-step").textContent(), PATIENCE).toBe("1");
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
});
