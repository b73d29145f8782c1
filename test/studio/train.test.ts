/**
 * @file A network trained in the page: until it is good, by single steps, and back to an earlier moment.
 */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { decodeSafetensorsModel } from "../../src/formats/safetensors/torch-layers.js";
import { violations } from "./axe.js";
import { PATIENCE, sizes } from "./hands.js";
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
  // What was on its way when the run was paused has come when the number stays.
  let step = 0;
  const stays = async (): Promise<boolean> => {
    const before = step;
    step = await read("train-step");
    return step === before;
  };
  await expect.poll(stays, { interval: 300, timeout: 20_000 }).toBe(true);
  expect(step).toBeGreaterThan(300);
  expect(await read("train-rate")).toBeGreaterThan(1000);

  await page.getByTestId("train-timeline").fill("0");
  await expect.poll(() => page.getByTestId("train-moment").textContent()).toMatch(/^step 0 of /);
  await expect.poll(() => read("train-accuracy"), { timeout: 20_000 }).toBeLessThan(30);
  // It stands where it stood.
  expect(await read("train-step")).toBe(step);
}, 120_000);

test("single steps are counted, are told in four phases, and give an edge its gradient", async () => {
  const page = await studio.open({ at: "?view=train", reducedMotion: "reduce" });
  await page.getByTestId("train-stepone").click();
  const phases = page.getByTestId("train-phases").getByRole("listitem");
  await expect.poll(() => phases.count(), { timeout: 60_000 }).toBe(4);
  await page.getByTestId("train-stepone").click();
  await expect.poll(() => page.getByTestId("train-step").textContent()).toBe("2");

  const cursor = page.getByRole("application").getByRole("button");
  await cursor.focus();
  await cursor.press("ArrowRight");
  await cursor.press("Shift+ArrowDown");
  await cursor.press("Enter");
  await page.getByText("In training", { exact: true }).click();
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
  const notice = page.getByTestId("train-diverged");
  await notice.waitFor({ timeout: 60_000 });
  expect(await notice.textContent()).toMatch(/step \d+.*layer \d/);
  await notice.getByRole("button").click();
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

test("a changed recipe, even one that cannot be trained, leaves the run as it is until the next one is started", async () => {
  const page = await studio.open({ at: "?view=train", reducedMotion: "reduce" });
  const step = () => page.getByTestId("train-step").textContent();
  await page.getByTestId("train-stepone").click();
  await expect.poll(step, PATIENCE).toBe("1");
  const units = page.getByLabel("Hidden layer 1", { exact: true });
  for (const wanted of ["0", "5"]) {
    await units.fill(wanted);
    await units.press("Enter");
    await page.getByTestId("train-next").waitFor(PATIENCE);
    expect(await sizes(page)).toBe("784 → 16 → 16 → 10");
  }
  await page.getByTestId("train-stepone").click();
  await expect.poll(step, PATIENCE).toBe("2");
  await page.getByTestId("train-reset").click();
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 5 → 16 → 10");
  expect(await step()).toBe("0");
  expect(await page.getByTestId("train-next").count()).toBe(0);
}, 90_000);

test("until a step's update the network has the weights from before it, and then δ comes back", async () => {
  const page = await studio.open({ at: "?view=train", reducedMotion: "reduce" });
  await page.getByTestId("train-stepone").click();
  const phases = page.getByTestId("train-phases").getByRole("button");
  await expect.poll(() => phases.count(), PATIENCE).toBe(4);
  const moment = () => page.getByTestId("train-moment").textContent();
  await expect.poll(moment, PATIENCE).toBe("step 1 of 1");
  await phases.nth(2).click();
  await expect.poll(moment, PATIENCE).toBe("step 0 of 1");
  const cursor = page.getByRole("application").getByRole("button");
  expect(await cursor.getAttribute("aria-label")).toMatch(/δ = ∂L\/∂z −?0\.\d{5}$/);
  // The other views' test does not see the phases.
  expect(await violations(page)).toEqual([]);
  await phases.nth(3).click();
  await expect.poll(moment, PATIENCE).toBe("step 1 of 1");
  expect(await cursor.getAttribute("aria-label")).toMatch(/activation 0\.\d\d$/);
}, 90_000);

test("a network that was trained here is saved with how it was trained", async () => {
  const page = await studio.open({ at: "?view=train", reducedMotion: "reduce" });
  await page.getByTestId("train-stepone").click();
  await expect.poll(() => page.getByTestId("train-test-accuracy").textContent(), PATIENCE).toMatch(/%/);
  const accuracy = figure(await page.getByTestId("train-test-accuracy").textContent());
  await page.getByRole("button", { name: "Use it in See" }).click();
  await page.getByRole("button", { name: "Share" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the network" }).click();
  const { record } = decodeSafetensorsModel(readFileSync(await (await download).path()), "saved.safetensors");
  expect(record).toMatchObject({ data: "MNIST, training part", steps: 1, seed: 1, batch: 32, epochs: 20 });
  expect(record?.accuracy).toBeCloseTo(accuracy / 100, 3);
}, 90_000);
