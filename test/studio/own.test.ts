/**
 * @file A network for one's own images: some are drawn, others dropped as files, and it learns to tell them apart.
 */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PATIENCE, sizes } from "./hands.js";
import { draw, useStudioPages } from "./page.js";

const studio = useStudioPages();
/** Enough for a few to be held out. */
const EXAMPLES = 8;

/** Drops pictures of crosses on the dialog, each a little elsewhere. */
async function dropCrosses(page: Page, count: number): Promise<void> {
  const transfer = await page.evaluateHandle(async (many) => {
    const dropped = new DataTransfer();
    for (let n = 0; n < many; n++) {
      const canvas = new OffscreenCanvas(100, 100);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      context.fillStyle = "white";
      context.fillRect(0, 0, 100, 100);
      context.lineWidth = 8 + n;
      context.moveTo(15 + n, 20);
      context.lineTo(85, 80 - n);
      context.moveTo(85 - n, 15);
      context.lineTo(15, 85);
      context.stroke();
      dropped.items.add(new File([await canvas.convertToBlob()], `cross-${n}.png`, { type: "image/png" }));
    }
    return dropped;
  }, count);
  await page
    .getByRole("group", { name: "Your own images" })
    .dispatchEvent("drop", { dataTransfer: transfer });
}

test("circles that are drawn and crosses that are dropped are told apart", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Your own data" }).click();
  const pad = page.getByRole("application", { name: /^Pad\. / });
  await pad.waitFor(PATIENCE);
  for (let n = 0; n < EXAMPLES; n++) {
    const circle = Array.from({ length: 13 }, (_, i) => {
      const angle = (i / 12) * 2 * Math.PI;
      return [0.5 + (0.25 + 0.01 * n) * Math.sin(angle), 0.5 - (0.34 - 0.01 * n) * Math.cos(angle)];
    });
    await draw(page, pad, [circle]);
    await page.getByRole("button", { name: "Add as example" }).click();
  }
  await page.getByRole("radio", { name: /^cross/ }).check();
  await dropCrosses(page, EXAMPLES);
  await expect.poll(() => page.getByText(`${EXAMPLES} examples`).count(), PATIENCE).toBe(2);
  // A tap removes one, and another brings it back.
  await page.getByRole("button", { name: "Remove example 3 of cross" }).click();
  await page.getByText("Removed from cross.").waitFor(PATIENCE);
  await page.getByText(`${EXAMPLES - 1} examples`).waitFor(PATIENCE);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect.poll(() => page.getByText(`${EXAMPLES} examples`).count(), PATIENCE).toBe(2);
  await page.getByRole("button", { name: "Start training", exact: true }).last().click();
  const result = page.getByTestId("own-result");
  await result.waitFor(PATIENCE);
  expect(await result.textContent()).toContain("It got 4 of the 4 examples it had never seen right.");
  await page.getByRole("button", { name: "Use it in See" }).last().click();
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 2");
  // What there is to look at stays: the network says which of its own classes a digit is like.
  await page.getByRole("button", { name: "Choose a test image" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Image 0\b/ })
    .click(PATIENCE);
  await expect
    .poll(() => page.getByTestId("prediction").first().textContent(), PATIENCE)
    .toMatch(/circle|cross/);
}, 90_000);
