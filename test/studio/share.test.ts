/**
 * @file A network leaves the page as a link and as a file, and comes back the same.
 */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();
const MODEL = new URL("../../dist/studio/models/lamps.safetensors", import.meta.url);

/** Lights the network with test image 0, a 7, and gives what the outputs say. */
async function lit(page: Page): Promise<number[]> {
  await page.getByRole("button", { name: "Choose a test image" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Image 0\b/ })
    .click();
  await expect.poll(() => page.getByTestId("prediction").textContent(), { timeout: 20_000 }).toBe("7");
  const texts = await page.locator("[data-output]").allTextContents();
  return texts.map((text) => Number(/(\d\.\d+)\s*$/.exec(text)?.[1]));
}

test("a link carries the network with its weights", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  const outputs = await lit(page);
  await page.getByRole("button", { name: "Share" }).click();
  const field = page.getByTestId("share-link");
  await field.waitFor();
  await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toContain("#m=");
  const link = await field.inputValue();
  expect(link.length).toBeLessThan(20_000);

  const other = await studio.open({ at: link.slice(studio.url.length), reducedMotion: "reduce" });
  const again = await lit(other);
  expect(again).toHaveLength(10);
  const largest = Math.max(...again.map((output, i) => Math.abs(output - outputs[i])));
  expect(largest).toBeLessThan(0.05);
}, 60_000);

test("a damaged link says so, and the page works", async () => {
  const page = await studio.open({ at: "#m=1.nonsense", reducedMotion: "reduce" });
  await page.getByText("The network in this link cannot be read").waitFor();
  await lit(page);
}, 60_000);

test("a file opens; one that is none says so, and the network stays", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await lit(page);
  await page.getByRole("button", { name: "Share" }).click();
  const open = page.getByTestId("open-file");
  await open.setInputFiles({ name: "broken.safetensors", mimeType: "", buffer: Buffer.from("no model") });
  await expect
    .poll(() => page.getByRole("alert").first().textContent(), { timeout: 20_000 })
    .toMatch(/broken\.safetensors/);
  await open.setInputFiles({ name: "seven.safetensors", mimeType: "", buffer: readFileSync(MODEL) });
  await expect
    .poll(() => page.locator("body").textContent(), { timeout: 20_000 })
    .toContain("seven.safetensors");
}, 60_000);
