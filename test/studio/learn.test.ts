/**
 * @file Every lesson is played to the end in the page, with slips on the way; lessons are left in the middle and resumed, and taken along in a
 * link. `npm run test:lessons` plays each in both languages and sizes, by mouse, touch and keyboard, with every slip of every task.
 */

import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { violations } from "./axe.js";
import { PATIENCE } from "./hands.js";
import {
  type By,
  linkTo,
  loadLessons,
  loadTools,
  type Played,
  type PlayedLesson,
} from "./lessons/lessons.js";
import { DIGITS, draw, useStudioPages } from "./page.js";

const studio = useStudioPages();
const LESSONS = await loadLessons();
let tools: unknown;
beforeAll(async () => {
  tools = await loadTools();
});

const SEED = 12;
const EVERYTHING = process.env.AKARI_LESSONS === "all";
const WAYS = [
  { language: "en", width: 1280, height: 800, theme: "dark", by: "mouse" },
  { language: "ja", width: 360, height: 740, theme: "light", by: "touch" },
  { language: "ja", width: 1280, height: 800, theme: "light", by: "keys" },
  { language: "en", width: 360, height: 740, theme: "dark", by: "mouse" },
] as const;
/** Which ways each is played: in `npm test` one, not the same for all. */
const PLAYS = LESSONS.flatMap((lesson, i) =>
  (EVERYTHING ? WAYS : [WAYS[i % 3]]).map(
    (way) =>
      [`${lesson.number}, ${way.language}, ${way.width} pixels wide, by ${way.by}`, lesson, way] as const,
  ),
);

const submit = (page: Page) => page.locator("form button[type=submit]").click();
const said = (page: Page) => page.getByTestId("said");
const fields = (page: Page) => page.locator("form input[type=text]");
const part = (page: Page) => page.locator("main [aria-current=step]").textContent(PATIENCE);
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** The page is not wider than a small phone, upright or on its side. A picture follows its frame's new size in the next frame. */
async function fitsPhones(page: Page): Promise<void> {
  for (const [width, height] of [
    [320, 640],
    [568, 320],
    [640, 400],
  ]) {
    await page.setViewportSize({ width, height });
    await expect
      .poll(() => sideways(page), { ...PATIENCE, message: `${width} pixels wide` })
      .toBeLessThanOrEqual(0);
  }
}

/** Chooses one of a few, or types. */
async function answer(page: Page, at: number, text: string, options: boolean): Promise<void> {
  const entry = page.locator("form .fields > *").nth(at);
  if (!options) return entry.locator("input").fill(text);
  await entry.locator(`input[value="${text}"]`).check();
}

/** Brings about what a task asks for. */
async function play(page: Page, lesson: PlayedLesson, task: number, played: Played, by: By): Promise<void> {
  const asked = lesson.fields[task];
  for (const [i, { name, options }] of asked.entries())
    await answer(page, i, played.typed?.[name] ?? "", options !== undefined);
  if (played.stage === undefined || played.stage.length === 0) return;
  if (lesson.bring === undefined) throw new Error(`test/studio/lessons/${lesson.number}.ts is missing.`);
  await lesson.bring(page, played.stage, task, by);
}

test.each(PLAYS)("lesson %s", async (_, lesson, { language, width, height, theme, by }) => {
  const { number, plays, predictions } = lesson;
  const page = await studio.open({
    locale: language,
    viewport: { width, height },
    theme,
    hasTouch: by === "touch",
    reducedMotion: "reduce",
    at: `?view=learn&lesson=${number}&seed=${SEED}`,
  });
  await page.locator("form").waitFor(PATIENCE);
  const guessed = predictions(SEED).map(({ options, range = [0, 1] }) =>
    options === undefined ? String((range[0] + range[1]) / 2) : options[0].value,
  );
  // Nothing is revealed before every guess is there.
  await submit(page);
  expect(await page.locator("form table").count()).toBe(0);
  for (const [i, { options }] of predictions(SEED).entries())
    await answer(page, i, guessed[i], options !== undefined);
  await submit(page);

  const typed: Record<string, string> = {};
  const stages: number[][] = [];
  for (const [i, task] of plays.entries()) {
    await expect.poll(() => part(page), PATIENCE).toMatch(new RegExp(`${i + 1}$`));
    // What nobody touched is not passed, and one hint is said; each slip has its own.
    await submit(page);
    await expect.poll(() => said(page).getAttribute("class"), PATIENCE).not.toContain("good");
    await expect.poll(async () => (await said(page).textContent())?.trim(), PATIENCE).not.toBe("");
    const hints = new Set<string>();
    const slips = Object.entries(task.slips).slice(0, EVERYTHING ? undefined : i === 0 ? 1 : 0);
    for (const [name, make] of slips) {
      const slip = await make(SEED, tools);
      if (slip === undefined || slip.answer !== undefined) continue;
      const link = await linkTo(number, {
        seed: SEED,
        task: i,
        guessed,
        typed: { ...typed, ...slip.typed },
        stages: [...stages, [...(slip.stage ?? [])]],
      });
      await page.evaluate((hash) => location.assign(hash), link);
      await page.locator(".bar > button").click(PATIENCE);
      await submit(page);
      await expect.poll(async () => (await said(page).textContent())?.trim(), PATIENCE).not.toBe("");
      expect(await said(page).getAttribute("class"), name).not.toContain("good");
      hints.add((await said(page).textContent()) ?? "");
      expect(await sideways(page)).toBeLessThanOrEqual(0);
    }
    if (slips.length > 2) expect(hints.size).toBeGreaterThanOrEqual(3);
    if (i === 0 || EVERYTHING) expect(await violations(page)).toEqual([]);
    // The right way is gone from an untouched stage, by hand.
    if (slips.length > 0) {
      const link = await linkTo(number, { seed: SEED, task: i, guessed, typed, stages });
      await page.evaluate((hash) => location.assign(hash), link);
      await page.locator(".bar > button").click(PATIENCE);
    }
    const right = await task.right(SEED, tools);
    await play(page, lesson, i, right, by);
    await submit(page);
    await expect.poll(() => said(page).getAttribute("class"), PATIENCE).toContain("good");
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    if (EVERYTHING) {
      await fitsPhones(page);
      await page.setViewportSize({ width, height });
    }
    Object.assign(typed, right.typed);
    stages.push([...(right.stage ?? [])]);
    await submit(page);
  }
  await expect.poll(() => page.locator("form button[type=submit]").count(), PATIENCE).toBe(0);
  // Every prediction stands beside what came of it.
  await expect.poll(() => page.locator("form table .known").count(), PATIENCE).toBe(guessed.length);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  // At their ends lessons differ in little that axe looks at.
  if (EVERYTHING || lesson === LESSONS[0]) expect(await violations(page)).toEqual([]);
  await fitsPhones(page);
});

test("what is done is lit on the path, and the next lesson is one tap away", async () => {
  const page = await studio.open({ reducedMotion: "reduce", at: "?view=learn" });
  const lessons = page.getByRole("main").getByRole("listitem").getByRole("button");
  await lessons.first().waitFor(PATIENCE);
  expect(await lessons.count()).toBe(LESSONS.length);
  await lessons.first().click();
  await expect.poll(() => new URL(page.url()).searchParams.get("lesson")).toBe("01");
  const [{ plays }] = LESSONS;
  const rights = await Promise.all(plays.map((task) => task.right(SEED, tools)));
  const link = await linkTo("01", {
    seed: SEED,
    task: plays.length - 1,
    guessed: ["0.5", "0.5", "0.5"],
    typed: Object.assign({}, ...rights.map(({ typed }) => typed)),
    stages: rights.map(({ stage = [] }) => [...stage]),
  });
  await page.evaluate((hash) => location.assign(hash), link);
  await page.locator(".bar > button").click(PATIENCE);
  await submit(page);
  await expect.poll(() => said(page).getAttribute("class"), PATIENCE).toContain("good");
  await submit(page);
  await page.locator("form button").first().click();
  await expect.poll(() => new URL(page.url()).searchParams.get("lesson")).toBe(LESSONS[1].number);
  await page.goBack();
  await expect.poll(() => new URL(page.url()).searchParams.get("lesson")).toBe("01");
  await page.getByRole("button", { name: "All lessons" }).click();
  await expect.poll(() => page.locator("main .done").count(), PATIENCE).toBe(1);
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
