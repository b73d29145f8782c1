/**
 * @file A teacher pastes a class's completion links: the page does every answer again and tells which hold; and links for a class open as they say.
 */

import { expect, test } from "vitest";
import { violations } from "./axe.js";
import { PATIENCE } from "./hands.js";
import { completionLink, loadLessons, loadTools } from "./lessons/lessons.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();
const TAMPERED = [4, 9, 15, 22, 30];

/** Thirty links of lesson 6, each with its seed; five of them tampered with. */
async function classOfThirty(): Promise<string[]> {
  const [tools, lessons] = [await loadTools(), await loadLessons()];
  const plays = lessons.find(({ number }) => number === "06")?.plays ?? [];
  return Promise.all(
    Array.from({ length: 30 }, async (_, i) => {
      const row = i + 1;
      const rights = await Promise.all(plays.map((task) => task.right(row, tools)));
      const typed = Object.assign({}, ...rights.map((right) => right.typed));
      const answers = row === 9 ? { ...typed, z1: "7" } : typed;
      // The numbers of a neighbour, and none at all.
      const seed = row === 15 ? row + 1 : row;
      const link = await completionLink(`Learner ${row}`, {
        "06": { seed, typed: row === 22 ? {} : answers, task: plays.length },
      });
      return row === 4 ? link.slice(0, -6) : row === 30 ? `${link.slice(0, 30)}x${link.slice(31)}` : link;
    }),
  );
}

test("of thirty links five are told", async () => {
  const links = await classOfThirty();
  const page = await studio.open({
    locale: "ja",
    theme: "light",
    viewport: { width: 360, height: 740 },
  });
  // The network that is asked comes late: who presses twice waits for it too.
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/models/lamps*", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${studio.url}?view=learn&lesson=class`);
  const [entry, check] = [page.locator("textarea"), page.locator("button.main").first()];
  await check.click(PATIENCE);
  await page.getByText(/完了リンクはありません/).waitFor();
  await entry.fill(links.map((link, i) => `${i + 1}: http://127.0.0.1/${link}`).join("\n"));
  await check.click();
  letGo();
  const rows = page.locator("tbody tr");
  await expect.poll(() => rows.count(), PATIENCE).toBe(30);
  const bad = await rows.evaluateAll((all) =>
    all.flatMap((row, i) => (row.querySelector(".differs, .damaged") === null ? [] : [i + 1])),
  );
  expect(bad).toEqual(TAMPERED);
  expect(await page.locator("tbody td.done").count()).toBe(25);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
});

test("a completion link opens where it is judged, and a text file of links is taken", async () => {
  const [one, other] = (await classOfThirty()).slice(0, 2);
  const page = await studio.open({ at: `?view=learn${one}` });
  const rows = page.locator("tbody tr");
  await expect.poll(() => rows.count(), PATIENCE).toBe(1);
  expect(await rows.locator("td.done").count()).toBe(1);
  // The lessons' titles to choose from are longer in English.
  await page.setViewportSize({ width: 320, height: 640 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), PATIENCE)
    .toBeLessThanOrEqual(0);
  await page.locator("input[type=file]").setInputFiles({
    name: "links.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(`Class 2b\n${other}\n`),
  });
  await expect.poll(() => rows.count(), PATIENCE).toBe(2);
  await page.locator("input[type=file]").setInputFiles({
    name: "links.zip",
    mimeType: "application/zip",
    buffer: Buffer.from([80, 75, 3, 4, 0, 0]),
  });
  await page.getByText("links.zip is no text file.").waitFor(PATIENCE);
  expect(await rows.count()).toBe(2);
});

test("a link for a class fixes lesson, language, numbers, and what else is shown", async () => {
  const page = await studio.open({ at: "?view=learn&lesson=class" });
  await page.getByRole("combobox").selectOption("06", PATIENCE);
  await page.getByRole("radio", { name: "日本語" }).last().check();
  await page.getByRole("radio", { name: "the same for all" }).check();
  await page.getByRole("checkbox", { name: "hide the other views" }).check();
  await page.getByRole("button", { name: "Copy the link" }).click();
  const link = new URL(await page.getByTestId("lesson-link").inputValue(PATIENCE));
  const other = await studio.open({ at: link.search });
  await other.getByRole("heading", { name: /ニューロンを手計算/ }).waitFor(PATIENCE);
  expect(await other.getByRole("navigation").getByRole("link").count()).toBe(1);
  // Whoever wants another language chooses it, and it stays.
  await other.getByRole("radio", { name: "English" }).check();
  await other.reload();
  await other.getByRole("heading", { name: /One neuron by hand/ }).waitFor(PATIENCE);
});

test("worksheets are printed on A4, a page each, and the same set gives the same sheets", async () => {
  const page = await studio.open({ at: "?view=learn&lesson=sheets", locale: "ja" });
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await field("枚数").fill("99", PATIENCE);
  await field("枚数").press("Tab");
  expect(await field("枚数").inputValue()).toBe("60");
  await field("枚数").fill("8");
  await field("セット番号").fill("123");
  await field("セット番号").press("Tab");
  const sheets = page.locator("section.sheet");
  await expect.poll(() => sheets.count(), PATIENCE).toBe(9);
  const printed = await sheets.allTextContents();
  expect(new Set(printed).size).toBe(9);
  expect(await page.locator(".key li").count()).toBe(8);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  // 210 by 297 mm, in points.
  expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][\d.]* 84[12]/);
  const pages = pdf.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  expect(pages).toBeGreaterThanOrEqual(9);
  expect(pages).toBeLessThanOrEqual(10);
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await field("枚数").fill("8", PATIENCE);
  await field("セット番号").fill("123", PATIENCE);
  await field("セット番号").press("Tab");
  await expect.poll(() => sheets.allTextContents(), PATIENCE).toEqual(printed);
});
