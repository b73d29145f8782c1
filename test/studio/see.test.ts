/**
 * @file The first screen: what is drawn is read, every number is that of `akari trace`, and a neuron's terms add up.
 */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type CompiledModel, compile, decodeModel } from "../../src/index.js";
import { mnist } from "../../src/node.js";
import { DIGITS, draw, useStudioPages } from "./page.js";

const studio = useStudioPages();
const MODEL = new URL("../../dist/studio/models/lamps.safetensors", import.meta.url);

let lamps: CompiledModel;
let images: Uint8Array;

beforeAll(async () => {
  lamps = await compile(decodeModel(readFileSync(MODEL), "lamps.safetensors").model);
  const { test: part } = await mnist();
  images = part.features.data as Uint8Array;
});

const two = (value: number): string => value.toFixed(2);

test.each(Object.entries(DIGITS))("a %s drawn with the mouse is read", async (label, strokes) => {
  const page = await studio.open();
  await draw(page, page.getByTestId("pad"), strokes);
  await expect.poll(() => page.getByTestId("prediction").textContent(), { timeout: 20_000 }).toBe(label);
});

test("a digit drawn with a finger is read, and the page does not move under it", async () => {
  const page = await studio.open({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const pad = page.getByTestId("pad");
  const box = await pad.boundingBox();
  if (box === null) throw new Error("The pad is not on the screen.");
  const client = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: number[][]) =>
    client.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: points.map(([x, y]) => ({ x: box.x + x * box.width, y: box.y + y * box.height })),
    });
  const path = Array.from({ length: 20 }, (_, i) => [0.52 - (0.04 * i) / 19, 0.12 + (0.76 * i) / 19]);
  await touch("touchStart", path[0]);
  for (const point of path) await touch("touchMove", point);
  await touch("touchEnd");
  await expect.poll(() => page.getByTestId("prediction").textContent(), { timeout: 20_000 }).toBe("1");
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("an empty pad predicts nothing", async () => {
  const page = await studio.open();
  await draw(page, page.getByTestId("pad"), DIGITS[7]);
  await page.getByTestId("prediction").waitFor();
  await page.keyboard.press("Delete");
  await expect.poll(() => page.getByTestId("prediction").count()).toBe(0);
});

describe("image 0 of the test part, a 7", () => {
  const open = async () => {
    const page = await studio.open({ reducedMotion: "reduce" });
    await page.getByRole("button", { name: "Choose a test image" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Image 0\b/ })
      .click();
    await expect.poll(() => page.getByTestId("prediction").textContent(), { timeout: 20_000 }).toBe("7");
    return page;
  };

  test("lights the neurons as akari trace has it", async () => {
    const { layers } = lamps.trace(images.subarray(0, 784));
    const page = await open();
    const cursor = page.getByRole("application").getByRole("button");
    await cursor.focus();
    await cursor.press("ArrowRight");
    for (let step = 0; step < 3; step++) {
      const text = (await cursor.getAttribute("aria-label")) ?? "";
      const [, layer, neuron] = /Hidden layer (\d+), neuron (\d+)/.exec(text) ?? [];
      expect(text).toContain(two(layers[Number(layer) - 1].activations[Number(neuron) - 1]));
      await cursor.press("ArrowDown");
    }
  });

  test("opens a neuron whose terms add up to its weighted sum", async () => {
    const { layers } = lamps.trace(images.subarray(0, 784));
    const page = await open();
    const cursor = page.getByRole("application").getByRole("button");
    await cursor.focus();
    await cursor.press("ArrowRight");
    const name = (await cursor.getAttribute("aria-label")) ?? "";
    const [, layer, neuron] = (/Hidden layer (\d+), neuron (\d+)/.exec(name) ?? []).map(Number);
    await cursor.press("Enter");

    const values = async (id: string): Promise<number[]> =>
      (await page.getByTestId(id).evaluateAll((all) => all.map((one) => one.getAttribute("data-value")))).map(
        Number,
      );
    const [z] = await values("card-z");
    const expected = layers[layer - 1].preActivations[neuron - 1];
    expect(z).toBeCloseTo(expected, 2);
    const [terms, rest, bias] = [
      await values("card-term"),
      await values("card-rest"),
      await values("card-bias"),
    ];
    const sum = [...terms, rest[0], bias[0]].reduce((total, value) => total + value, 0);
    expect(terms.length).toBe(8);
    expect(sum).toBeCloseTo(z, 6);
    const [a] = await values("card-a");
    expect(a).toBeCloseTo(1 / (1 + Math.exp(-expected)), 2);
  });
});
