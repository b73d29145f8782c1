/**
 * @file A network trained in the page: until it is good, by single steps, and back to an earlier moment.
 */

import { expect, test } from "vitest";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();

const figure = (text: string | null): number => Number((text ?? "").replace(/[^\d.]/g, ""));

test("it trains to 90 %, stops, and an earlier moment has its lower accuracy", async () => {
  const page = await studio.open({ at: "?view=train", reducedMotion: "reduce" });
  const read = async (id: string): Promise<number> => figure(await page.getByTestId(id).textContent());
  // Long enough that the run is not at its end before it is paused.
  await page.getByText("More", { exact: true }).click();
  const epochs = page.getByLabel("Epochs");
  await epochs.fill("500");
  await epochs.press("Enter");
  await page.getByTestId("train-start").click();
  await expect.poll(() => read("train-accuracy"), { timeout: 90_000, interval: 200 }).toBeGreaterThan(90);
  await page.getByTestId("train-pause").click();
  await page.getByTestId("train-start").waitFor();
  const step = await read("train-step");
  expect(step).toBeGreaterThan(300);
  expect(await read("train-rate")).toBeGreaterThan(1000);

  await page.getByTestId("train-timeline").fill("0");
  await expect.poll(() => page.getByTestId("train-moment").textContent()).toMatch(/^step 0 of /);
  await expect.poll(() => read("train-accuracy"), { timeout: 20_000 }).toBeLessThan(30);
  // It stands where it stood.
  expect(await read("train-step")).toBe(step);
}, 120_000);

test("single steps are counted, are told in four beats, and give an edge its gradient", async () => {
  const page = await studio.open({ at: "?view=train", reducedMotion: "reduce" });
  await page.getByTestId("train-stepone").click();
  const beats = page.getByTestId("train-beats").getByRole("listitem");
  await expect.poll(() => beats.count(), { timeout: 60_000 }).toBe(4);
  await page.getByTestId("train-stepone").click();
  await expect.poll(() => page.getByTestId("train-step").textContent()).toBe("2");

  const cursor = page.getByRole("application").getByRole("button");
  await cursor.focus();
  await cursor.press("ArrowRight");
  await cursor.press("Shift+ArrowDown");
  await cursor.press("Enter");
  const move = page.getByTestId("card-move");
  await move.first().waitFor();
  const sizes = await move.evaluateAll((all) =>
    all.map((one) => Math.abs(Number(one.getAttribute("data-value")))),
  );
  // Adam moves every weight by about the learning rate in its first steps.
  expect(sizes[0]).toBeGreaterThan(0);
  expect(sizes[0]).toBeLessThan(0.0015);
}, 90_000);

test("a run that diverges says so, and its remedy trains", async () => {
  const page = await studio.open({ at: "?view=train", reducedMotion: "reduce" });
  await page.getByLabel("Activation").selectOption("relu");
  await page.getByLabel("Optimizer").selectOption("sgd");
  const rate = page.getByLabel("Learning rate");
  await rate.fill("1e6");
  await rate.press("Enter");
  await page.getByTestId("train-start").click();
  const trouble = page.getByTestId("train-trouble");
  await trouble.waitFor({ timeout: 60_000 });
  expect(await trouble.textContent()).toMatch(/step \d+.*layer \d/);
  await trouble.getByRole("button").click();
  await expect.poll(() => rate.inputValue()).toBe("100000");
}, 90_000);

test("a recipe that cannot be trained says why", async () => {
  const page = await studio.open({ at: "?view=train" });
  const units = page.getByLabel("Hidden layer 1", { exact: true });
  await units.fill("0");
  await units.press("Enter");
  await expect.poll(() => page.getByRole("alert").textContent()).toContain("Hidden layer 1 can have 1 to");
  expect(await page.getByTestId("train-start").isDisabled()).toBe(true);
});
