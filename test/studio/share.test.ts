/**
 * @file A network leaves the page as a link and as a file, and comes back the same.
 */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { compile } from "../../src/index.js";
import {
  chooseImage,
  hiddenActivations,
  lampsModel,
  PATIENCE,
  sizes,
  smallModel,
  testImage,
} from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages();
const MODEL = smallModel(7);
const FILE = { name: "seven.safetensors", mimeType: "", buffer: Buffer.from(MODEL.bytes) };
const BROKEN = { name: "broken.safetensors", mimeType: "", buffer: Buffer.from("no model") };

async function openFile(page: Page, file: typeof FILE): Promise<void> {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByTestId("open-file").setInputFiles(file);
}

async function shareLink(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Share" }).click();
  const field = page.getByTestId("share-link");
  await expect.poll(() => field.inputValue(), PATIENCE).toContain("#m=");
  return field.inputValue();
}

const predicted = async (page: Page): Promise<string | null> => page.getByTestId("prediction").textContent();

test("a file opens, and a link made of its network carries the weights", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  // Not the network that any page begins with: that one would be there without a link as well.
  await openFile(page, FILE);
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 7 → 10");
  await chooseImage(page, 0);
  const { layers } = (await compile(MODEL.model)).trace(await testImage(0));
  const outputs = layers[1].activations;
  const shown = await hiddenActivations(page, 1, 7);
  for (const [i, activation] of shown.entries()) expect(activation).toBeCloseTo(layers[0].activations[i], 2);
  expect(await predicted(page)).toBe(String(outputs.indexOf(Math.max(...outputs))));
  const link = await shareLink(page);
  // The test's server is one of this machine.
  expect(await page.getByTestId("share-here").textContent()).toMatch(/^127\.0\.0\.1 is this machine itself/);

  const other = await studio.open({ at: link.slice(studio.url.length), reducedMotion: "reduce" });
  await expect.poll(() => sizes(other), PATIENCE).toBe("784 → 7 → 10");
  await chooseImage(other, 0);
  expect(await predicted(other)).toBe(await predicted(page));
  const again = await hiddenActivations(other, 1, 7);
  const differences = again.map((activation, i) => Math.abs(activation - shown[i]));
  expect(Math.max(...differences)).toBeLessThan(0.05);
});

test("a network that comes late does not take the place of one that was opened meanwhile", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 16 → 10");
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/models/reader*", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("radio", { name: "Large network" }).check();
  await openFile(page, FILE);
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 7 → 10");
  const late = page.waitForResponse("**/models/reader*");
  letGo();
  await (await late).finished();
  // It has come; what would be done with it is done within a few frames.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await sizes(page)).toBe("784 → 7 → 10");
});

test("the first network's link is short enough for mails; without its end it says so, and the page works", async () => {
  const first = await studio.open({ reducedMotion: "reduce" });
  await expect.poll(() => sizes(first), PATIENCE).toBe("784 → 16 → 16 → 10");
  const link = await shareLink(first);
  expect(link.length).toBeLessThan(20_000);
  const page = await studio.open({ at: link.slice(studio.url.length, -100), reducedMotion: "reduce" });
  await page.getByText("The network in this link cannot be read").waitFor(PATIENCE);
  await chooseImage(page, 0);
  expect(await predicted(page)).toBe("7");
});

test("a file that is no model says so, and the network stays", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await chooseImage(page, 0);
  await openFile(page, BROKEN);
  await expect
    .poll(() => page.getByRole("dialog").getByRole("alert").textContent(), PATIENCE)
    .toMatch(/broken\.safetensors/);
  await page.keyboard.press("Escape");
  expect(await sizes(page)).toBe("784 → 16 → 16 → 10");
  const { layers } = (await compile(lampsModel())).trace(await testImage(0));
  const [first] = await hiddenActivations(page, 1, 1);
  expect(first).toBeCloseTo(layers[0].activations[0], 2);
});

test("a file that is dropped on the page opens", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 16 → 10");
  const transfer = await page.evaluateHandle((bytes) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.from(bytes)], "seven.safetensors"));
    return dropped;
  }, Array.from(MODEL.bytes));
  await page.locator("main").dispatchEvent("drop", { dataTransfer: transfer });
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 7 → 10");
  await page.getByText("seven.safetensors is open.").waitFor(PATIENCE);
});
