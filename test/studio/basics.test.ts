/**
 * @file The simple problems learn in the page.
 */

import { expect, test } from "vitest";
import { fingerOn, useStudioPages } from "./page.js";

const studio = useStudioPages();

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
  const plot = page.getByTestId("basics-plot");
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

  await page.getByTestId("basics-remove").tap();
  const again = await fingerOn(page, plot);
  await again("touchStart", [0.6, 0.55]);
  await again("touchEnd");
  await expect.poll(count).toBe(first);
});
