/**
 * @file The first screen: what is drawn is read, every number is that of `akari trace`, and a neuron's terms add up.
 */

import { beforeAll, describe, expect, test } from "vitest";
import { compile, type Model, type Trace } from "../../src/index.js";
import { explain } from "../../src/insight.js";
import { violations } from "./axe.js";
import { chooseImage, hiddenActivations, lampsModel, PATIENCE, testImage } from "./hands.js";
import { DIGITS, draw, fingerOn, useStudioPages } from "./page.js";

const studio = useStudioPages();

test("digits drawn with the mouse are read, and an empty pad predicts nothing", async () => {
  const page = await studio.open();
  for (const [label, strokes] of Object.entries(DIGITS)) {
    await draw(page, page.getByTestId("pad"), strokes);
    await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toBe(label);
    await page.keyboard.press("Delete");
    await page.getByText("Nothing is drawn, so nothing is predicted.").first().waitFor(PATIENCE);
    expect(await page.getByTestId("prediction").count()).toBe(0);
    const outputs = await page.locator("[data-output] .value").allTextContents();
    expect(outputs).toEqual(Array(10).fill("–"));
  }
});

test("a digit drawn with a finger is read, and the page does not move under it", async () => {
  const page = await studio.open({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const touch = await fingerOn(page, page.getByTestId("pad"));
  const path = Array.from({ length: 20 }, (_, i) => [0.52 - (0.04 * i) / 19, 0.12 + (0.76 * i) / 19]);
  await touch("touchStart", path[0]);
  for (const point of path) await touch("touchMove", point);
  await touch("touchEnd");
  await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toBe("1");
  // It could have moved: the page is longer than the screen.
  expect(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight)).toBe(true);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("a digit is drawn by the keyboard alone", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  const pad = page.getByRole("application", { name: "Pad to draw a digit on" });
  await pad.focus();
  await page.keyboard.press("ArrowUp");
  await page.getByText("Space puts it down and lifts it").waitFor(PATIENCE);
  for (let up = 0; up < 7; up++) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  for (let down = 0; down < 15; down++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toBe("1");
  await page.keyboard.press("Delete");
  await expect.poll(() => page.getByTestId("prediction").count(), PATIENCE).toBe(0);
});

describe("image 0 of the test part, a 7", () => {
  let model: Model;
  let trace: Trace;

  beforeAll(async () => {
    model = lampsModel();
    trace = (await compile(model)).trace(await testImage(0));
  });

  const open = async () => {
    const page = await studio.open({ reducedMotion: "reduce" });
    await chooseImage(page, 0);
    return page;
  };

  test("is read, and lights every hidden neuron as akari trace has it", async () => {
    const page = await open();
    expect(await page.getByTestId("prediction").textContent()).toBe("7");
    for (const layer of [1, 2]) {
      const shown = await hiddenActivations(page, layer, 16);
      // Two decimals are shown.
      for (const [i, activation] of shown.entries()) {
        expect(Math.abs(activation - trace.layers[layer - 1].activations[i])).toBeLessThan(0.00501);
      }
    }
  });

  test.each([
    { layer: 1, neuron: 1, moves: [] },
    { layer: 2, neuron: 3, moves: ["PageDown", "Home", "ArrowDown", "ArrowDown"] },
  ])("opens neuron $neuron of layer $layer, whose terms add up", async ({ layer, neuron, moves }) => {
    const page = await open();
    const cursor = page.getByRole("application").getByRole("button");
    await cursor.focus();
    for (const key of moves) await cursor.press(key);
    await cursor.press("Enter");
    await page.getByText("Equation", { exact: true }).click();
    await page.getByTestId("ledger-z").waitFor(PATIENCE);

    /** What is written there, as a person reads it. */
    const read = async (id: string): Promise<number[]> =>
      (await page.getByTestId(id).allTextContents()).map((text) => Number(text.replace("−", "-")));
    const [z] = await read("card-z");
    const [a] = await read("card-a");
    const [rest] = await read("card-rest");
    const [bias] = await read("ledger-bias");
    const terms = await read("card-term");

    const expected = explain(model, trace, layer, neuron - 1);
    const largest = expected.terms.slice(0, 8).map(({ product }) => product);
    expect(terms).toHaveLength(8);
    for (const [i, term] of terms.entries()) expect(term).toBeCloseTo(largest[i], 2);
    expect(terms.reduce((sum, term) => sum + term, rest + bias)).toBeCloseTo(z, 6);
    expect(bias).toBeCloseTo(expected.bias, 2);
    expect(z).toBeCloseTo(expected.preActivation, 2);
    expect(a).toBeCloseTo(1 / (1 + Math.exp(-z)), 2);
    expect(a).toBeCloseTo(expected.activation, 2);
  });

  test("a term of the card and its edge on the stage stand out together", async () => {
    const page = await open();
    const cursor = page.getByRole("application", { name: /784/ }).getByRole("button");
    await cursor.focus();
    await cursor.press("PageDown");
    await cursor.press("Enter");
    await page.getByText("Equation", { exact: true }).click();
    const term = page.getByTestId("card-term").first();
    await term.waitFor(PATIENCE);
    const from = Number(await term.getAttribute("data-from")) + 1;
    await term.hover();
    const readout = page.getByTestId("readout");
    await expect
      .poll(() => readout.textContent(), PATIENCE)
      .toMatch(new RegExp(`^Edge from Hidden layer 1, neuron ${from} of 16 to Hidden layer 2, neuron`));

    // The other way round: where the keyboard goes on the stage, the term is marked in the card.
    await page.mouse.move(2, 2);
    await cursor.focus();
    await cursor.press("Shift+ArrowDown");
    await expect.poll(() => page.locator("article .marked").count(), PATIENCE).toBeGreaterThan(0);
  });
});

test("what is seen is a program in three languages, with the numbers on the screen", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await chooseImage(page, 3);
  const shown = await hiddenActivations(page, 1, 16);
  await page.getByRole("button", { name: "As code" }).click();
  const program = page.getByTestId("program");
  for (const [name, first] of [
    ["TypeScript + Akari", 'import { load } from "akari"'],
    ["NumPy", "import numpy as np"],
    ["PyTorch", "import torch"],
  ]) {
    await page.getByRole("radio", { name }).check();
    const text = (await program.textContent(PATIENCE)) ?? "";
    expect(text).toContain(first);
    const said = /^(?:#|\/\/) a1: (.*)$/m.exec(text)?.[1].split(" ").map(Number) ?? [];
    for (const [i, value] of shown.entries()) expect(Math.abs(said[i] - value)).toBeLessThanOrEqual(0.0051);
    expect(await violations(page)).toEqual([]);
  }
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: /notebook/ }).click();
  expect((await saved).suggestedFilename()).toBe("akari-pytorch.ipynb");
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Save akari-784/ }).click();
  expect((await file).suggestedFilename()).toBe("akari-784-16-16-10.safetensors");
});
