/**
 * @file How a network was trained, as its file says it: the curves of the run and the recipe, of what torchrun has trained, of
 * a checkpoint, of a run that diverged, and of a file that says nothing. It goes into the file that the page saves.
 */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { type TrainingRecord, trainingHistory } from "../../src/formats/description/training-record.js";
import { encodeCheckpoint } from "../../src/formats/safetensors/checkpoint-file.js";
import { encodeSafetensorsModel } from "../../src/formats/safetensors/model-file.js";
import { decodeSafetensorsModel } from "../../src/formats/safetensors/torch-layers.js";
import { dataset, defineModel, fit } from "../../src/index.js";
import type { Checkpoint } from "../../src/training.js";
import { violations } from "./axe.js";
import { PATIENCE } from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();

const fixture = (path: string): Buffer => readFileSync(new URL(`../${path}`, import.meta.url));

/** A run of 8 epochs of 12, as a model's file of torchrun's program says it, and what it has as a checkpoint after 4. */
const { model, record, checkpoint } = await (async () => {
  const rows = Array.from({ length: 60 }, (_, i) => [Math.sin(i), Math.cos(7 * i)]);
  const data = dataset(
    rows,
    rows.map(([x, y]) => (x > y ? "above" : "below")),
  );
  const network = defineModel({ inputs: 2, layers: [{ units: 2, activation: "softmax" }] });
  const checkpoints: Checkpoint[] = [];
  const options = { epochs: 8, batchSize: 10, learningRate: 0.1, validation: 0.2, keepBest: true } as const;
  const run = await fit(network, data, {
    ...options,
    checkpoint: { every: { epochs: 4 }, save: (made) => void checkpoints.push(made) },
  });
  const [half] = checkpoints;
  const { optimizer, seed, shuffle, engine } = half.configuration;
  const [, trainedBy] =
    /return f"(PyTorch .*)"/.exec(fixture("../src/formats/torchrun/train.py").toString()) ?? [];
  const record: TrainingRecord = {
    data: "points, training part",
    ...{ seed, shuffle, optimizer, engine, epochs: 12, steps: run.steps, batch: 10, validation: 0.2 },
    trainingExamples: 48,
    trainedBy: trainedBy.replace("{torch.__version__}", "2.13.0").replace("{self.world.size}", "2"),
    bestEpoch: run.best?.epoch ?? 0,
    history: trainingHistory(run.history) ?? { loss: [] },
  };
  return { model: run.model, record, checkpoint: half };
})();

async function open(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const [share] = await Promise.all([
    page.getByRole("button", { name: /Share|共有/ }),
    page.waitForLoadState(),
  ]);
  await share.click(PATIENCE);
  await page.getByTestId("open-file").setInputFiles({ name, mimeType: "", buffer: Buffer.from(bytes) });
}

const showHistory = (page: Page): Promise<void> =>
  page
    .locator("main")
    .getByRole("button", { name: /Training history|学習の記録/ })
    .click(PATIENCE);

const text = (page: Page, id: string) => page.getByTestId(id).innerText(PATIENCE);

test("what torchrun trained shows its curves and recipe, beside those of a checkpoint, and keeps them when it is saved", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await open(page, "result.safetensors", encodeSafetensorsModel(model, record));
  // At once, beside the sentence that it is open.
  await page.getByRole("status").getByRole("button", { name: "Training history" }).click(PATIENCE);
  const best = record.bestEpoch ?? 0;
  expect(await text(page, "record-summary")).toContain("8 of 12 epochs are done");
  expect(await text(page, "record-summary")).toContain(
    `those of epoch ${best}, the best on the validation data`,
  );
  const facts = await text(page, "record-facts");
  expect(facts).toContain("PyTorch 2.13.0, on 2 processes of torchrun");
  expect(facts).toContain("points, training part: 48 examples");
  const charts = page.getByTestId("record-curves").getByRole("img");
  expect(await charts.count()).toBe(2);
  expect(await charts.first().getAttribute("aria-label")).toMatch(
    /^Training loss: from [\d.]+ in epoch 1 to [\d.]+/,
  );

  expect(await text(page, "record-moment")).toBe(`epoch ${best} of 8`);
  await page.getByTestId("record-timeline").press("Home");
  expect(await text(page, "record-moment")).toBe("epoch 1 of 8");
  const first = String(Number(record.history?.loss[0]?.toPrecision(4)));
  expect(await text(page, "record-loss")).toBe(first);
  await page.getByText("The epochs as a table").click();
  const row = page.getByTestId("record-table").getByRole("row").nth(1);
  const [epoch, loss] = (await row.innerText()).split(/\s+/).map(Number);
  expect([epoch, loss]).toEqual([1, expect.closeTo(record.history?.loss[0] ?? Number.NaN, 3)]);
  // The last epoch, where it was pressed.
  const { width, height } = (await charts.first().boundingBox()) ?? { width: 0, height: 0 };
  await charts.first().click({ position: { x: width - 18, y: height / 2 } });
  expect(await text(page, "record-moment")).toBe("epoch 8 of 8");
  await page.getByRole("radio", { name: "logarithmic" }).check();
  expect(await violations(page, "dialog[open]")).toEqual([]);

  await page.getByTestId("record-keep").click();
  await page.keyboard.press("Escape");
  const opener = page.getByRole("status").getByRole("button", { name: "Training history" });
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
  await open(page, "run.checkpoint.safetensors", encodeCheckpoint(checkpoint));
  await page.getByText("run.checkpoint.safetensors is open").waitFor(PATIENCE);
  await showHistory(page);
  await expect.poll(() => text(page, "record-summary")).toContain("4 of 8 epochs are done, 20 steps");
  expect(await text(page, "record-curves")).toContain("kept run (dotted)");
  expect(await text(page, "record-facts")).toContain("kept run: PyTorch 2.13.0, on 2 processes of torchrun");
  await page.getByTestId("record-drop").click();
  expect(await text(page, "record-curves")).not.toContain("kept run");
  await page.keyboard.press("Escape");

  await open(page, "result.safetensors", encodeSafetensorsModel(model, record));
  await page.getByText("result.safetensors is open").waitFor(PATIENCE);
  await page.getByRole("button", { name: "Share" }).click();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the network" }).click(),
  ]);
  expect(decodeSafetensorsModel(readFileSync(await saved.path()), "saved").record).toEqual(record);
});

test("a run that diverged has gaps and says so, in Japanese, on a phone held either way", async () => {
  const page = await studio.open({
    ...{ locale: "ja", theme: "light", reducedMotion: "reduce" },
    viewport: { width: 360, height: 740 },
  });
  const history = { loss: [0.7, null, 0.5, null], validationLoss: [0.7, null, 1e30, null] };
  const { bestEpoch: _, ...rest } = record;
  await open(page, "d.safetensors", encodeSafetensorsModel(model, { ...rest, epochs: 4, history }));
  await page.getByText("d.safetensors を開きました").waitFor(PATIENCE);
  await showHistory(page);
  expect(await text(page, "record-summary")).toMatch(
    /2\s*エポックで、損失が無限大か NaN でした（最初はエポック\s*2）/,
  );
  expect(await text(page, "record-loss")).toBe("無限大か NaN");
  const sideways = () =>
    page.evaluate(() =>
      [document.documentElement, document.querySelector("dialog[open]")].map(
        (element) => (element?.scrollWidth ?? 0) - (element?.clientWidth ?? 0),
      ),
    );
  expect(await sideways()).toEqual([0, 0]);
  expect(await violations(page, "dialog[open]")).toEqual([]);
  await page.setViewportSize({ width: 740, height: 360 });
  await expect.poll(sideways).toEqual([0, 0]);
});

test("a file of another program says that it holds no history", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await open(page, "digits.keras", fixture("keras/digits.keras"));
  await page.getByText("digits.keras is open").waitFor(PATIENCE);
  expect(await page.getByRole("status").getByRole("button", { name: "Training history" }).count()).toBe(0);
  await showHistory(page);
  expect(await text(page, "record-none")).toContain("does not say how it was trained");
});
