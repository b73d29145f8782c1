/**
 * @file The simple problems learn in the page.
 */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { violations } from "./axe.js";
import { PATIENCE } from "./hands.js";
import { fingerOn, useStudioPages } from "./page.js";

const studio = useStudioPages();

/** The number that a figure of the view shows. */
const figure = async (page: Page, id: string): Promise<number> =>
  Number.parseFloat((await page.getByTestId(`basics-${id}`).textContent()) ?? "");

const choose = (page: Page, group: string, option: string) =>
  page
    .getByRole("radiogroup", { name: group })
    .getByRole("radio", { name: option, exact: true })
    .check({ force: true });

test("a line comes to lie through its points", async () => {
  const page = await studio.open({ at: "?view=basics", reducedMotion: "reduce" });
  const loss = async (): Promise<number> => Number(await page.getByTestId("basics-loss").textContent());
  expect(await loss()).toBeGreaterThan(0.1);
  await page.getByTestId("basics-start").click();
  await expect.poll(loss, { timeout: 40_000 }).toBeLessThan(0.03);
}, 60_000);

test("XOR is learned by a network with a hidden layer", async () => {
  const page = await studio.open({ at: "?view=basics", reducedMotion: "reduce" });
  await page.getByTestId("basics-problem-xor").click();
  await page.getByTestId("basics-start").click();
  const accuracy = async (): Promise<number> =>
    Number.parseFloat((await page.getByTestId("basics-accuracy").textContent()) ?? "0");
  await expect.poll(accuracy, { timeout: 60_000 }).toBeGreaterThanOrEqual(95);
}, 90_000);

test("a finger adds a point, drags it without moving the page, and removes it", async () => {
  const page = await studio.open({
    at: "?view=basics",
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: "reduce",
  });
  const plot = page.getByTestId("plot");
  const count = async (): Promise<number> =>
    Number(/\d+/.exec((await plot.getAttribute("aria-label")) ?? "")?.[0]);
  const first = await count();
  const touch = await fingerOn(page, plot);
  const tap = async (at: number[]): Promise<void> => {
    await touch("touchStart", at);
    await touch("touchEnd");
  };
  const place = [0.8, 0.85];
  await tap(place);
  await expect.poll(count).toBe(first + 1);

  const before = await page.evaluate(() => scrollY);
  const loss = await page.getByTestId("basics-loss").textContent();
  await touch("touchStart", place);
  for (let i = 1; i <= 10; i++) await touch("touchMove", [0.8 - 0.02 * i, 0.85 - 0.03 * i]);
  await touch("touchEnd");
  expect(await page.evaluate(() => scrollY)).toBe(before);
  await expect.poll(() => page.getByTestId("basics-loss").textContent()).not.toBe(loss);
  expect(await count()).toBe(first + 1);

  await page.getByRole("radio", { name: "Remove" }).tap();
  const again = await fingerOn(page, plot);
  await again("touchStart", [0.6, 0.55]);
  await again("touchEnd");
  await expect.poll(count).toBe(first);
});

test("a run that diverged is mended by what is offered, and without hidden layers the neuron keeps its picture", async () => {
  const page = await studio.open({ at: "?view=basics", reducedMotion: "reduce" });
  await expect.poll(() => page.getByTestId("neurons").getAttribute("aria-label")).toContain("1–1");
  const before = await figure(page, "loss");
  await page.getByTestId("basics-rate").selectOption("10");
  await page.getByTestId("basics-pace").selectOption("1000");
  await page.getByTestId("basics-start").click();
  await page.getByTestId("basics-remedy").click(PATIENCE);
  await expect.poll(() => figure(page, "steps"), PATIENCE).toBeGreaterThan(300);
  expect(await page.getByTestId("basics-stopped").count()).toBe(0);
  expect(await figure(page, "loss")).toBeLessThan(before);
}, 60_000);

test.each(["en", "ja"])(
  "on a phone, the optimizers' table and numbers that have diverged are still within the screen, %s",
  async (locale) => {
    const page = await studio.open({
      at: "?view=basics",
      locale,
      viewport: { width: 320, height: 640 },
      reducedMotion: "reduce",
    });
    await page.getByTestId("basics-problem-plane").click();
    await page.getByTestId("basics-race").click();
    await page.getByTestId("basics-trail-adam").waitFor(PATIENCE);
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await sideways()).toBeLessThanOrEqual(0);
    await page.getByTestId("basics-rate").selectOption("10");
    await page.getByTestId("basics-pace").selectOption("1000");
    await page.getByTestId("basics-start").click();
    await page.getByTestId("basics-remedy").waitFor(PATIENCE);
    expect(await page.getByTestId("equation").textContent()).toMatch(/10[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}/);
    // The steps that made these numbers, though it diverged before the page was told of any.
    expect(await figure(page, "steps")).toBeGreaterThan(0);
    expect(await page.getByTestId("basics-trail-sgd").textContent()).toMatch(/10[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}/);
    expect(await sideways()).toBeLessThanOrEqual(0);
    const table = page.getByTestId("basics-trails");
    expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  },
  60_000,
);

test("the optimizers' trails lie side by side, from one start, and can be cleared", async () => {
  const page = await studio.open({ at: "?view=basics", reducedMotion: "reduce" });
  await page.getByTestId("basics-problem-valley").click();
  const sentence = () => page.getByTestId("basics-optimizer-words").textContent();
  expect(await sentence()).toMatch(/^SGD steps/);
  const start = await page.getByTestId("loss-here").textContent();
  // One by one: another optimizer goes back to the start, and leaves the trail of the one before.
  for (let step = 1; step <= 3; step++) {
    await page.getByTestId("basics-step").click();
    await expect.poll(() => figure(page, "steps"), PATIENCE).toBe(step);
  }
  await choose(page, "Optimizer", "Adam");
  expect(await sentence()).toMatch(/^Adam/);
  expect(await page.getByTestId("loss-here").textContent()).toBe(start);
  expect(await page.getByTestId("basics-trail-sgd").textContent()).toContain("3");
  // And all at once.
  await page.getByTestId("basics-race").click();
  const steps = (name: string) =>
    page.getByTestId(`basics-trail-${name}`).getByRole("cell").nth(1).textContent();
  for (const name of ["sgd", "momentum", "rmsprop", "adam"]) {
    await expect.poll(() => steps(name), PATIENCE).toBe("150");
  }
  expect(await page.getByTestId("basics-trail-sgd").textContent()).toContain("not yet");
  // Their trails, their table and the loss curve are in view together.
  expect(await page.evaluate(() => scrollY)).toBe(0);
  for (const id of ["landscape", "basics-trails", "loss-curve"]) {
    const box = await page.getByTestId(id).boundingBox();
    expect((box?.y ?? Number.NaN) + (box?.height ?? Number.NaN), id).toBeLessThanOrEqual(800);
  }
  expect(await violations(page)).toEqual([]);
  await page.getByTestId("basics-clear-trails").click();
  expect(await page.getByTestId("basics-trails").count()).toBe(0);
}, 60_000);

test("a prediction, an experiment, what was seen, why, and what helps", async () => {
  const page = await studio.open({ at: "?view=basics", reducedMotion: "reduce" });
  await page.getByTestId("basics-problem-xor").click();
  await page.getByTestId("basics-predict-2").click();
  const findings = page.getByTestId("basics-findings");
  await findings.waitFor(PATIENCE);
  // What is said is what is shown.
  expect(await findings.textContent()).toContain("You predicted “Above 95%”; what happened is “Below 65%”");
  expect(await findings.textContent()).toContain(`${await figure(page, "accuracy")}%`);
  expect(await findings.textContent()).toContain(`After ${await figure(page, "steps")} steps`);
  await expect.poll(() => page.getByTestId("neurons").getAttribute("aria-label")).toContain("2–1");
  expect(await page.getByTestId("basics-stopped").textContent()).toContain("straight line");
  await page.getByTestId("basics-remedy").click(PATIENCE);
  await expect.poll(() => figure(page, "accuracy"), PATIENCE).toBeGreaterThanOrEqual(95);
  await page.getByTestId("basics-put-back").click();
  expect(await figure(page, "steps")).toBe(0);
  expect(await page.getByTestId("basics-predict-0").count()).toBe(1);
}, 60_000);

test("with noise, points that are held out have a loss and a curve of their own", async () => {
  const page = await studio.open({ at: "?view=basics", reducedMotion: "reduce" });
  await page.getByTestId("basics-problem-curve").click();
  await page.getByTestId("basics-noise").fill("0.3");
  expect(await page.getByTestId("basics-hold-out").isChecked()).toBe(true);
  await page.getByTestId("basics-start").click();
  await expect
    .poll(() => page.getByTestId("loss-curve").getAttribute("aria-label"), PATIENCE)
    .toMatch(/Validation loss.* to \d/);
  await page.getByTestId("basics-start").click();
  expect(await figure(page, "held-out-loss")).toBeGreaterThan(0);
  await page.getByTestId("basics-hold-out").uncheck();
  expect(await page.getByTestId("basics-held-out-loss").count()).toBe(0);
});

test("points are added, moved and removed by keys alone", async () => {
  const page = await studio.open({ at: "?view=basics" });
  const plot = page.getByTestId("plot");
  const count = async (): Promise<number> =>
    Number(/\d+/.exec((await plot.getAttribute("aria-label")) ?? "")?.[0]);
  const first = await count();
  await plot.focus();
  for (const key of ["ArrowRight", "ArrowUp", "Enter"]) await page.keyboard.press(key);
  await expect.poll(count).toBe(first + 1);
  const loss = await page.getByTestId("basics-loss").textContent();
  for (const key of ["p", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  await expect.poll(() => page.getByTestId("basics-loss").textContent()).not.toBe(loss);
  await page.keyboard.press("Delete");
  await expect.poll(count).toBe(first);
});

test("why 16: what is compared is measured in the page, and can be cancelled", async () => {
  const page = await studio.open({ at: "?view=basics" });
  await page.getByTestId("basics-problem-sizes").click();
  await page.getByTestId("basics-sizes-start").click();
  const accuracy = (i: number) =>
    page.getByTestId(`basics-size-${i}`).getByRole("cell").first().textContent();
  await expect.poll(() => accuracy(0), { timeout: 90_000 }).toMatch(/^9\d\.\d%/);
  await page.getByTestId("basics-sizes-cancel").click();
  await page.getByTestId("basics-sizes-start").waitFor(PATIENCE);
  expect(await violations(page)).toEqual([]);
}, 120_000);

test("why 16, without the images: it says so, measures nothing, and can be tried again", async () => {
  const page = await studio.open({ at: "?view=basics", tolerates: /404/ });
  const images = /mnist\/train-\d/;
  await page.route(images, (route) => route.fulfill({ status: 404, body: "" }));
  await page.getByTestId("basics-problem-sizes").click();
  await page.getByTestId("basics-sizes-start").click();
  const failure = page.getByTestId("basics-sizes-failure");
  await failure.waitFor(PATIENCE);
  expect(await failure.textContent()).toMatch(/^The comparison stopped: .*train-\d/);
  for (let i = 0; i < 3; i++) {
    expect(await page.getByTestId(`basics-size-${i}`).getByRole("cell").first().textContent()).toMatch(
      /^—\s*$/,
    );
  }
  expect(await violations(page)).toEqual([]);

  await page.unroute(images);
  await page.getByTestId("basics-sizes-start").click();
  expect(await failure.count()).toBe(0);
  const status = page.getByRole("main").getByRole("status");
  await expect
    .poll(() => status.allTextContents(), PATIENCE)
    .toContainEqual(expect.stringMatching(/^Training/));
  await page.getByTestId("basics-sizes-cancel").click();
}, 60_000);

test.each([
  [360, 740],
  [740, 360],
])("plot and Train are in one view of %i by %i pixels", async (width, height) => {
  const page = await studio.open({
    at: "?view=basics",
    viewport: { width, height },
    hasTouch: true,
    isMobile: true,
  });
  for (const id of ["plot", "basics-start"]) {
    const box = await page.getByTestId(id).boundingBox();
    expect(box).not.toBeNull();
    if (box === null) continue;
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
  }
});
