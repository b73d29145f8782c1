/**
 * @file The simple problems learn in the page.
 */

import { expect, test } from "vitest";
import { useStudioPages } from "./page.js";

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
