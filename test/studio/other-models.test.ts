/**
 * @file `akari studio MODEL` with networks that do not look at drawn digits: the page says so, and shows what it can. One of a
 * table is given rows.
 */

import { describe, expect, test } from "vitest";
import { encodeSafetensorsModel } from "../../src/formats/safetensors/model-file.js";
import { defineModel, type Model } from "../../src/index.js";
import { predict } from "../../src/insight.js";
import { initializeParameters, type ModelOptions, type Preprocessing } from "../../src/model.js";
import { PATIENCE } from "./hands.js";
import { useStudioPages } from "./page.js";

const number = (name: string) =>
  ({ name, kind: "number", shift: 0, scale: 1, missing: { fill: 0, indicator: false } }) as const;

const table: Preprocessing = {
  divideBy: 1,
  table: { columns: Array.from({ length: 64 }, (_, i) => number(`x${i}`)), targets: ["y"] },
  outputs: [{ name: "y", shift: 10, scale: 2 }],
};
const sound: Preprocessing = {
  divideBy: 1,
  sound: { form: "waveform", rate: 8000, samples: 100, scaling: [{ shift: 0, scale: 1 }] },
};
const color: Preprocessing = { divideBy: 255, image: [16, 16], channels: 3 };

const MODELS: readonly [string, ModelOptions, string][] = [
  ["sounds", { inputs: 100, layers: [{ units: 3, activation: "softmax" }], preprocessing: sound }, "100"],
  ["colours", { inputs: 768, layers: [{ units: 2, activation: "softmax" }], preprocessing: color }, "768"],
];

/** With a hidden layer before its output layer, and weights that nothing was learned by. */
function untrained(options: ModelOptions): { model: Model; bytes: Uint8Array<ArrayBuffer> } {
  const definition = defineModel({
    ...options,
    layers: [{ units: 4, activation: "tanh" }, ...options.layers],
  });
  const model = { definition, parameters: initializeParameters(definition, 1) };
  return { model, bytes: Uint8Array.from(encodeSafetensorsModel(model)) };
}

describe("a network of a table", () => {
  const { model, bytes } = untrained({
    inputs: 64,
    layers: [{ units: 1, activation: "linear" }],
    preprocessing: table,
  });
  const studio = useStudioPages(bytes);

  test("is given a row, and answers in the target's own unit; its inputs are called by their columns", async () => {
    const page = await studio.open({ at: "?model=given&name=other.safetensors", reducedMotion: "reduce" });
    const prediction = page.getByTestId("prediction");
    const expected = async (row: Record<string, number>): Promise<string> => {
      const zeros = Object.fromEntries(Array.from({ length: 64 }, (_, i) => [`x${i}`, 0]));
      const answer = await predict(model, { ...zeros, ...row });
      return answer.task === "values" ? String(Number(answer.values[0].value.toFixed(2))) : "";
    };
    await expect.poll(() => prediction.textContent(), PATIENCE).toBe(await expected({}));
    await page.getByLabel("x7", { exact: true }).fill("2.5");
    await expect.poll(() => prediction.textContent(), PATIENCE).toBe(await expected({ x7: 2.5 }));
    const cursor = page.getByRole("application", { name: /64 → 4/ }).getByRole("button");
    await cursor.focus();
    for (let up = 0; up < 3; up++) await cursor.press("PageUp");
    await cursor.press("End");
    expect(await cursor.getAttribute("aria-label")).toContain("Input layer, x63");
  });

  test("has no picture to explain", async () => {
    const page = await studio.open({ at: "?view=why&model=given&name=other.safetensors" });
    await page.getByText("explains networks that look at pictures").waitFor(PATIENCE);
  });
});

describe.each(MODELS)("a network of %s", (name, options, inputs) => {
  const hears = name === "sounds";
  const studio = useStudioPages(untrained(options).bytes);

  test(`is shown, ${hears ? "with a way to give it sounds" : "with a sentence that the pad gives something else"}`, async () => {
    const page = await studio.open({ at: "?model=given&name=other.safetensors", reducedMotion: "reduce" });
    const result = page.getByTestId("result");
    await expect
      .poll(() => result.textContent(), PATIENCE)
      .toContain(hears ? "Nothing has been heard" : `This network takes ${inputs} inputs`);

    const cursor = page.getByRole("application", { name: new RegExp(`${inputs} → 4`) }).getByRole("button");
    await cursor.focus();
    for (let up = 0; up < 3; up++) await cursor.press("PageUp");
    await cursor.press("End");
    expect(await cursor.getAttribute("aria-label")).toContain(`neuron ${inputs} of ${inputs}`);
    await cursor.press("Enter");
    await cursor.press("PageDown");
    await cursor.press("Enter");
    await page.getByText("Hidden layer 1").first().waitFor(PATIENCE);
  });

  test(`${hears ? "answers one of our sounds" : "stands beside the test images, which are there to be looked at"}`, async () => {
    const page = await studio.open({ at: "?model=given&name=other.safetensors", reducedMotion: "reduce" });
    if (hears) {
      await page.getByRole("button", { name: "One of ours" }).click(PATIENCE);
      await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toMatch(/^[012]$/);
      expect(await page.getByRole("button", { name: "Choose a test image" }).count()).toBe(0);
      return;
    }
    const choose = page.getByRole("button", { name: "Choose a test image" });
    // Once while their labels come, and once when they are there.
    for (let time = 0; time < 2; time++) {
      await choose.click(PATIENCE);
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("radio", { name: "7", exact: true }).check(PATIENCE);
      await dialog.getByRole("button", { name: /7/ }).nth(1).waitFor(PATIENCE);
      expect(await dialog.getByRole("checkbox").count()).toBe(0);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached", ...PATIENCE });
    }
  });

  test("has no picture to explain", async () => {
    const page = await studio.open({ at: "?view=why&model=given&name=other.safetensors" });
    await page.getByText("explains networks that look at pictures").waitFor(PATIENCE);
  });
});
