/**
 * @file A network trained in the page: at its pace, by single steps, back to any of them, by a recipe whose words are changed in
 * place; and what of it is saved.
 */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { decodeSafetensorsModel } from "../../src/formats/safetensors/torch-layers.js";
import { violations } from "./axe.js";
import { hiddenActivations, PATIENCE, sizes } from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();

const figure = (text: string | null): number => Number((text ?? "").replace(/[^\d.]/g, ""));
const open = (): Promise<Page> => studio.open({ at: "?view=train", reducedMotion: "reduce" });
const text = (page: Page, id: string) => () => page.getByTestId(id).textContent();
const read = (page: Page, id: string) => async () => figure(await text(page, id)());
const moment = (page: Page) => text(page, "train-moment");

/** Sets a number of the recipe's sentence. */
async function setWord(page: Page, word: string, value: string): Promise<void> {
  await page.getByTestId(`word-${word}`).click();
  const field = page.getByRole("dialog").getByRole("textbox");
  await field.fill(value);
  await field.press("Enter");
}

/** Chooses among what a word of the sentence can be. */
async function chooseWord(page: Page, word: string, option: string): Promise<void> {
  await page.getByTestId(`word-${word}`).click();
  await page.getByRole("dialog").locator(`input[value="${option}"]`).check();
  await page.keyboard.press("Escape");
}

const fastest = (page: Page) => page.getByRole("radio", { name: "max" }).check({ force: true });

test("it begins with a step a second, takes the pace that is chosen, and all that is shown is of one moment", async () => {
  const page = await open();
  await page.getByTestId("train-start").click();
  await expect.poll(read(page, "train-step"), PATIENCE).toBeGreaterThan(0);
  expect(await read(page, "train-step")()).toBeLessThan(20);
  await fastest(page);
  await expect.poll(read(page, "train-accuracy"), { timeout: 90_000, interval: 200 }).toBeGreaterThan(85);
  await page.getByTestId("train-pause").click();
  // What was on its way when the run was paused has come when the step stays and has been looked at.
  await page.getByTestId("train-phases").waitFor(PATIENCE);
  const newest = await read(page, "train-step")();
  expect(await moment(page)()).toBe(`step ${newest.toLocaleString("en")} of ${newest.toLocaleString("en")}`);
  const accuracy = await text(page, "train-accuracy")();

  const timeline = page.getByTestId("train-timeline");
  for (const step of [0, 3, 700, newest - 1]) {
    await timeline.fill(String(step));
    await expect
      .poll(moment(page), PATIENCE)
      .toBe(`step ${step.toLocaleString("en")} of ${newest.toLocaleString("en")}`);
    expect(await read(page, "train-step")()).toBe(step);
    // Its figures come with it, and the matrix is of the same step.
    expect(await text(page, "train-test-accuracy")()).toMatch(/%$/);
    await page.getByRole("heading", { name: `after step ${step.toLocaleString("en")}` }).waitFor();
    if (step < 10) expect(await read(page, "train-accuracy")()).toBeLessThan(40);
  }
  await page.getByTestId("train-later").click();
  await expect
    .poll(moment(page), PATIENCE)
    .toBe(`step ${newest.toLocaleString("en")} of ${newest.toLocaleString("en")}`);
  expect(await text(page, "train-accuracy")()).toBe(accuracy);
}, 150_000);

test("a step is told in four phases; until its update the network has the weights from before it, and then δ comes back", async () => {
  const page = await open();
  await page.getByTestId("train-stepone").click();
  const phases = page.getByTestId("train-phases").getByRole("button");
  await expect.poll(() => phases.count(), { timeout: 60_000 }).toBe(4);
  await expect.poll(moment(page), PATIENCE).toBe("step 1 of 1");
  const loss = await text(page, "train-loss")();
  await phases.nth(2).click();
  await expect.poll(moment(page), PATIENCE).toBe("step 0 of 1");
  expect(await text(page, "train-step")()).toBe("0");
  expect(await text(page, "train-loss")()).toMatch(/^\d\.\d{3}$/);
  expect(await text(page, "train-loss")()).not.toBe(loss);
  const cursor = page.getByRole("application").getByRole("button");
  expect(await cursor.getAttribute("aria-label")).toMatch(/δ = ∂L\/∂z −?0\.\d{5}$/);
  // The other views' test does not see the phases.
  expect(await violations(page)).toEqual([]);
  await phases.nth(3).click();
  await expect.poll(moment(page), PATIENCE).toBe("step 1 of 1");
  expect(await cursor.getAttribute("aria-label")).toMatch(/activation 0\.\d\d$/);

  await page.getByTestId("train-stepone").click();
  await expect.poll(text(page, "train-step"), PATIENCE).toBe("2");
  await cursor.focus();
  await cursor.press("ArrowRight");
  await cursor.press("Shift+ArrowDown");
  await cursor.press("Enter");
  await page.getByText("In training", { exact: true }).click();
  const move = page.getByTestId("card-move");
  await move.first().waitFor();
  const moves = await move.evaluateAll((all) =>
    all.map((one) => Math.abs(Number(one.getAttribute("data-value")))),
  );
  // Adam moves every weight by about the learning rate in its first steps.
  expect(moves[0]).toBeGreaterThan(0);
  expect(moves[0]).toBeLessThan(0.0015);
}, 90_000);

test("the four phases and the network are in view together", async () => {
  const page = await open();
  const step = page.getByTestId("train-stepone");
  await step.click();
  await page.getByTestId("train-phases").waitFor(PATIENCE);
  const seen = page.locator("[data-testid=train-phases] button, .stage canvas, [data-testid=train-stepone]");
  const hidden = () =>
    seen.evaluateAll((all) =>
      all.flatMap((one) => {
        const { top, bottom, left, right } = one.getBoundingClientRect();
        const out = top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1;
        return out ? [`${innerWidth}: ${one.tagName} from ${top} to ${bottom}`] : [];
      }),
    );
  for (const [width, height] of [
    [1280, 800],
    [1024, 768],
    [360, 740],
    [740, 360],
  ]) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => scrollTo(0, 0));
    await step.click();
    await expect.poll(hidden, PATIENCE).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
}, 120_000);

test("a run that diverges says so, and what is offered was tried and trains", async () => {
  const page = await open();
  await chooseWord(page, "activation", "relu");
  await chooseWord(page, "optimizer", "sgd");
  await setWord(page, "learningRate", "1e6");
  await fastest(page);
  await page.getByTestId("train-start").click();
  const notice = page.getByTestId("train-notice");
  await notice.waitFor({ timeout: 60_000 });
  await expect.poll(() => notice.textContent(), PATIENCE).toMatch(/step \d+ the loss became NaN.*layer \d/);
  await notice.getByTestId("train-remedy").click({ timeout: 60_000 });
  await expect.poll(read(page, "train-accuracy"), { timeout: 60_000 }).toBeGreaterThan(60);
  expect(await page.getByTestId("train-notice").count()).toBe(0);
}, 150_000);

test("on a phone, numbers that have diverged are short and within the screen, and no score is a percentage", async () => {
  const page = await studio.open({
    at: "?view=train",
    viewport: { width: 360, height: 740 },
    locale: "ja",
    reducedMotion: "reduce",
  });
  await page.getByTestId("word-more").click();
  await page.getByRole("dialog").locator('input[value="linear"]').check();
  await page.getByRole("dialog").locator('input[value="mean_squared_error"]').check();
  await page.keyboard.press("Escape");
  await chooseWord(page, "optimizer", "sgd");
  await setWord(page, "learningRate", "1000");
  await page.getByTestId("train-start").click();
  await page.getByTestId("train-notice").waitFor({ timeout: 60_000 });
  const gallery = page.getByRole("region", { name: "間違い（確信度の高い順）" });
  await gallery.getByRole("button").first().waitFor({ timeout: 60_000 });
  await expect.poll(text(page, "train-loss"), PATIENCE).toMatch(/×10/);
  expect(await gallery.textContent()).toMatch(/アクティベーション [\d.]+×10/);
  expect(await gallery.textContent()).not.toContain("%");
  // A step's number is long too, later.
  await page.getByTestId("train-step").evaluate((step) => {
    step.textContent = "84,400";
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}, 150_000);

test("a word of the sentence refuses what cannot be, says why and keeps what it was; layers come and go", async () => {
  const page = await open();
  await setWord(page, "layer-1", "0");
  const dialog = page.getByRole("dialog");
  await expect.poll(() => dialog.getByRole("alert").textContent()).toContain("Hidden layer 1 can have 1 to");
  expect(await dialog.getByRole("textbox").inputValue()).toBe("16");
  await dialog.getByRole("textbox").fill("many");
  await dialog.getByRole("textbox").press("Enter");
  expect(await dialog.getByRole("textbox").inputValue()).toBe("16");
  expect(await sizes(page)).toBe("784 → 16 → 16 → 10");
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => sizes(page)).toBe("784 → 16 → 10");
  await page.getByTestId("word-add").click();
  await setWord(page, "layer-2", "５");
  await expect.poll(() => sizes(page)).toBe("784 → 16 → 5 → 10");
  await setWord(page, "learningRate", "-1");
  await expect.poll(() => dialog.getByRole("alert").textContent()).toContain("above 0");
  await page.keyboard.press("Escape");
  expect(await text(page, "word-learningRate")()).toBe("0.001");
});

test("a changed recipe leaves the run as it is until the next one is started", async () => {
  const page = await open();
  await page.getByTestId("train-stepone").click();
  await expect.poll(text(page, "train-step"), PATIENCE).toBe("1");
  await setWord(page, "layer-1", "5");
  await page.getByTestId("train-next").waitFor(PATIENCE);
  expect(await sizes(page)).toBe("784 → 16 → 16 → 10");
  await page.getByTestId("train-stepone").click();
  await expect.poll(text(page, "train-step"), PATIENCE).toBe("2");
  await page.getByTestId("train-reset").click();
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 5 → 16 → 10");
  expect(await text(page, "train-step")()).toBe("0");
  expect(await page.getByTestId("train-next").count()).toBe(0);
}, 90_000);

test("a run that was kept lies under the next one, with how the two differ", async () => {
  const page = await open();
  await page.getByTestId("train-stepone").click();
  await expect.poll(text(page, "train-step"), PATIENCE).toBe("1");
  await page.getByTestId("train-keep").click();
  await setWord(page, "learningRate", "0.003");
  await page.getByTestId("train-startnext").click();
  await expect.poll(read(page, "train-step"), PATIENCE).toBeGreaterThan(1);
  await page.getByTestId("train-pause").click();
  expect(await text(page, "train-difference")()).toBe("This run: learning rate 0.003 instead of 0.001.");
  await page.getByRole("link", { name: "Basics" }).click();
  await page.getByRole("link", { name: "Train" }).click();
  const compared = page.getByTestId("train-compare");
  await compared.waitFor(PATIENCE);
  // This run's first layer, the kept one's, and their difference.
  expect(await compared.getByRole("img").count()).toBe(48);
  expect(await page.getByTestId("train-curves").textContent()).toContain("kept run");
  expect(await violations(page)).toEqual([]);
  await page.getByTestId("train-drop").click();
  expect(await compared.count()).toBe(0);
}, 90_000);

test("a network that was trained here is saved with how it was trained, also beside its program", async () => {
  const page = await open();
  await page.getByTestId("train-stepone").click();
  await expect.poll(text(page, "train-test-accuracy"), PATIENCE).toMatch(/%/);
  await expect.poll(text(page, "train-step"), PATIENCE).toBe("1");
  const accuracy = await read(page, "train-test-accuracy")();
  // As a program that reads the network of this very moment.
  const shown = await hiddenActivations(page, 1, 16);
  await page.getByRole("button", { name: "As code" }).click();
  const said = /^\/\/ a1: (.*)$/m.exec((await page.getByTestId("program").textContent(PATIENCE)) ?? "")?.[1];
  for (const [i, value] of (said ?? "").split(" ").map(Number).entries())
    expect(Math.abs(value - shown[i])).toBeLessThanOrEqual(0.0051);
  const written = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Save akari-784/ }).click();
  const file = readFileSync(await (await written).path());
  expect(decodeSafetensorsModel(file, "written.safetensors").record?.steps).toBe(1);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Use it in See" }).click();
  await page.getByRole("button", { name: "Share" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the network" }).click();
  const { record } = decodeSafetensorsModel(readFileSync(await (await download).path()), "saved.safetensors");
  expect(record).toMatchObject({ data: "MNIST, training part", steps: 1, seed: 1, batch: 32, epochs: 20 });
  expect(record?.accuracy).toBeCloseTo(accuracy / 100, 3);
}, 90_000);
